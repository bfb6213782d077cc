"""qa.actions.closing, asking_details, improving and archiving; posts.actions.sealing"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from lib.errors import UserError
from notifications.models import Notification, Verb
from posts.actions.changing_state import change_state
from posts.actions.editing import edit_post
from posts.actions.sealing import seal_thread
from posts.actions.voting import cast_vote
from posts.edits import Edit
from posts.kinds import State
from posts.models import Post
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from qa.actions.asking_details import ask_detail
from qa.actions.closing import close_question, reopen_question
from qa.models import CloseReason, Question, Stance
from qa.tasks import archive_idle_questions
from tests.factories import (
    BODY,
    make_answer,
    make_comment,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    make_suggester,
)

pytestmark = pytest.mark.django_db


def test_closing_says_who_when_and_why():
    moderator = make_moderator()

    question = close_question(moderator, make_question(), CloseReason.OFF_TOPIC)

    assert question.is_closed
    assert (question.closed_by, question.closed_reason) == (moderator, "off_topic")
    details = AuditEvent.objects.get(action="question.close").details
    assert details == {"standing": "closed", "reason": "off_topic"}


def test_a_duplicate_says_of_which_public_question(client):
    moderator, answered = make_moderator(), make_question()
    post = make_question()

    close_question(moderator, post, CloseReason.DUPLICATE, duplicate_of=answered)

    page = reverse("qa:question", args=[post.pk, post.slug])
    shown = client.get(page).content.decode()
    assert answered.title in shown
    assert "Read the answers there" in shown
    change_state(moderator, answered, State.HIDDEN)
    assert answered.title not in client.get(page).content.decode()


@pytest.mark.parametrize("of", ["nothing", "itself", "hidden"])
def test_a_duplicate_of_nothing_is_refused(of):
    moderator, post, hidden = make_moderator(), make_question(), make_question()
    hidden = change_state(moderator, hidden, State.HIDDEN)

    with pytest.raises(UserError):
        close_question(
            moderator,
            post,
            CloseReason.DUPLICATE,
            duplicate_of={"nothing": None, "itself": post, "hidden": hidden}[of],
        )


@pytest.mark.parametrize("reason", [CloseReason.UNCLEAR, CloseReason.NEEDS_DETAILS])
def test_the_asker_opens_a_question_again_by_saying_it_better(reason):
    post = make_question()
    close_question(make_moderator(), post, reason)

    edit_post(post.author, post, Edit(body=f"{BODY} It began after a long walk."))

    assert Question.objects.get(pk=post.pk).standing == "open"


def test_what_others_edit_or_is_off_topic_stays_closed():
    moderator, post, other = make_moderator(), make_question(), make_question()
    close_question(moderator, post, CloseReason.UNCLEAR)
    close_question(moderator, other, CloseReason.OFF_TOPIC)

    edit_post(moderator, post, Edit(body=f"{BODY} It began after a long walk."))
    edit_post(other.author, other, Edit(body=f"{BODY} It began after a long walk."))

    assert set(Question.objects.values_list("standing", flat=True)) == {"closed"}


def test_a_detail_is_asked_for_given_and_the_question_waits_again(client):
    post, expert = make_question(), make_expert()

    ask_detail(expert, post, "lasts")
    assert Notification.objects.filter(recipient=post.author, verb=Verb.DETAIL_ASKED).exists()
    client.force_login(post.author)
    page = reverse("qa:question", args=[post.pk, post.slug])
    shown = client.get(page).content.decode()
    assert "One episode lasts" in shown
    assert f"{reverse('qa:details', args=[post.pk])}#row-lasts" in shown
    assert 'id="row-lasts"' in client.get(reverse("qa:details", args=[post.pk])).content.decode()
    client.post(reverse("qa:details", args=[post.pk]), {"onset": "days"})
    assert Question.objects.get(pk=post.pk).standing == "needs_details"
    client.post(reverse("qa:details", args=[post.pk]), {"lasts": "minutes"})

    question = Question.objects.get(pk=post.pk)
    assert (question.standing, question.asked_field) == ("open", "")


def test_half_a_year_without_an_answer_archives_and_an_answer_wakes(client):
    old, answered, young = make_question(), make_question(), make_question()
    make_answer(answered)
    long_ago = timezone.now() - timedelta(days=180, minutes=1)
    Post.objects.filter(pk__in=[old.pk, answered.pk]).update(last_activity_at=long_ago)

    archive_idle_questions.func()

    standings = dict(Question.objects.values_list("pk", "standing"))
    assert standings == {old.pk: "archived", answered.pk: "open", young.pk: "open"}
    page = reverse("qa:question", args=[old.pk, old.slug])
    assert b'content="noindex"' in client.get(page).content
    make_answer(old)
    assert Question.objects.get(pk=old.pk).standing == "open"
    assert b'content="noindex"' not in client.get(page).content


def test_in_a_locked_thread_nobody_but_moderators_changes_anything():
    post, moderator = make_question(), make_moderator()
    answer = make_answer(post)
    seal_thread(moderator, post, locked=True)

    for act in (
        lambda: edit_post(post.author, post, Edit(body=f"{BODY} More.")),
        lambda: make_comment(answer),
        lambda: make_answer(post),
        lambda: cast_vote(make_member(), answer, 1),
        lambda: accept_answer(post.author, answer, accepted=True),
        lambda: give_opinion(make_expert(), answer, stance=Stance.AGREE, reason=""),
        lambda: seal_thread(make_expert(), post, locked=False),
    ):
        with pytest.raises(PermissionDenied):
            act()
    edit_post(moderator, post, Edit(body=f"{BODY} Put right."))
    seal_thread(moderator, post, locked=False)
    assert make_comment(answer).pk


def test_readers_of_a_locked_thread_are_invited_to_nothing(client):
    post = make_question()
    make_answer(post)
    page = reverse("qa:question", args=[post.pk, post.slug])
    invitations = ("I have this too", "Helped me", "Share your experience")
    assert all(words in client.get(page).content.decode() for words in invitations)

    seal_thread(make_moderator(), post, locked=True)

    assert not any(words in client.get(page).content.decode() for words in invitations)


def test_closing_twice_keeps_the_first_reason():
    post, moderator = make_question(), make_moderator()
    close_question(moderator, post, CloseReason.UNCLEAR)

    question = close_question(moderator, post, CloseReason.OFF_TOPIC)

    assert question.closed_reason == "unclear"


def test_the_asker_may_settle_the_own_question_and_open_it_again():
    post = make_question()
    close_question(post.author, post, CloseReason.RESOLVED)

    assert not reopen_question(post.author, post).is_closed


def test_members_without_the_privilege_do_not_close():
    with pytest.raises(PermissionDenied):
        close_question(make_member(), make_question(), CloseReason.UNCLEAR)


def test_the_asker_does_not_open_what_others_closed():
    post = make_question()
    close_question(make_expert(), post, CloseReason.OFF_TOPIC)

    with pytest.raises(PermissionDenied):
        reopen_question(post.author, post)
    curator = make_suggester(points=500, days_old=31)
    assert not reopen_question(curator, post).is_closed
