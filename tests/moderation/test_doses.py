"""moderation.screening.doses: how much of a medicine to take is for experts to say"""

import pytest

from accounts.models import User
from moderation.models import ReviewItem
from posts.actions.editing import edit_post
from posts.edits import Edit
from posts.kinds import State
from posts.models import Post
from posts.submissions import Circumstances, sent_under
from tests.factories import (
    approve,
    make_answer,
    make_comment,
    make_expert,
    make_member,
    make_moderator,
    make_newcomer,
    make_question,
)

pytestmark = pytest.mark.django_db
ADVICE = "Take 400 mg of magnesium every evening, it helped me at once."
REPORT = "I take amlodipine 5 mg every morning, and it began some weeks after that."


def test_a_comment_with_a_dose_waits_and_its_author_is_told_why():
    how = Circumstances()

    with sent_under(how):
        comment = make_comment(make_question(), body=ADVICE)

    assert comment.state == State.PENDING
    assert ReviewItem.objects.filter(post=comment, is_open=True, kinds=["held"]).exists()
    assert "names a medicine with a dose" in how.told[0]


@pytest.mark.parametrize("make", [make_newcomer, make_member, make_moderator])
def test_whoever_is_no_expert_is_held_and_never_refused(make):
    assert make_comment(make_question(), make(), body=ADVICE).state == State.PENDING


def test_what_a_moderator_has_read_is_public():
    comment = make_comment(make_question(), body=ADVICE)

    approve(comment)

    comment.refresh_from_db()
    assert comment.is_public


def test_experts_name_doses():
    question = make_question()

    assert make_comment(question, make_expert(), body=ADVICE).is_public
    dose = {"dose_route": "By mouth", "dose_limits": "Four weeks.", "dose_cautions": "Not with weak kidneys."}
    assert make_answer(question, body=ADVICE, **dose).is_public


def test_whoever_is_an_expert_no_longer_is_held():
    expert = make_expert()
    User.objects.filter(pk=expert.pk).update(expert_valid_until="2020-01-01")
    expert.refresh_from_db()

    assert make_comment(make_question(), expert, body=ADVICE).state == State.PENDING


def test_an_asker_may_say_what_they_take_themselves():
    question = make_question(body=REPORT)

    assert question.is_public
    assert make_comment(question, question.author, body=REPORT).is_public


def test_an_asker_who_advises_a_dose_is_held():
    assert make_question(body=ADVICE).state == State.PENDING


def test_what_helped_somebody_else_reads_like_advice():
    assert make_comment(make_question(), body=REPORT).state == State.PENDING


def test_an_edit_that_brings_a_dose_waits_and_one_that_keeps_it_does_not():
    comment = make_comment(make_question(), body="A plain comment without any figure.")

    edit_post(comment.author, comment, Edit(body=ADVICE))

    assert Post.objects.get(pk=comment.pk).body.startswith("A plain comment")
    held = make_comment(make_question(), body=ADVICE)
    approve(held)
    edit_post(held.author, held, Edit(body=f"{ADVICE} Every night."))
    assert Post.objects.get(pk=held.pk).body.endswith("Every night.")
