"""moderation.actions.deciding"""

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import AuditEvent
from lib.errors import UserError
from moderation.actions.deciding import Verdict, decide
from moderation.actions.flagging import flag_post
from moderation.actions.reviewing import start_review
from moderation.models import Decision, DecisionAction, Flag, FlagReason, ReviewItem
from notifications.models import Notification
from posts.kinds import State
from tests.factories import make_item, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db
REASON = "Please do not advertise here."


def verdict(item, action):
    item.refresh_from_db()
    return Verdict(action=action, reason=REASON, seen_version=item.version, rule="kind")


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (DecisionAction.HIDE, State.HIDDEN),
        (DecisionAction.DELETE, State.DELETED),
        (DecisionAction.DISMISS, State.VISIBLE),
    ],
)
def test_a_decision_closes_the_item_and_sets_the_state(action, state):
    question = make_question()
    item, moderator = make_item(question), make_moderator()

    decide(moderator, item, verdict(item, action))

    item.refresh_from_db()
    question.refresh_from_db()
    assert (item.is_open, question.state) == (False, state)
    assert Decision.objects.get().reason == REASON
    assert AuditEvent.objects.filter(action=f"moderation.{action}", actor=moderator).count() == 1


def test_the_author_reads_what_happened_and_why():
    question = make_question()
    item = make_item(question)

    decide(make_moderator(), item, verdict(item, DecisionAction.HIDE))

    told = Notification.objects.get(recipient=question.author)
    assert told.verb == "moderated"
    assert REASON in told.note


def test_the_author_is_not_bothered_by_a_report_that_came_to_nothing():
    question = make_question()
    item = make_item(question)

    decide(make_moderator(), item, verdict(item, DecisionAction.DISMISS))

    assert not Notification.objects.filter(recipient=question.author).exists()


@pytest.mark.parametrize(("action", "upheld"), [(DecisionAction.HIDE, True), (DecisionAction.DISMISS, False)])
def test_the_reporter_learns_the_outcome(action, upheld):
    item = make_item(make_question())

    decide(make_moderator(), item, verdict(item, action))

    flag = Flag.objects.get()
    assert (flag.is_open, flag.was_upheld) == (False, upheld)
    assert Notification.objects.filter(recipient=flag.flagger, verb="flag_decided").count() == 1


def test_a_deleted_post_can_be_brought_back_from_its_closed_item():
    question, moderator = make_question(), make_moderator()
    item = make_item(question)
    decide(moderator, item, verdict(item, DecisionAction.DELETE))

    decide(make_moderator(), item, verdict(item, DecisionAction.RESTORE))

    question.refresh_from_db()
    assert question.is_public


def test_the_slower_of_two_moderators_is_told():
    item = make_item(make_question())
    seen = verdict(item, DecisionAction.DISMISS)
    decide(make_moderator(), item, verdict(item, DecisionAction.HIDE))

    with pytest.raises(UserError):
        decide(make_moderator(), item, seen)

    assert Decision.objects.count() == 1


def test_a_new_report_makes_an_old_screen_stale():
    question = make_question()
    item = make_item(question)
    seen = verdict(item, DecisionAction.DISMISS)
    flag_post(make_member(), question, reason=FlagReason.DANGEROUS)

    with pytest.raises(UserError):
        decide(make_moderator(), item, seen)


def test_moderators_do_not_decide_about_their_own_posts():
    moderator = make_moderator()
    item = make_item(make_question(moderator))

    with pytest.raises(PermissionDenied):
        decide(moderator, item, verdict(item, DecisionAction.DISMISS))


def test_members_decide_nothing():
    item = make_item(make_question())

    with pytest.raises(PermissionDenied):
        decide(make_member(), item, verdict(item, DecisionAction.HIDE))


def test_what_is_visible_cannot_be_restored():
    item = make_item(make_question())

    with pytest.raises(PermissionDenied):
        decide(make_moderator(), item, verdict(item, DecisionAction.RESTORE))


def test_a_moderator_puts_a_post_on_the_table_without_a_report():
    question, moderator = make_question(), make_moderator()

    first, second = start_review(moderator, question), start_review(moderator, question)

    assert first == second
    assert ReviewItem.objects.count() == 1


def test_members_put_nothing_on_the_table():
    with pytest.raises(PermissionDenied):
        start_review(make_member(), make_question())
