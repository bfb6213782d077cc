"""The badges of all apps: who deserves them, and that they are taken back"""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.editing_profile import Profile, edit_profile
from accounts.badges import all_badges
from accounts.models import BadgeAward
from accounts.roles import Role
from accounts.tasks import award_badges
from knowledge.actions.hearing import answer_change_request, request_change
from knowledge.actions.reviewing import Signature, publish, sign_review
from knowledge.models import Article
from moderation.models import Flag
from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.actions.voting import cast_vote
from posts.kinds import State
from posts.models import Post
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from tests.factories import (
    ANSWER,
    after_grace,
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_item,
    make_member,
    make_moderator,
    make_proposal,
    make_question,
    make_staff,
    run_tasks,
)

pytestmark = pytest.mark.django_db


def held(person):
    """Return the badges of a person after the daily task."""
    award_badges.enqueue()
    run_tasks()
    return set(BadgeAward.objects.filter(person=person).values_list("badge", flat=True))


def written_at(post, at):
    Post.objects.filter(pk=post.pk).update(created_at=at)
    return post


def at_noon(post):
    return written_at(post, datetime(2026, 3, 1, 12, tzinfo=UTC))


def helpful_answer():
    answer = at_noon(make_answer(make_question()))
    cast_vote(make_member(), answer, 1)
    return answer


def test_every_badge_has_a_key_of_its_own_and_words():
    badges = all_badges()

    assert len({badge.key for badge in badges}) == len(badges) >= 15
    assert all(badge.name and badge.description for badge in badges)


def test_the_first_help_and_that_it_is_taken_back():
    answer = helpful_answer()
    moderator = make_moderator()

    before = held(answer.author)
    change_state(moderator, answer, State.HIDDEN)
    hidden = held(answer.author)
    change_state(moderator, answer, State.VISIBLE)

    assert (before, hidden, held(answer.author)) == ({"first-help"}, set(), {"first-help"})


def test_running_the_task_again_changes_nothing():
    helpful_answer()
    award_badges.enqueue()
    run_tasks()
    before = list(BadgeAward.objects.values())

    award_badges.enqueue()
    run_tasks()

    assert list(BadgeAward.objects.values()) == before != []


def test_awards_of_a_badge_that_is_no_more_are_forgotten():
    person = make_member()
    BadgeAward.objects.create(person=person, badge="most-posts")

    assert held(person) == set()


def test_settled_needs_the_asker_and_two_experts():
    question = make_question()
    answer = at_noon(make_answer(question))
    give_opinion(make_expert(), answer, stance="agree", reason="")
    accept_answer(question.author, answer, accepted=True)
    with_one = held(answer.author)

    give_opinion(make_expert(), answer, stance="caveat", reason="Not in pregnancy.")

    assert (with_one, held(answer.author)) == (set(), {"settled"})
    assert held(question.author) == {"closed-the-loop"}


def test_of_one_mind_ends_with_the_first_disagreement():
    answer = at_noon(make_answer(make_question()))
    for _ in range(3):
        give_opinion(make_expert(), answer, stance="agree", reason="")
    before = held(answer.author)

    give_opinion(make_expert(), answer, stance="disagree", reason="There is newer evidence.")

    assert (before, held(answer.author)) == ({"of-one-mind"}, set())


@pytest.mark.parametrize(("hour", "expected"), [(21, False), (22, True), (5, True), (6, False)])
def test_the_night_watch_is_from_ten_to_six(hour, expected):
    answer = written_at(helpful_answer(), datetime(2026, 3, 1, hour, 30, tzinfo=UTC))

    assert ("night-watch" in held(answer.author)) is expected


@pytest.mark.parametrize(("days", "expected"), [(6, False), (8, True)])
def test_worth_the_wait_is_the_first_answer_after_a_week(days, expected):
    answer = helpful_answer()
    later = make_answer(answer.root)
    cast_vote(make_member(), later, 1)
    written_at(answer.root, datetime(2026, 3, 1, 12, tzinfo=UTC) - timedelta(days=days))

    assert ("worth-the-wait" in held(answer.author)) is expected
    assert "worth-the-wait" not in held(later.author)


def test_changing_an_answer_after_a_disagreement_honors_both():
    answer, colleague = at_noon(make_answer(make_question())), make_expert()
    edit_post(answer.author, after_grace(answer), Edit(body=f"{ANSWER} Slowly."))
    give_opinion(colleague, answer, stance="disagree", reason="Not with a torn muscle.")
    before = held(answer.author) | held(colleague)

    edit_post(answer.author, after_grace(answer), Edit(body=f"{ANSWER} Not with a torn muscle."))
    give_opinion(colleague, answer, stance="agree", reason="")

    assert before == set()
    assert (held(answer.author), held(colleague)) == ({"second-look"}, {"good-catch"})


def test_reporting_back_takes_a_day():
    question = make_question()
    answer = at_noon(make_answer(question))
    accept_answer(question.author, answer, accepted=True)
    report = written_at(make_comment(answer, question.author), datetime(2026, 3, 2, 11, tzinfo=UTC))
    soon = held(question.author)

    written_at(report, datetime(2026, 3, 2, 13, tzinfo=UTC))

    assert held(question.author) - soon == {"reported-back"}


def test_a_good_question_has_an_answer_and_five_who_found_it_helpful():
    question = make_question()
    for _ in range(5):
        cast_vote(make_member(), question, 1)
    before = held(question.author)

    make_answer(question)

    assert (before, held(question.author)) == (set(), {"good-question"})


def test_been_there_is_for_an_experience_that_helped_three():
    comment = make_comment(make_question(), is_experience=True)
    cast_vote(make_member(), comment, 1)
    cast_vote(make_member(), comment, 1)
    before = held(comment.author)

    cast_vote(make_member(), comment, 1)

    assert (before, held(comment.author)) == (set(), {"been-there"})


@pytest.mark.parametrize(
    ("right", "wrong", "expected"), [(4, 0, False), (5, 0, True), (8, 2, True), (7, 2, False), (7, 3, False)]
)
def test_a_careful_reporter_is_right_four_times_out_of_five(right, wrong, expected):
    reporter, item = make_member(), make_item(make_question())
    Flag.objects.bulk_create(
        Flag(item=item, post=item.post, flagger=reporter, reason="spam", is_open=False, was_upheld=upheld)
        for upheld in [True] * right + [False] * wrong
    )

    assert ("careful-reporter" in held(reporter)) is expected


def test_badges_for_guides(tmp_path):
    post, author, reviewer, reader = (
        make_article(tmp_path), make_staff(Role.EDITOR), make_staff(Role.REVIEWER), make_member(),
    )  # fmt: skip
    remark = request_change(reader, Article.objects.get(pk=post.pk), reason="Too hard.", is_safety=False)
    proposal = make_proposal(post, author)
    before = held(author) | held(reader) | held(reviewer)

    publish(reviewer, proposal, signature=Signature("Neurologist"))
    unanswered = held(reader)
    answer_change_request(author, remark, answer="It is plainer now.")

    assert before == unanswered == set()
    assert [held(person) for person in (author, reader, reviewer)] == [
        {"in-print"},
        {"sharp-eye"},
        {"signed"},
    ]


def test_signing_as_it_stands_counts_too(tmp_path):
    post, reviewer = make_article(tmp_path), make_staff(Role.REVIEWER)

    sign_review(reviewer, Article.objects.get(pk=post.pk), Signature("Neurologist"))

    assert held(reviewer) == {"signed"}


def test_introduced_and_the_pages(client):
    person = make_member("ann")
    empty = client.get(reverse("accounts:person-badges", args=["ann"])).content.decode()
    edit_profile(person, Profile("Ann", "I run, and I cramp."))

    badges = held(person)
    own = client.get(reverse("accounts:person-badges", args=["ann"])).content.decode()
    everything = client.get("/badges/").content.decode()

    assert badges == {"introduced"}
    assert "No badges yet" in empty
    assert "Introduced" in own
    assert f"since {timezone.now():%B}" in own
    assert "First help" not in own
    assert "1 person holds it" in everything
    assert all(str(badge.name) in everything for badge in all_badges())
