"""The experts' desk: order, scope, claims, colleagues, limits, paragraphs"""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import ExpertCredential
from lib.errors import UserError
from notifications.models import Notification
from posts.models import Post
from qa.actions.desk import claim, decline, refer, release, save_paragraph, set_desk
from qa.models import Claim, Intake, Paragraph, Question, Referral
from qa.selectors.desk import colleagues_for, load_desk, median_wait
from tests.factories import make_answer, make_expert, make_member, make_question

pytestmark = pytest.mark.django_db


def keys(expert, cursor=""):
    return [item.row.pk for item in load_desk(expert, cursor).page.rows]


def waiting(days=0, **intake):
    question = make_question(body_site="calf")
    Post.objects.filter(pk=question.pk).update(created_at=timezone.now() - timedelta(days=days))
    if intake:
        Intake.objects.filter(pk=question.pk).update(**intake)
    return question


def test_pressing_ones_come_first_then_who_waits_longest_then_the_more_complete():
    fresh, old = waiting(), waiting(days=3)
    complete, pressing = waiting(known_parts=5), waiting(pain=9)

    assert keys(make_expert()) == [pressing.pk, old.pk, complete.pk, fresh.pk]


def test_what_was_found_dangerous_comes_before_everything_the_most_urgent_first():
    pressing, soon, now = waiting(pain=9), waiting(), waiting(days=0)
    for question, urgency in [(soon, "soon"), (now, "emergency_now")]:
        Question.objects.filter(pk=question.pk).update(urgency=urgency, danger_categories=["clot"])

    assert keys(make_expert()) == [now.pk, soon.pk, pressing.pk]


def test_answered_closed_hidden_and_own_questions_are_not_there():
    expert = make_expert()
    answered, own = waiting(), make_question(expert)
    make_answer(answered)

    assert keys(expert) == []
    assert own.is_public


def test_only_what_is_in_the_scope():
    expert, calf, jaw = make_expert(), waiting(), make_question(body_site="jaw")
    tagged = make_question(body_site="jaw", tags=["statins"])
    nowhere = make_question()
    ExpertCredential.objects.filter(user=expert).update(scope_sites=["calf"], scope_tags=["statins"])

    assert set(keys(expert)) == {calf.pk, tagged.pk, nowhere.pk}
    assert jaw.pk not in keys(expert)


def test_pages_show_each_question_once():
    expert = make_expert()
    wanted = [waiting(days=i % 3).pk for i in range(25)]
    first = load_desk(expert, "").page

    second = load_desk(expert, first.next_cursor).page

    seen = [item.row.pk for item in [*first.rows, *second.rows]]
    assert sorted(seen) == sorted(wanted)
    assert len(first.rows) == 20


def test_who_claims_a_question_keeps_it_for_fifteen_minutes_and_others_see_it(client):
    question, expert, colleague = waiting(), make_expert("eve"), make_expert("cor")

    claim(expert, question)

    with pytest.raises(UserError, match="eve is answering"):
        claim(colleague, question)
    client.force_login(colleague)
    page = client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()
    assert "<b>eve</b> is answering this question" in page
    Claim.objects.update(
        at=timezone.now() - timedelta(minutes=16), until=timezone.now() - timedelta(minutes=1)
    )
    assert (
        "is answering this question" not in client.get(f"/posts/{question.pk}/", follow=True).content.decode()
    )
    claim(colleague, question)
    assert Claim.objects.get(is_open=True).expert == colleague


def test_guests_are_not_told_because_their_page_is_kept(client):
    question = waiting()
    claim(make_expert("eve"), question)

    page = client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()

    assert "is answering this question" not in page


def test_one_expert_has_one_claim_and_answering_or_releasing_ends_it():
    expert, first, second = make_expert(), waiting(), waiting()
    claim(expert, first)
    claim(expert, second)
    assert [one.question_id for one in Claim.objects.filter(is_open=True)] == [second.pk]

    make_answer(second, expert)
    assert not Claim.objects.filter(is_open=True).exists()

    claim(expert, first)
    release(expert, first)
    assert not Claim.objects.filter(is_open=True).exists()


@pytest.mark.parametrize("same", ["question", "expert"])
def test_the_database_refuses_two_open_claims(same):
    one = claim(make_expert(), waiting())
    other = {"question_id": waiting().pk, "expert": make_expert()}
    other["question_id" if same == "question" else "expert"] = (
        one.question_id if same == "question" else one.expert
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(until=timezone.now() + timedelta(minutes=15), **other)


def test_members_claim_nothing():
    with pytest.raises(PermissionDenied):
        claim(make_member(), waiting())


def test_the_own_weekly_limit_stops_claims_and_is_said_on_the_desk(client):
    expert = make_expert()
    set_desk(expert, away_until=None, weekly_limit=1)
    make_answer(waiting(), expert)

    with pytest.raises(UserError, match="your own limit"):
        claim(expert, waiting())
    client.force_login(expert)
    assert "You have reached your own limit" in client.get("/experts/desk/").content.decode()


def test_a_colleague_is_asked_once_and_told_and_it_ends_with_the_answer():
    question, asking, colleague = waiting(), make_expert(), make_expert()

    refer(asking, question, colleague, "Could this be the statin?")

    assert Notification.objects.get(recipient=colleague).note == "Could this be the statin?"
    assert [one.question_id for one in load_desk(colleague, "").referrals] == [question.pk]
    with pytest.raises(UserError, match="asked already"):
        refer(asking, question, colleague, "Could this be the statin?")
    make_answer(question, colleague)
    assert load_desk(colleague, "").referrals == []


def test_a_colleague_can_say_no():
    question, colleague = waiting(), make_expert()
    refer(make_expert(), question, colleague, "Could this be the statin?")

    decline(colleague, question)

    assert Referral.objects.get().closed_at is not None


def test_who_is_away_or_has_another_scope_is_not_offered():
    question, asking = waiting(), make_expert()
    away, other, fits = make_expert(), make_expert(), make_expert()
    set_desk(away, away_until=timezone.localdate() + timedelta(days=2), weekly_limit=None)
    ExpertCredential.objects.filter(user=other).update(scope_sites=["jaw"])

    assert list(colleagues_for(question, asking)) == [fits]


def test_nobody_refers_to_themselves_to_the_asker_or_to_a_member():
    expert, asker = make_expert(), make_expert()
    question = make_question(asker)

    for person in (expert, asker, make_member()):
        with pytest.raises(PermissionDenied):
            refer(expert, question, person, "What do you think?")


def test_an_own_paragraph_is_put_behind_the_text(client):
    question, expert = waiting(), make_expert()
    paragraph = save_paragraph(expert, title="Stretch", body="Straighten the knee, pull the toes up.")
    client.force_login(expert)
    data = {"body": "Begin.", "insert": f"paragraph:{paragraph.pk}"}

    filled = client.post(reverse("qa:answer", args=[question.pk]), data).context["form"]

    assert filled["body"].value() == "Begin.\n\nStraighten the knee, pull the toes up.\n"


def test_nobody_uses_or_deletes_a_paragraph_of_somebody_else(client):
    paragraph = save_paragraph(make_expert(), title="Stretch", body="Straighten the knee, pull the toes up.")
    client.force_login(make_expert())

    data = {"body": "Begin.", "insert": f"paragraph:{paragraph.pk}"}
    filled = client.post(reverse("qa:answer", args=[waiting().pk]), data).context["form"]
    client.post("/experts/desk/paragraphs/", {"delete": paragraph.pk})

    assert filled["body"].value() == "Begin."
    assert Paragraph.objects.filter(pk=paragraph.pk).exists()


def test_the_median_is_told_to_an_asker_only_when_there_are_enough(client):
    asker = make_member()
    question = make_question(asker)
    client.force_login(asker)
    address = reverse("qa:question", args=[question.pk, question.slug])
    assert "Half of the latest askers" not in client.get(address).content.decode()

    expert = make_expert()
    for i in range(11):
        answered = waiting()
        post = make_answer(answered, expert)
        Post.objects.filter(pk=post.pk).update(created_at=answered.created_at + timedelta(hours=i))
    cache.clear()

    assert round(median_wait().total_seconds() / 3600) == 5
    assert "within 5 hours" in client.get(address).content.decode()


def test_the_desk_takes_the_same_queries_however_much_waits(client, django_assert_max_num_queries):
    expert = make_expert()
    client.force_login(expert)
    waiting()
    with django_assert_max_num_queries(9) as few:
        client.get("/experts/desk/")

    for _ in range(10):
        waiting()
    with django_assert_max_num_queries(len(few)):
        client.get("/experts/desk/")
