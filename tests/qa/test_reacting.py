"""qa.actions.reacting: outdated, dangerous, and the warning of an expert"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from moderation.actions.deciding import Verdict, decide
from moderation.models import DecisionAction, Flag, ReviewItem
from notifications.models import Notification
from posts.models import Post
from qa.actions.agreeing import give_opinion
from qa.actions.reacting import forget_reactions, react, take_back
from qa.models import Agreement, Answer, Reaction, ReactionKind, Stance
from tests.factories import make_answer, make_expert, make_member, make_moderator, make_question, run_tasks

pytestmark = pytest.mark.django_db
REASON = "A swollen calf can be a clot, and massage would be wrong."


def page_of(client, question):
    return client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()


def danger(actor, post):
    return react(actor, post, ReactionKind.DANGEROUS, REASON)


def test_an_experts_danger_stands_before_the_text_at_once_and_opens_an_urgent_case(client):
    question = make_question()
    post = make_answer(question)
    version = Post.objects.get(pk=question.pk).version

    danger(make_expert(profession="physician"), post)

    page = page_of(client, question)
    assert page.index(REASON) < page.index('<div class="body prose"')
    assert "A verified expert (physician) says that this could be dangerous." in page
    item = ReviewItem.objects.get(post=post, is_open=True)
    assert item.is_urgent
    assert "danger" in item.kinds
    assert Post.objects.get(pk=question.pk).version > version
    assert Notification.objects.get(recipient=post.author, verb="warned").note == REASON


def test_no_excerpt_quotes_an_answer_against_which_an_expert_warns(client):
    question = make_question()
    post = make_answer(question)
    assert "An expert has answered" in page_of(client, question)

    danger(make_expert(), post)

    assert "An expert has answered" not in page_of(client, question)


@pytest.mark.parametrize("make", [make_member, lambda: make_expert(valid_days=-1)])
def test_anybody_elses_danger_is_a_report_and_no_warning(client, make):
    question = make_question()
    post = make_answer(question)

    danger(make(), post)

    assert REASON not in page_of(client, question)
    assert Flag.objects.get(post=post).reason == "dangerous"
    assert ReviewItem.objects.get(post=post).is_urgent


def test_the_same_danger_twice_is_one_reaction_one_case_and_one_letter():
    post, expert = make_answer(make_question()), make_expert()

    danger(expert, post)
    danger(expert, post)

    assert Reaction.objects.count() == ReviewItem.objects.count() == 1
    assert Notification.objects.filter(verb="warned").count() == 1


def test_people_who_call_it_outdated_are_counted(client):
    question = make_question()
    post, reader = make_answer(question), make_member()

    react(reader, post, ReactionKind.OUTDATED, "")
    react(reader, post, ReactionKind.OUTDATED, "There is a new guideline.")

    assert "1 person says that this is outdated" in page_of(client, question)
    take_back(reader, post, ReactionKind.OUTDATED)
    assert Answer.objects.get(pk=post.pk).outdated_count == 0


def test_taking_a_danger_back_leaves_the_warning_of_another_expert():
    post, first, second = make_answer(make_question()), make_expert(), make_expert()
    danger(first, post)
    react(second, post, ReactionKind.DANGEROUS, "The dose is far too high.")

    take_back(second, post, ReactionKind.DANGEROUS)
    assert Answer.objects.get(pk=post.pk).warning_reason == REASON

    take_back(first, post, ReactionKind.DANGEROUS)
    assert Answer.objects.get(pk=post.pk).warned_at is None


def test_the_warning_ends_when_a_moderator_leaves_the_answer_as_it_is():
    post = make_answer(make_question())
    danger(make_expert(), post)
    item = ReviewItem.objects.get(post=post, is_open=True)

    decide(make_moderator(), item, Verdict(DecisionAction.DISMISS, "It names the clot itself.", item.version))
    run_tasks()

    assert Answer.objects.get(pk=post.pk).warned_at is None


def test_nobody_reacts_to_their_own_answer_says_the_rule_and_the_database():
    post = make_answer(make_question())

    with pytest.raises(PermissionDenied):
        danger(post.author, post)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reaction.objects.create(person=post.author, answer_id=post.pk, kind="outdated")
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(
            expert=post.author, answer_id=post.pk, stance=Stance.AGREE, profession="nurse"
        )


@pytest.mark.parametrize(
    "columns", [{"kind": "dangerous"}, {"kind": "boring"}, {"kind": "outdated", "twice": True}]
)
def test_the_database_refuses_dangers_without_a_reason_unknown_kinds_and_doubles(columns):
    post, person = make_answer(make_question()), make_member()
    if columns.pop("twice", False):
        Reaction.objects.create(person=person, answer_id=post.pk, **columns)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reaction.objects.create(person=person, answer_id=post.pk, **columns)


def test_the_form_asks_for_the_reason_of_a_danger(client):
    post = make_answer(make_question())
    client.force_login(make_member())
    url = reverse("qa:react", args=[post.pk])

    assert client.post(url, {"kind": "dangerous", "reason": "no"}).status_code == 422
    assert client.post(url, {"kind": "dangerous", "reason": REASON}).status_code == 302
    assert REASON in client.get(url).content.decode()
    assert client.post(url, {"take_back": "dangerous"}).status_code == 302
    assert not Reaction.objects.exists()


def test_reactions_go_with_the_person():
    post, expert = make_answer(make_question()), make_expert()
    danger(expert, post)
    react(expert, post, ReactionKind.OUTDATED, "")

    forget_reactions(expert)

    answer = Answer.objects.get(pk=post.pk)
    assert (answer.warned_at, answer.outdated_count) == (None, 0)


def test_the_panel_counts_by_profession(client):
    question = make_question()
    post = make_answer(question)
    for profession, stance in [("physician", "agree"), ("physician", "caveat"), ("pharmacist", "disagree")]:
        give_opinion(make_expert(profession=profession), post, stance=stance, reason="Because.")

    panel = client.get(reverse("qa:question", args=[question.pk, question.slug])).context["page"]

    rows = [(str(row.label), row.agree, row.caveat, row.disagree) for row in panel.answers[0].by_profession]
    assert rows == [("Physician", 1, 1, 0), ("Pharmacist", 0, 0, 1)]
