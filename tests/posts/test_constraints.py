"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from audit.models import AuditEvent
from posts.models import Post, Revision, Tag
from qa.models import Agreement, Answer, Question
from tests.factories import make_answer, make_comment, make_expert, make_member, make_question

pytestmark = pytest.mark.django_db


def columns(**changes):
    base = {
        "kind": "question",
        "author": make_member(),
        "title": "A title",
        "slug": "a-title",
        "body": "A text",
    }
    return base | changes


def refuses(name):
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"kind": "poem"}, "post_kind_is_known|post_is_root_or_has_a_parent"),
        ({"state": "lost"}, "post_state_is_known"),
        ({"title": ""}, "post_title_iff_root"),
        ({"body": ""}, "post_has_a_text_until_purged"),
        ({"body": "x" * 20_001}, "post_body_not_too_long"),
        ({"body_site": "tail"}, "post_body_site_is_known"),
        ({"side": "left"}, "post_side_needs_a_body_site"),
        ({"is_experience": True}, "post_experience_is_a_comment"),
        ({"state": "hidden", "is_public": True}, "post_public_only_if_visible"),
        ({"kind": "comment", "title": "", "slug": ""}, "post_is_root_or_has_a_parent"),
    ],
)
def test_a_post_that_makes_no_sense_is_refused(changes, constraint):
    with refuses(constraint):
        Post.objects.create(**columns(**changes))


def test_an_answer_under_an_answer_is_refused():
    answer = make_answer(make_question())

    with refuses("post_answer_belongs_to_a_question"), transaction.atomic():
        Post.objects.create(**columns(kind="answer", title="", slug="", root=answer.root, parent=answer))


def test_the_accepted_answer_must_be_one_of_the_question():
    question, other = make_question(), make_answer(make_question())

    with refuses("question_accepts_its_own_answer"), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(accepted_answer=other)


def test_counters_never_fall_below_zero():
    question = make_question()

    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=question.pk).update(up_count=-1)


def test_a_revision_cannot_be_changed():
    question = make_question()

    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        Revision.objects.filter(post=question).update(body="Something else")


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_auditevent SET action = 'x'", "DELETE FROM audit_auditevent"]
)
def test_the_audit_log_is_append_only(statement):
    make_question()
    assert AuditEvent.objects.exists()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_person_has_one_address_and_one_handle_whatever_the_case():
    make_member("ann")

    with refuses("user_email_once"), transaction.atomic():
        User.objects.create(handle="other", email="ANN@example.org")
    with pytest.raises(IntegrityError, match="user_handle"), transaction.atomic():
        User.objects.create(handle="Ann", email="new@example.org")


def test_a_tag_is_its_own_slug():
    with refuses("tag_name_is_its_slug"):
        Tag.objects.create(name="Night Cramp", slug="night-cramp")


def test_a_caveat_needs_its_reason():
    answer, expert = make_answer(make_question()), make_expert()

    with refuses("agreement_reason_unless_plain"), transaction.atomic():
        Agreement.objects.create(
            expert=expert, answer=Answer.objects.get(pk=answer.pk), stance="caveat", profession="nurse"
        )


def test_a_form_that_is_sent_twice_makes_one_row():
    comment = make_comment(make_question())

    with refuses("post_sent_once"):
        Post.objects.create(**columns(author=comment.author, submission_key=comment.submission_key))
