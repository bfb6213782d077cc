"""moderation.actions.flagging and moderation.weighing"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from audit.models import AuditEvent
from lib.errors import LimitError, UserError
from moderation.actions.deciding import Verdict, decide
from moderation.actions.flagging import flag_post
from moderation.models import DecisionAction, Flag, FlagReason, ReviewItem
from moderation.weighing import HIDE_AT, accuracy_bonus, weight_of
from notifications.models import Notification, Verb
from posts.kinds import State
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_item,
    make_member,
    make_moderator,
    make_newcomer,
    make_question,
    run_tasks,
)

pytestmark = pytest.mark.django_db


def report(post, number, reason=FlagReason.SPAM):
    """Let so many people whom nobody knows yet report a post."""
    for _ in range(number):
        flag_post(make_member(), post, reason=reason)
    post.refresh_from_db()


def judge(post, action):
    item = ReviewItem.objects.filter(post=post).latest("pk")
    return decide(make_moderator(), item, Verdict(action, "Because of the rules.", item.version, rule="kind"))


def test_reports_of_one_post_make_one_item():
    question = make_question()

    for reason in (FlagReason.SPAM, FlagReason.RUDE):
        flag_post(make_member(), question, reason=reason)

    item = ReviewItem.objects.get()
    assert (item.flag_count, item.weight, item.is_open, item.is_urgent) == (2, 2, True, False)
    assert AuditEvent.objects.filter(action="post.flagged").count() == 2


@pytest.mark.parametrize("reason", [FlagReason.DANGEROUS, FlagReason.PERSONAL_DATA])
def test_danger_and_personal_data_are_urgent_and_stay_so(reason):
    question = make_question()
    flag_post(make_member(), question, reason=reason)

    flag_post(make_member(), question, reason=FlagReason.SPAM)

    assert ReviewItem.objects.get().is_urgent


def test_a_person_has_one_open_report_a_post():
    question, reader = make_question(), make_member()
    flag_post(reader, question, reason=FlagReason.SPAM)

    with pytest.raises(UserError):
        flag_post(reader, question, reason=FlagReason.RUDE)

    assert Flag.objects.count() == 1


def test_the_database_refuses_a_second_open_report_of_a_person():
    flag = flag_post(make_member(), make_question(), reason=FlagReason.SPAM)

    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.create(item=flag.item, post=flag.post, flagger=flag.flagger, reason=FlagReason.RUDE)


def test_nobody_reports_their_own_post():
    question = make_question()

    with pytest.raises(PermissionDenied):
        flag_post(question.author, question, reason=FlagReason.SPAM)


def test_a_moderator_who_opens_the_queue_sees_what_is_urgent_first(client):
    client.force_login(make_moderator())
    calm = make_item(make_question())
    urgent = make_item(make_question(), FlagReason.DANGEROUS)

    rows = client.get("/moderation/").context["page"].rows

    assert [row.item for row in rows] == [urgent, calm]


def test_a_duplicate_names_the_other_question(client):
    question, other, reader = make_question(), make_question(), make_member()
    client.force_login(reader)
    address = reverse("moderation:flag", args=[question.pk])

    for wrong in ("", "nowhere", str(question.pk), "987654321"):
        response = client.post(address, {"reason": "duplicate", "other": wrong})
        assert response.status_code == 422, wrong
    response = client.post(
        address, {"reason": "duplicate", "other": f"http://x.example/questions/{other.pk}/a-slug/"}
    )

    assert response.status_code == 302
    assert Flag.objects.get().duplicate_of == other


def test_only_a_duplicate_names_another_question():
    flag = flag_post(make_member(), make_question(), reason=FlagReason.SPAM)

    for columns in ({"reason": FlagReason.DUPLICATE}, {"duplicate_of": make_question()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Flag.objects.filter(pk=flag.pk).update(**columns)


def test_each_kind_of_post_has_its_own_reasons(client):
    question = make_question()
    answer, comment = make_answer(question), make_comment(question)
    client.force_login(make_member())
    offered = {}
    for name, post in (("question", question), ("answer", answer), ("comment", comment)):
        form = client.get(reverse("moderation:flag", args=[post.pk])).context["form"]
        offered[name] = {value for value, _label in form.fields["reason"].choices}

    assert offered["question"] - offered["comment"] == {"duplicate"}
    assert offered["answer"] - offered["comment"] == {"not_an_answer"}
    assert offered["comment"] == set(FlagReason.values) - {"duplicate", "not_an_answer"}
    with pytest.raises(PermissionDenied):
        flag_post(make_member(), comment, reason=FlagReason.NOT_AN_ANSWER)


@pytest.mark.parametrize(
    ("person", "right", "wrong", "weight"),
    [
        ({}, 0, 0, 1),
        ({"reputation": 50}, 0, 0, 2),
        ({"reputation": 500}, 0, 0, 3),
        ({"reputation": 500, "created_at": timezone.now()}, 0, 0, 3),
        ({"created_at": timezone.now()}, 4, 1, 3),
        ({"expert_valid_until": timezone.localdate() + timedelta(days=9)}, 0, 0, 3),
        ({"roles": ["moderator"]}, 0, 0, 4),
        ({}, 4, 0, 1),
        ({}, 4, 1, 3),
        ({}, 3, 2, 2),
        ({}, 2, 3, 1),
        ({}, 1, 4, 0),
    ],
)
def test_what_a_report_weighs(person, right, wrong, weight):
    columns = {"reputation": 1, "created_at": timezone.now() - timedelta(days=30)} | person

    assert weight_of(User(**columns), right=right, wrong=wrong) == weight


@given(st.integers(0, 60), st.integers(0, 60))
def test_one_more_right_report_never_weighs_less(right, wrong):
    if right + wrong >= 5:
        assert accuracy_bonus(right + 1, wrong) >= accuracy_bonus(right, wrong)
    assert -1 <= accuracy_bonus(right, wrong) <= 2


def test_what_enough_people_report_is_hidden_until_a_moderator_has_looked(mailoutbox):
    question = make_question()

    report(question, HIDE_AT - 1)
    assert question.is_public
    report(question, 1)

    assert (question.state, question.is_public) == (State.HIDDEN, False)
    assert ReviewItem.objects.get(is_open=True).flag_count == HIDE_AT
    told = Notification.objects.get(recipient=question.author)
    assert told.verb == Verb.HIDDEN_FOR_NOW
    run_tasks()
    assert [mail.to for mail in mailoutbox] == [[question.author.email]]


def test_the_author_reads_that_nobody_has_decided_yet(client):
    question = make_question()
    report(question, HIDE_AT)
    client.force_login(question.author)

    page = client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()

    assert "Hidden until a moderator has looked" in page


def test_one_verified_expert_who_calls_it_dangerous_hides_it():
    question = make_question()
    comment = make_comment(question, body="Just stop all of your medicines.")

    flag_post(make_expert(), comment, reason=FlagReason.DANGEROUS)

    comment.refresh_from_db()
    assert comment.state == State.HIDDEN


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_expert, FlagReason.SPAM),
        (make_member, FlagReason.DANGEROUS),
        (lambda: make_expert(second_factor=False), FlagReason.DANGEROUS),
    ],
)
def test_nobody_else_hides_a_post_alone(make, reason):
    question = make_question()

    flag_post(make(), question, reason=reason)

    question.refresh_from_db()
    assert question.is_public


def test_a_report_alone_takes_no_article_away(tmp_path):
    article = make_article(tmp_path)

    flag_post(make_expert(), article, reason=FlagReason.DANGEROUS)

    article.refresh_from_db()
    assert article.is_public
    assert ReviewItem.objects.get().is_urgent


def test_reports_about_which_a_person_has_decided_hide_nothing_again():
    question = make_question()
    report(question, HIDE_AT)
    judge(question, DecisionAction.RESTORE)

    report(question, HIDE_AT - 1)
    assert question.is_public
    report(question, 1)

    assert question.state == State.HIDDEN


def test_whose_report_was_turned_down_does_not_count_again_for_the_same_post():
    question, expert = make_question(), make_expert()
    flag_post(expert, question, reason=FlagReason.DANGEROUS)
    judge(question, DecisionAction.RESTORE)

    again = flag_post(expert, question, reason=FlagReason.DANGEROUS)

    question.refresh_from_db()
    assert (again.weight, question.is_public) == (0, True)


@pytest.mark.parametrize(("action", "upheld"), [(DecisionAction.HIDE, True), (DecisionAction.RESTORE, False)])
def test_a_moderator_confirms_what_reports_have_hidden_or_brings_it_back(action, upheld):
    question = make_question()
    report(question, HIDE_AT)

    judge(question, action)

    question.refresh_from_db()
    assert question.is_public is not upheld
    assert set(Flag.objects.values_list("is_open", "was_upheld")) == {(False, upheld)}
    assert Notification.objects.filter(verb=Verb.FLAG_DECIDED).count() == HIDE_AT


@pytest.mark.parametrize(("make", "most"), [(make_newcomer, 10), (make_member, 30)])
def test_reports_within_a_day_are_limited(make, most, client):
    person, question = make(), make_question()
    filed = [make_question(question.author) for _ in range(most)] if most == 10 else []
    for post in filed:
        flag_post(person, post, reason=FlagReason.SPAM)
    if not filed:
        item = make_item(question)
        Flag.objects.bulk_create(
            Flag(item=item, post=question, flagger=person, reason="spam", is_open=False, was_upheld=True)
            for _ in range(most)
        )

    with pytest.raises(LimitError) as stopped:
        flag_post(person, make_question(), reason=FlagReason.SPAM)
    assert timedelta(hours=23) < stopped.value.wait <= timedelta(hours=24)
    client.force_login(person)
    address = reverse("moderation:flag", args=[make_question().pk])
    response = client.post(address, {"reason": "spam", "note": "See the third line."})
    assert response.status_code == 429
    assert 82_000 < int(response.headers["Retry-After"]) <= 86_400
    assert "See the third line." in response.content.decode()

    Flag.objects.filter(flagger=person).update(at=timezone.now() - timedelta(hours=25))
    flag_post(person, make_question(), reason=FlagReason.SPAM)
