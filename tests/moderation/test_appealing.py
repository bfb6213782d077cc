"""Fairness: what authors see, second looks, warnings, single abilities; and that suspended people keep their rights."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import rules as account_rules
from accounts.actions.suspending import suspend
from accounts.suspensions import Ability
from lib.errors import UserError
from moderation import rules
from moderation.actions.appealing import answer_appeal, appeal
from moderation.actions.deciding import decide
from moderation.actions.flagging import flag_post
from moderation.actions.reviewing import start_review
from moderation.actions.undoing import undo_decision
from moderation.actions.warning import confirm_warning
from moderation.deeds import Verdict
from moderation.models import (
    HARMLESS,
    Appeal,
    AppealOutcome,
    Decision,
    DecisionAction,
    Flag,
    FlagReason,
    ItemKind,
    ReviewItem,
)
from notifications.models import Notification
from posts import rules as post_rules
from posts.kinds import State
from posts.models import Post
from qa import rules as qa_rules
from tests.factories import (
    make_article,
    make_comment,
    make_decision,
    make_expert,
    make_guest_comment,
    make_member,
    make_moderator,
    make_question,
)

pytestmark = pytest.mark.django_db
WORDS = "I said nothing of the kind."


def hidden():
    """A question that was hidden; return its author, who hid it, and the decision."""
    author, moderator = make_member(), make_moderator()
    return author, moderator, make_decision(make_question(author), DecisionAction.HIDE, moderator)


def test_the_author_sees_rule_passage_reason_and_role_but_no_name(client):
    author, moderator = make_member(), make_moderator("secret_mod")
    decision = make_decision(make_question(author), DecisionAction.HIDE, moderator, passage="hard as wood")
    client.force_login(author)

    page = client.get(reverse("moderation:decision", args=[decision.pk])).content.decode()

    for text in ("Be kind", "<mark>hard as wood</mark>", "It breaks this rule.", "Decided by a moderator"):
        assert text in page
    assert "secret_mod" not in page
    assert 'href="/house-rules/#kind"' in page


def test_a_hidden_post_leads_its_author_to_the_decision_and_nobody_else(client):
    author, moderator, decision = hidden()
    post = decision.post
    about = reverse("moderation:decision-about", args=[post.pk])
    page = reverse("qa:question", args=[post.pk, post.slug])

    client.force_login(author)
    assert about in client.get(page).content.decode()
    assert client.get(about).url == reverse("moderation:decision", args=[decision.pk])
    client.force_login(moderator)
    assert about not in client.get(page).content.decode()


def test_nobody_else_sees_it(client):
    _author, _moderator, decision = hidden()
    client.force_login(make_member())

    assert client.get(reverse("moderation:decision", args=[decision.pk])).status_code == 404


def test_a_second_look_that_overturns_restores_everything_and_tells_the_author():
    author, moderator, decision = hidden()
    made = appeal(author, decision, WORDS)
    assert ReviewItem.objects.get(is_open=True).kinds == [ItemKind.APPEAL]

    answer_appeal(make_moderator(), made, outcome=AppealOutcome.OVERTURNED, answer="You are right, sorry.")

    decision.refresh_from_db()
    decision.post.refresh_from_db()
    assert decision.is_undone
    assert decision.post.is_public
    assert not ReviewItem.objects.filter(is_open=True).exists()
    assert Flag.objects.get().was_upheld is False
    assert "You are right" in Notification.objects.filter(recipient=author).latest("pk").note


def hidden_by_a_report():
    """A question that an expert's report has hidden and then a moderator; return its author and the decision."""
    author = make_member()
    question = make_question(author)
    item = flag_post(make_expert(), question, reason=FlagReason.DANGEROUS).item
    item.refresh_from_db()
    assert Post.objects.get(pk=question.pk).state == State.HIDDEN
    verdict = Verdict(DecisionAction.HIDE, "It breaks this rule.", item.version, rule="kind")
    return author, decide(make_moderator(), item, verdict)


def test_what_a_report_had_hidden_is_seen_again_when_the_second_look_finds_it_right():
    author, decision = hidden_by_a_report()
    made = appeal(author, decision, WORDS)

    answer_appeal(make_moderator(), made, outcome=AppealOutcome.OVERTURNED, answer="You are right, sorry.")

    assert Post.objects.get(pk=decision.post_id).is_public
    assert not ReviewItem.objects.filter(is_open=True).exists()


def test_what_another_decision_hides_stays_hidden_when_a_later_one_is_overturned():
    author, moderator, earlier = hidden()
    earlier.post.refresh_from_db()
    item = start_review(moderator, earlier.post)
    verdict = Verdict(DecisionAction.DELETE, "It breaks this rule.", item.version, rule="kind")
    made = appeal(author, decide(moderator, item, verdict), WORDS)

    answer_appeal(make_moderator(), made, outcome=AppealOutcome.OVERTURNED, answer="Hiding it was enough.")

    assert Post.objects.get(pk=earlier.post_id).state == State.HIDDEN


def test_a_second_look_that_upholds_leaves_it_as_it_is():
    author, moderator, decision = hidden()
    made = appeal(author, decision, WORDS)

    answer_appeal(make_moderator(), made, outcome=AppealOutcome.UPHELD, answer="It was not kind.")

    decision.post.refresh_from_db()
    assert decision.post.state == State.HIDDEN
    assert not ReviewItem.objects.filter(is_open=True).exists()


def test_whoever_decided_does_not_answer_says_the_rule_and_the_database():
    author, moderator, decision = hidden()
    made = appeal(author, decision, WORDS)

    with pytest.raises(PermissionDenied):
        answer_appeal(moderator, made, outcome=AppealOutcome.UPHELD, answer="I was right.")
    answered = {"outcome": "upheld", "answer": "I was right.", "answered_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=made.pk).update(answered_by=moderator, **answered)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=made.pk).update(against=make_moderator())


def test_a_moderator_does_not_answer_about_the_own_post():
    author = make_moderator()
    decision = make_decision(make_question(author), DecisionAction.HIDE)
    made = appeal(author, decision, WORDS)

    with pytest.raises(PermissionDenied):
        answer_appeal(author, made, outcome=AppealOutcome.OVERTURNED, answer="I was right.")


def test_there_is_one_second_look_for_each_decision_and_it_is_answered_once():
    author, _moderator, decision = hidden()
    made = appeal(author, decision, WORDS)

    with pytest.raises(UserError):
        appeal(author, decision, WORDS)
    answer_appeal(make_moderator(), made, outcome=AppealOutcome.UPHELD, answer="It was not kind.")
    with pytest.raises(UserError):
        answer_appeal(make_moderator(), made, outcome=AppealOutcome.OVERTURNED, answer="Or was it?")


def test_who_sends_it_twice_reads_on_the_page_that_it_was_sent(client):
    author, _moderator, decision = hidden()
    client.force_login(author)
    address = reverse("moderation:decision", args=[decision.pk])
    assert client.post(address, {"words": WORDS}).status_code == 302

    again = client.post(address, {"words": WORDS})

    assert again.status_code == 422
    assert "There is one for each decision" in again.content.decode()


def test_the_time_for_it_ends():
    author, _moderator, decision = hidden()
    Decision.objects.update(at=timezone.now() - timedelta(days=15))

    with pytest.raises(PermissionDenied):
        appeal(author, decision, WORDS)


@pytest.mark.parametrize("action", [action for action in HARMLESS if action != DecisionAction.APPROVE])
def test_nothing_is_asked_about_what_took_nothing(action):
    question = make_question()
    if action == DecisionAction.RESTORE:
        make_decision(question, DecisionAction.DELETE)
    decision = make_decision_without_report(question, action)

    with pytest.raises(PermissionDenied):
        appeal(question.author, decision, WORDS)


def make_decision_without_report(question, action):
    moderator = make_moderator()
    item = start_review(moderator, question)
    return decide(moderator, item, Verdict(action, "For the test.", item.version))


def test_suspended_people_read_export_and_ask_for_a_second_look(client):
    author, _moderator, decision = hidden()
    suspend(make_moderator(), author, until=timezone.now() + timedelta(days=3))
    client.force_login(author)

    assert client.get("/questions/").status_code == 200
    assert client.get("/decisions/").status_code == 200
    assert account_rules.can_export(author)
    sent = client.post(reverse("moderation:decision", args=[decision.pk]), {"words": WORDS})
    assert sent.status_code == 302
    assert Appeal.objects.get().author == author


def test_whoever_was_warned_writes_again_after_having_confirmed_it(client):
    author, question = make_member(), make_question()
    decision = make_decision(make_comment(question, author), DecisionAction.WARN)
    author.refresh_from_db()
    assert not post_rules.can_comment(author, question)
    client.force_login(author)
    assert b"A moderator has a warning for you" in client.get("/").content

    client.post(reverse("moderation:confirm-warning", args=[decision.warning.pk]))

    author.refresh_from_db()
    assert post_rules.can_comment(author, question)
    assert b"A moderator has a warning for you" not in client.get("/").content


def test_two_warnings_are_confirmed_one_by_one_and_one_that_is_undone_counts_no_more():
    author = make_member()
    first, second, third = (
        make_decision(make_comment(make_question(), author), DecisionAction.WARN) for _ in range(3)
    )

    confirm_warning(author, first.warning)
    author.refresh_from_db()
    assert author.has_warning
    undo_decision(make_moderator(), second)
    confirm_warning(author, third.warning)
    author.refresh_from_db()
    assert not author.has_warning


def test_nobody_confirms_for_somebody_else():
    decision = make_decision(make_question(), DecisionAction.WARN)

    with pytest.raises(PermissionDenied):
        confirm_warning(make_member(), decision.warning)


@pytest.mark.parametrize("ability", [Ability.ASK, Ability.COMMENT, Ability.VOTE])
def test_a_suspension_can_be_about_one_ability_alone(ability):
    author, other = make_member(), make_question()
    make_decision(make_comment(other, author), DecisionAction.SUSPEND, days=1, abilities=[ability.value])
    author.refresh_from_db()

    can = {
        Ability.ASK: qa_rules.can_ask(author),
        Ability.COMMENT: post_rules.can_comment(author, other),
        Ability.VOTE: post_rules.can_vote(author, other),
    }
    assert {name for name, allowed in can.items() if not allowed} == {ability}

    author.suspended_until = timezone.now() - timedelta(seconds=1)
    assert qa_rules.can_ask(author)
    assert post_rules.can_comment(author, other)


def test_the_author_is_spoken_to_about_a_suspension(client):
    author = make_member()
    decision = make_decision(
        make_comment(make_question(), author), DecisionAction.SUSPEND, days=1, abilities=["ask"]
    )
    client.force_login(author)

    page = client.get(reverse("moderation:decision", args=[decision.pk])).content.decode()

    assert "<h1>You were suspended</h1>" in page
    assert (
        Notification.objects.filter(recipient=author)
        .latest("pk")
        .note.startswith("You were suspended (Be kind)")
    )


def test_a_guests_comment_has_no_author_to_warn(tmp_path):
    comment = make_guest_comment(make_article(tmp_path))

    assert not rules.can_take(make_moderator(), comment, DecisionAction.WARN)
