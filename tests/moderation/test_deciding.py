"""moderation.actions.deciding"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import AuditEvent
from lib.errors import UserError
from moderation.actions.appealing import answer_appeal, appeal
from moderation.actions.claiming import claim
from moderation.actions.deciding import Verdict, decide
from moderation.actions.flagging import flag_post
from moderation.actions.reviewing import start_review
from moderation.actions.undoing import undo_decision
from moderation.house_rules import RULES
from moderation.models import (
    AppealOutcome,
    BatchAction,
    Decision,
    DecisionAction,
    Flag,
    FlagReason,
    ReviewItem,
)
from moderation.selectors.selections import Selection, find
from moderation.selectors.workload import suggest_next
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


def test_nobody_acts_on_what_they_reported_themselves(client):
    moderator, question = make_moderator(), make_question()
    item = flag_post(moderator, question, reason=FlagReason.SPAM).item
    item.refresh_from_db()
    verdict = Verdict(DecisionAction.HIDE, "It advertises.", item.version, rule="selling")

    for act in (lambda: decide(moderator, item, verdict), lambda: claim(moderator, item)):
        with pytest.raises(UserError, match="reported this yourself"):
            act()
    assert suggest_next(moderator) is None
    assert not find(moderator, Selection(author=question.author.handle), BatchAction.DELETE).exists()
    client.force_login(moderator)
    page = client.get(reverse("moderation:item", args=[item.pk])).content.decode()
    assert "You have reported this yourself" in page
    assert 'name="action"' not in page

    decision = decide(make_moderator(), item, verdict)
    with pytest.raises(UserError, match="reported this yourself"):
        undo_decision(moderator, decision)
    made = appeal(question.author, decision, "It was a joke.")
    with pytest.raises(UserError, match="reported this yourself"):
        answer_appeal(moderator, made, outcome=AppealOutcome.UPHELD, answer="I was right.")
    assert made.is_open


def test_the_database_refuses_decisions_about_ones_own_posts_and_reports():
    moderator = make_moderator()
    own, reported = make_question(moderator), make_question()
    items = [make_item(own), flag_post(moderator, reported, reason=FlagReason.SPAM).item]

    for item in items:
        columns = {"action": "dismiss", "reason": "Fine.", "state_before": State.VISIBLE}
        with pytest.raises(IntegrityError, match="own posts and reports"), transaction.atomic():
            Decision.objects.create(item=item, post_id=item.post_id, moderator=moderator, **columns)


def test_a_warning_without_words_says_those_of_its_rule(client):
    item = make_item(make_question())
    item.refresh_from_db()
    client.force_login(make_moderator())
    form = {"action": "warn", "rule": "medicine", "reason": "", "version": item.version}

    assert client.post(reverse("moderation:item", args=[item.pk]), form).status_code == 302

    assert "doctor or pharmacist" in Decision.objects.get().reason
    assert all(len(str(rule.warning)) <= 300 for rule in RULES)
