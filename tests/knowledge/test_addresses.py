"""knowledge.actions.moving, ArticleSlug, and what former addresses answer"""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.roles import Role
from audit.models import AuditEvent
from knowledge.actions.moving import move_article
from knowledge.models import Article, ArticleSlug
from knowledge.selectors.articles import home_articles
from lib.errors import UserError
from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Post, PostChange
from tests.factories import make_article, make_member, make_moderator, make_staff, write_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(tmp_path):
    return Article.objects.select_related("post").get(pk=make_article(tmp_path).pk)


def editor():
    return make_staff(Role.EDITOR)


def load(folder):
    call_command("load_knowledge", str(folder), verbosity=0)


def check_constraints():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_moved_article_has_one_address_everywhere_and_keeps_the_old_one(article):
    PostChange.objects.all().delete()

    moved = move_article(editor(), article, "cramps-at-night")

    post = Post.objects.get(pk=article.pk)
    assert (moved.slug, post.slug) == ("cramps-at-night", "cramps-at-night")
    assert set(moved.slugs.values_list("slug", flat=True)) == {"night-cramps", "cramps-at-night"}
    assert PostChange.objects.filter(post=post).exists()
    event = AuditEvent.objects.get(action="article.moved")
    assert event.details == {"from_slug": "night-cramps", "to_slug": "cramps-at-night"}


def test_moving_to_where_it_is_changes_nothing(article):
    move_article(editor(), article, "night-cramps")

    assert not AuditEvent.objects.filter(action="article.moved").exists()


def test_an_article_can_move_back(article):
    for slug in ("cramps-at-night", "night-cramps"):
        article = move_article(editor(), article, slug)

    assert article.slug == "night-cramps"
    assert article.slugs.count() == 2


@pytest.mark.parametrize("make", [make_member, make_moderator, lambda: make_staff(Role.REVIEWER)])
def test_only_editors_move_articles(article, make):
    with pytest.raises(PermissionDenied):
        move_article(make(), article, "cramps-at-night")


def test_an_article_that_the_site_itself_names_stays_where_it_is(tmp_path):
    help_page = make_article(tmp_path, "when-to-get-help").article

    with pytest.raises(PermissionDenied):
        move_article(editor(), help_page, "help")


def test_a_former_address_is_never_given_to_another_article(article, tmp_path):
    other = make_article(tmp_path, "other").article
    move_article(editor(), article, "cramps-at-night")

    for taken in ("night-cramps", "cramps-at-night"):
        with pytest.raises(UserError, match="belongs to another article"):
            move_article(editor(), other, taken)

    other.refresh_from_db()
    assert other.slug == "other"


def test_the_database_keeps_an_address_with_its_article_for_ever(article, tmp_path):
    other = make_article(tmp_path, "other").article
    mine = ArticleSlug.objects.filter(slug="night-cramps")

    with pytest.raises(IntegrityError, match="for ever"), transaction.atomic():
        mine.update(article=other)
    with pytest.raises(IntegrityError, match="for ever"), transaction.atomic():
        mine._raw_delete("default")


def test_the_database_refuses_an_address_that_is_not_the_articles_own(article, tmp_path):
    make_article(tmp_path, "other")
    ArticleSlug.objects.create(slug="free", article_id=article.pk)

    Article.objects.filter(pk=article.pk).update(slug="free")
    check_constraints()
    # From here on the database checks at once, no longer at the end of the transaction.
    with pytest.raises(IntegrityError, match="article_slug_is_one_of_its_own"), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(slug="nowhere")


def test_every_page_of_an_article_answers_at_its_former_address(client, article):
    person = editor()
    move_article(person, article, "cramps-at-night")
    client.force_login(person)

    names = ["article", "edit", "move", "helpful", "needs-change", "faq-entry"]
    for name in names:
        response = client.get(reverse(f"knowledge:{name}", args=["night-cramps"]) + "?a=b")
        assert response.status_code == 301, name
        assert response.url == reverse(f"knowledge:{name}", args=["cramps-at-night"]) + "?a=b"
        assert "no-cache" in response.headers["Cache-Control"]


def test_a_reviewer_finds_the_moved_article_to_sign(client, article):
    move_article(editor(), article, "cramps-at-night")
    client.force_login(make_staff(Role.REVIEWER))

    assert client.get("/knowledge/night-cramps/sign/").url == "/knowledge/cramps-at-night/sign/"


def test_the_copy_without_a_connection_moves_too(client, tmp_path):
    relief = make_article(tmp_path, "calf", kind="relief").article
    move_article(editor(), relief, "relief-calf")

    response = client.get("/offline/calf/")

    assert (response.status_code, response.url) == (301, "/offline/relief-calf/")
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_form_that_was_open_while_the_article_moved_keeps_what_it_sends(client, article):
    move_article(editor(), article, "cramps-at-night")

    response = client.post("/knowledge/night-cramps/helpful/", {"is_helpful": "yes"})

    assert (response.status_code, response.url) == (308, "/knowledge/cramps-at-night/helpful/")


def test_a_link_in_a_text_leads_to_the_moved_article(client, article, tmp_path):
    source = make_article(tmp_path, "source", body="See [the night](knowledge:night-cramps#what-it-is).")
    move_article(editor(), article, "cramps-at-night")
    assert 'href="/knowledge/night-cramps/#what-it-is"' in source.body_html

    response = client.get("/knowledge/night-cramps/", follow=True)

    assert response.redirect_chain == [("/knowledge/cramps-at-night/", 301)]
    assert response.status_code == 200


def test_a_frequent_question_is_found_under_its_former_name(client, tmp_path):
    question = make_article(tmp_path, "faq-heat", kind="faq").article
    move_article(editor(), question, "faq-warmth")

    response = client.get("/faq/entry/faq-heat/", follow=True)

    assert response.redirect_chain == [("/faq/entry/faq-warmth/", 301), ("/faq/#faq-warmth", 302)]


def test_the_former_address_of_a_hidden_article_says_nothing(client, article):
    move_article(editor(), article, "cramps-at-night")
    change_state(make_moderator(), article.post, State.HIDDEN, reason="harm")

    assert client.get("/knowledge/night-cramps/").status_code == 404
    client.force_login(make_moderator())
    assert client.get("/knowledge/night-cramps/").status_code == 301


def test_addresses_that_nobody_has_had_are_not_found(client, article):
    assert client.get("/knowledge/never/").status_code == 404
    assert client.get("/knowledge/never/edit/").status_code == 302  # to the sign-in, like every other


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Night Cramps", "small letters"),
        ("a--b", "small letters"),
        ("board", "Another page"),
        ("relief", "Another page"),
        ("other", "belongs to another article"),
        ("x" * 101, "at most 100"),
        ("a\x00b", "Null characters"),
    ],
)
def test_an_impossible_address_is_refused_next_to_its_field(client, article, tmp_path, typed, message):
    make_article(tmp_path, "other")
    client.force_login(editor())

    response = client.post("/knowledge/night-cramps/move/", {"slug": typed})

    assert response.status_code == 422
    assert message in response.context["form"].errors["slug"][0]


def test_an_editor_moves_an_article_on_its_page(client, article):
    client.force_login(editor())
    assert "/knowledge/night-cramps/move/" in client.get("/knowledge/night-cramps/").content.decode()

    response = client.post("/knowledge/night-cramps/move/", {"slug": "cramps-at-night"}, follow=True)

    assert response.redirect_chain == [("/knowledge/cramps-at-night/", 302)]


def test_related_and_home_articles_are_found_by_any_of_their_addresses(client, article, tmp_path):
    home = make_article(tmp_path, "night-leg-cramps").article
    Article.objects.filter(pk=article.pk).update(related=["night-leg-cramps"])
    move_article(editor(), home, "legs-at-night")

    assert [row.slug for row in home_articles()] == ["legs-at-night"]
    related = client.get("/knowledge/night-cramps/").context["page"].related
    assert [row.slug for row in related] == ["legs-at-night"]


def test_a_file_under_the_old_name_still_belongs_to_the_moved_article(article, tmp_path):
    move_article(editor(), article, "cramps-at-night")
    write_article(tmp_path, body="## What it is\n\nNewer.")

    load(tmp_path)

    found = Article.objects.select_related("post").get()
    assert (found.slug, found.post.slug, found.post.body) == (
        "cramps-at-night",
        "cramps-at-night",
        "## What it is\n\nNewer.",
    )


def test_a_file_moves_its_article_with_former_slugs(article, tmp_path):
    (tmp_path / "night-cramps.md").unlink()
    path = write_article(tmp_path, "cramps-at-night")
    path.write_text(path.read_text().replace("kind:", "former_slugs: [night-cramps]\nkind:"))

    load(tmp_path)

    found = Article.objects.select_related("post").get()
    assert (found.slug, found.post.slug) == ("cramps-at-night", "cramps-at-night")
    assert ArticleSlug.objects.count() == 2


def test_a_file_that_names_another_articles_address_changes_nothing(article, tmp_path):
    make_article(tmp_path, "other")
    move_article(editor(), article, "cramps-at-night")
    (tmp_path / "night-cramps.md").unlink()
    path = tmp_path / "other.md"
    path.write_text(path.read_text().replace("kind:", "former_slugs: [night-cramps]\nkind:"))

    with pytest.raises(CommandError, match="belong to several articles: cramps-at-night, other"):
        load(tmp_path)
