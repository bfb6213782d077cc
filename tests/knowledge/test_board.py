"""The review board: owners, traffic, helpfulness, filters and pages"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.roles import Role
from audit.models import AuditEvent
from knowledge.actions.hearing import Voice, request_change, say_helpful
from knowledge.actions.owning import set_owner
from knowledge.models import Article, ArticleDay, HelpfulVote
from knowledge.selectors.board import SHOWN, BoardList, load_list
from knowledge.selectors.board_articles import Choice, load_board_articles, read_choice
from lib.errors import UserError
from tests.factories import make_article, make_member, make_proposal, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(tmp_path):
    return Article.objects.select_related("post").get(pk=make_article(tmp_path).pk)


def editor(handle=""):
    return make_staff(Role.EDITOR, handle)


def make(folder, slug, *, due=0, views=0, owner=None):
    """Make an article that is due in so many days and was read so often yesterday."""
    article = make_article(folder, slug).article
    today = timezone.localdate()
    columns = {"next_review_due": None if due is None else today + timedelta(days=due), "owner": owner}
    Article.objects.filter(pk=article.pk).update(**columns)
    if views:
        ArticleDay.objects.create(article=article, day=today - timedelta(days=1), views=views)
    return article


def slugs(reader, cursor="", **choice):
    page = load_board_articles(reader, Choice(**choice), cursor).page
    return [row.article.slug for row in page.rows]


def test_an_editor_gives_an_article_to_a_colleague_and_takes_it_back(article):
    boss, colleague = editor(), make_staff(Role.REVIEWER)

    assert set_owner(boss, article, colleague).owner == colleague
    assert set_owner(boss, article, None).owner is None

    details = [
        event.details for event in AuditEvent.objects.filter(action="article.owner_set").order_by("pk")
    ]
    assert details == [{"owner": colleague.pk, "before": None}, {"owner": None, "before": colleague.pk}]


def test_only_editors_say_who_looks_after_an_article(article):
    for actor in (make_member(), make_staff(Role.MODERATOR), make_staff(Role.REVIEWER)):
        with pytest.raises(PermissionDenied):
            set_owner(actor, article, editor())


def test_a_member_cannot_look_after_an_article(article):
    with pytest.raises(UserError, match="Only editors and reviewers"):
        set_owner(editor(), article, make_member())


def test_the_owner_is_set_on_the_board_and_the_filter_stays(client, article):
    person = editor()
    client.force_login(person)

    address = "/knowledge/night-cramps/owner/?show=all&owner=nobody&sort=read"
    response = client.post(address, {"owner": str(person.pk)})

    assert response.url == "/knowledge/board/?show=all&owner=nobody&sort=read#articles"
    article.refresh_from_db()
    assert article.owner == person


@pytest.mark.parametrize("sent", ["x", "99999999", "\x00", ""])
def test_nonsense_instead_of_an_owner(client, article, sent):
    Article.objects.filter(pk=article.pk).update(owner=editor())
    client.force_login(editor())

    response = client.post("/knowledge/night-cramps/owner/", {"owner": sent})

    article.refresh_from_db()
    assert response.status_code == (302 if sent == "" else 409)
    assert (article.owner is None) is (sent == "")


def test_the_articles_of_one_person_of_nobody_and_of_all(tmp_path):
    me, other = editor("me_editor"), editor("other_editor")
    make(tmp_path, "mine", owner=me)
    make(tmp_path, "others", owner=other)
    make(tmp_path, "free")

    assert slugs(me, owner="mine") == ["mine"]
    assert slugs(me, owner="nobody") == ["free"]
    assert slugs(me, owner="other_editor") == ["others"]
    assert slugs(me, owner="unknown") == []
    assert set(slugs(me)) == {"mine", "others", "free"}


def test_what_is_due_comes_in_the_order_of_its_day(tmp_path):
    for slug, due in [("soon", 20), ("late", -10), ("later", 40), ("never", None), ("latest", -20)]:
        make(tmp_path, slug, due=due)

    assert slugs(editor()) == ["latest", "late", "soon"]
    assert slugs(editor(), show="all") == ["latest", "late", "soon", "later", "never"]


def test_most_read_and_overdue_first(tmp_path):
    for slug, due, views in [("fresh", 20, 900), ("quiet", -20, 1), ("loud", -1, 50), ("silent", 5, 0)]:
        make(tmp_path, slug, due=due, views=views)

    assert slugs(editor(), sort="read") == ["loud", "quiet", "fresh", "silent"]


@pytest.mark.parametrize("sort", ["due", "read"])
def test_the_articles_come_in_pages_without_gaps_or_repetitions(tmp_path, sort):
    reader = editor()
    make(tmp_path, "never", due=None)
    for number in range(24):
        make(tmp_path, f"a{number}", due=number % 3 - 1, views=number % 4)

    seen, cursor = [], ""
    while cursor is not None:
        page = load_board_articles(reader, Choice(show="all", sort=sort), cursor).page
        seen += [row.article.slug for row in page.rows]
        cursor = page.next_cursor

    assert len(seen) == len(set(seen)) == 25
    back = load_board_articles(reader, Choice(show="all", sort=sort), page.previous_cursor).page
    assert [row.article.slug for row in back.rows] == seen[:20]


@pytest.mark.parametrize(
    "cursor", ["x", "WyJmIiwgImR1ZSIsICJuZXZlciIsIDFd", "WyJmIiwgImR1ZSIsICIyMDI2LTEzLTQwIiwgMV0"]
)
def test_a_cursor_that_makes_no_sense_shows_the_first_page(tmp_path, cursor):
    make(tmp_path, "late")

    assert slugs(editor(), cursor) == ["late"]


def test_views_count_for_thirty_days(article):
    today = timezone.localdate()
    for days, views in [(0, 1), (29, 10), (30, 100)]:
        ArticleDay.objects.create(article=article, day=today - timedelta(days=days), views=views)

    row = load_board_articles(editor(), Choice(show="all"), "").page.rows[0]

    assert row.views == 11


def test_the_board_notices_falling_helpfulness(article):
    for number in range(20):
        say_helpful(article, Voice(device=f"old{number}"), is_helpful=True)
    HelpfulVote.objects.update(at=timezone.now() - timedelta(weeks=8))
    assert slugs(editor(), show="falling") == []

    for number in range(10):
        say_helpful(article, Voice(device=f"new{number}"), is_helpful=number < 5)

    row = load_board_articles(editor(), Choice(show="falling"), "").page.rows[0]
    assert (row.article, row.trend.recent, row.trend.before, row.trend.is_falling) == (article, 50, 100, True)


def test_what_makes_no_sense_in_the_address_is_left_out():
    assert read_choice({"show": "x", "sort": "y", "owner": "a\x00b"}) == Choice(owner="ab")
    assert read_choice({"show": "all", "sort": "read", "owner": "mine"}) == Choice("all", "mine", "read")


def test_long_lists_go_on_on_pages_of_their_own(client, article):
    for _ in range(SHOWN + 1):
        request_change(make_member(), article, reason="Too hard to read.", is_safety=False)
    client.force_login(editor())
    board = client.get("/knowledge/board/")

    cursor = board.context["board"].remarks.next_cursor
    page = client.get("/knowledge/board/", {"list": "remarks", "cursor": cursor})

    assert f"?list=remarks&amp;cursor={cursor}" in board.content.decode()
    assert len(page.context["page"].rows) == 1
    assert page.context["page"].previous_cursor


@pytest.mark.parametrize("name", BoardList)
def test_each_list_has_a_page(client, article, name):
    make_proposal(article.post, editor())
    client.force_login(editor())

    assert client.get(f"/knowledge/board/?list={name}").status_code == 200


def test_texts_wait_in_the_order_in_which_they_were_sent(article, tmp_path):
    first, second = make_proposal(article.post, editor()), make_proposal(article.post, editor())

    assert load_list(editor(), BoardList.WAITING).rows == [first, second]


def test_the_board_takes_the_same_queries_whatever_is_on_it(client, tmp_path, django_assert_max_num_queries):
    client.force_login(editor())

    def fill(start, number):
        for one in range(start, start + number):
            article = make(tmp_path, f"b{one}", due=-one, views=one, owner=editor())
            make_proposal(article.post, editor())
            request_change(make_member(), article, reason="Too hard to read.", is_safety=one % 2 == 0)

    def count():
        with django_assert_max_num_queries(9) as queries:
            assert client.get("/knowledge/board/").status_code == 200
        return len(queries)

    fill(0, 2)
    few = count()
    fill(2, 10)

    assert count() == few
