"""knowledge.actions: drafting, locking, reviewing, hearing"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from audit.models import AuditEvent
from knowledge.actions.drafting import DraftText, open_draft, save_draft, submit, withdraw
from knowledge.actions.hearing import Voice, answer_change_request, request_change, say_helpful
from knowledge.actions.locking import take_lock
from knowledge.actions.reviewing import Signature, publish, send_back, sign_review
from knowledge.models import Article, EditLock, HelpfulVote, Proposal
from knowledge.selectors.board import load_board
from lib.errors import UserError
from notifications.actions.following import follow
from notifications.models import Notification, Topic
from posts.actions.editing import Edit, apply_edit
from posts.models import Revision
from tests.factories import make_article, make_member, make_staff

pytestmark = pytest.mark.django_db
NEW = "## What it is\n\nA cramp, told in a clearer way.\n\n## When to get help\n\nSoon."


@pytest.fixture
def article(tmp_path):
    return Article.objects.select_related("post").get(pk=make_article(tmp_path).pk)


def editor():
    return make_staff(Role.EDITOR)


def text(article, **changes):
    article.post.refresh_from_db()
    base = {
        "title": article.post.title,
        "summary": "Shorter. Plainer. Truer.",
        "body": NEW,
        "tags": ["basics"],
        "significance": "medium",
        "base_revision": article.post.revision_count,
        "note": "Said more plainly",
    }
    return DraftText(**(base | changes))


def submitted(article, author=None, **changes):
    author = author or editor()
    proposal = save_draft(author, open_draft(author, article), text(article, **changes))
    return submit(author, proposal)


def test_a_draft_is_kept_and_nobody_else_sees_it_in_the_article(article):
    author = editor()

    proposal = save_draft(author, open_draft(author, article), text(article))

    assert open_draft(author, article) == proposal
    article.post.refresh_from_db()
    assert article.post.body != NEW


def test_publishing_makes_it_the_article_with_a_revision_of_its_author(article):
    proposal = submitted(article)

    publish(editor(), proposal)

    article.post.refresh_from_db()
    article.refresh_from_db()
    revision = Revision.objects.get(post=article.post, number=2)
    assert (article.post.body, article.summary) == (NEW, "Shorter. Plainer. Truer.")
    assert (revision.editor, revision.reason) == (proposal.author, "Said more plainly")
    assert [heading["anchor"] for heading in article.headings] == ["what-it-is", "when-to-get-help"]
    assert AuditEvent.objects.filter(action="proposal.published").exists()


@pytest.mark.parametrize("significance", ["typo", "medium", "major"])
def test_no_edit_moves_the_review_dates(article, significance):
    before = (article.last_reviewed, article.next_review_due)

    publish(editor(), submitted(article, significance=significance))

    article.refresh_from_db()
    assert (article.last_reviewed, article.next_review_due) == before


def test_a_signature_moves_them_and_names_the_reviewer(article):
    reviewer = make_staff(Role.REVIEWER)

    publish(reviewer, submitted(article), signature=Signature("Neurologist"))

    article.refresh_from_db()
    today = timezone.localdate()
    assert (article.last_reviewed, article.next_review_due) == (today, today + timedelta(days=365))
    assert (article.reviewed_by, article.reviewer_qualification) == (reviewer.name, "Neurologist")


def test_only_clinical_reviewers_sign(article):
    proposal = submitted(article)

    for actor in (editor(), make_staff(Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            publish(actor, proposal, signature=Signature("Neurologist"))
        with pytest.raises(PermissionDenied):
            sign_review(actor, article, Signature("Neurologist"))
    proposal.refresh_from_db()
    assert proposal.state == "submitted"


def test_an_article_is_signed_as_it_stands(article):
    article = sign_review(make_staff(Role.REVIEWER), article, Signature("Physiotherapist"))

    assert article.last_reviewed == timezone.localdate()
    assert Revision.objects.filter(post=article.post).count() == 1


def test_nobody_publishes_a_text_of_their_own(article):
    author = editor()
    proposal = submitted(article, author)

    with pytest.raises(PermissionDenied):
        publish(author, proposal)
    with pytest.raises(IntegrityError, match="proposal_not_reviewed_by_its_author"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(reviewer=author)


@pytest.mark.parametrize("make", [make_member, lambda: make_staff(Role.MODERATOR)])
def test_others_neither_propose_nor_review(article, make):
    with pytest.raises(PermissionDenied):
        open_draft(make(), article)
    with pytest.raises(PermissionDenied):
        publish(make(), submitted(article))


def test_a_text_sent_back_can_be_mended_and_sent_again(article):
    author = editor()
    proposal = submitted(article, author)

    send_back(editor(), proposal, comment="Please name a source.")
    assert Notification.objects.get(recipient=author).note == "Please name a source."
    proposal = save_draft(author, proposal, text(article, note="With a source"))

    assert submit(author, proposal).state == "submitted"


def test_a_text_without_a_note_or_without_a_change_is_not_sent(article):
    author = editor()
    proposal = save_draft(author, open_draft(author, article), text(article, note=""))
    with pytest.raises(UserError):
        submit(author, proposal)

    same = text(article, summary=article.summary, body=article.post.body)
    with pytest.raises(UserError):
        submit(author, save_draft(author, proposal, same))


def test_a_text_against_an_older_article_is_not_published(article):
    first, second = submitted(article), submitted(article, body=NEW + "\n\nAnd more.")
    publish(editor(), first)

    with pytest.raises(UserError, match="changed since"):
        publish(editor(), second)

    article.post.refresh_from_db()
    assert article.post.body == NEW


def test_the_author_of_an_older_text_merges_and_it_can_be_published(article):
    author = editor()
    proposal = submitted(article, author)
    apply_edit(editor(), article.post, Edit(body=NEW + "\n\nAnd more."), ["basics"])
    send_back(editor(), proposal, comment="Please merge.")

    proposal = save_draft(author, proposal, text(article, body=NEW + "\n\nAnd more, merged."))
    publish(editor(), submit(author, proposal))

    article.post.refresh_from_db()
    assert article.post.body.endswith("merged.")


def test_a_withdrawn_text_makes_room_for_a_new_one(article):
    author = editor()
    proposal = submitted(article, author)

    withdraw(author, proposal)

    assert open_draft(author, article).pk != proposal.pk


def test_followers_get_the_note_and_the_author_does_not(article):
    reader, author = make_member(), editor()
    for person in (reader, author):
        follow(person, article.post, Topic.CHANGES, wanted=True)

    publish(editor(), submitted(article, author))

    assert Notification.objects.get(verb="article_changed").recipient == reader
    assert Notification.objects.get(verb="article_changed").note == "Said more plainly"


def test_following_twice_and_stopping(article):
    reader = make_member()
    for wanted in (True, True, False):
        follow(reader, article.post, Topic.CHANGES, wanted=wanted)

    publish(editor(), submitted(article))

    assert not Notification.objects.filter(recipient=reader).exists()


def test_a_lock_belongs_to_one_editor_until_taken_over_or_old(article):
    first, second = editor(), editor()

    assert take_lock(first, article).holder == first
    assert take_lock(second, article).holder == first
    assert take_lock(second, article, from_colleague=True).holder == second
    EditLock.objects.update(at=timezone.now() - timedelta(hours=1))
    assert take_lock(first, article).holder == first


def test_helpful_counts_members_and_devices_once(article):
    member = Voice(member=make_member())
    for voice, is_helpful in [
        (member, True),
        (member, True),
        (Voice(device="a"), True),
        (Voice(device="b"), False),
        (Voice(device="a"), False),
    ]:
        article = say_helpful(article, voice, is_helpful=is_helpful)

    assert (article.helpful_count, article.unhelpful_count) == (1, 2)
    assert HelpfulVote.objects.count() == 3


def test_a_reader_has_one_open_remark_and_gets_the_answer(article):
    reader = make_member()
    remark = request_change(reader, article, reason="The dose is missing.", is_safety=False)
    with pytest.raises(UserError):
        request_change(reader, article, reason="Once more.", is_safety=False)

    answer_change_request(editor(), remark, answer="We name no doses.")

    assert Notification.objects.get(recipient=reader).note == "We name no doses."
    assert request_change(reader, article, reason="Another thing.", is_safety=True).is_open


def test_members_do_not_answer_remarks(article):
    remark = request_change(make_member(), article, reason="Unclear to me.", is_safety=False)

    with pytest.raises(PermissionDenied):
        answer_change_request(make_member(), remark, answer="No.")


def test_the_board_shows_what_waits(article, django_assert_max_num_queries):
    person = editor()
    request_change(make_member(), article, reason="Could harm someone.", is_safety=True)
    submitted(article)
    open_draft(person, article)
    Article.objects.filter(pk=article.pk).update(next_review_due=timezone.localdate() - timedelta(days=1))

    with django_assert_max_num_queries(4):
        board = load_board(person)

    lists = [board.safety, board.waiting, board.own, board.remarks]
    assert [len(page.rows) for page in lists] == [1, 1, 1, 0]
