"""qa.actions.agreeing, and the order of answers that follows from it"""

import pytest
from django.core.exceptions import PermissionDenied

from posts.actions.voting import cast_vote
from posts.models import Post
from posts.selectors.thread import BEST_FIRST
from qa.actions.agreeing import give_opinion
from qa.models import Agreement, Stance
from tests.factories import make_answer, make_expert, make_member, make_question

pytestmark = pytest.mark.django_db


def opinion(expert, answer, stance=Stance.AGREE):
    reason = "" if stance == Stance.AGREE else "The dose of evidence is thin."
    return give_opinion(expert, answer, stance=stance, reason=reason)


def agreement(answer):
    return Post.objects.get(pk=answer.pk).agreement


def test_agreeing_with_and_without_a_caveat_counts_and_disagreeing_counts_against():
    answer = make_answer(make_question())

    opinion(make_expert(), answer)
    opinion(make_expert(), answer, Stance.CAVEAT)
    opinion(make_expert(), answer, Stance.DISAGREE)

    assert agreement(answer) == 1


def test_changing_ones_mind_replaces_the_opinion():
    answer, expert = make_answer(make_question()), make_expert()
    opinion(expert, answer)

    opinion(expert, answer, Stance.DISAGREE)

    assert agreement(answer) == -1
    assert Agreement.objects.count() == 1


def test_experts_have_no_opinion_on_their_own_answer():
    answer = make_answer(make_question())

    with pytest.raises(PermissionDenied):
        opinion(answer.author, answer)


@pytest.mark.parametrize("make", [make_member, lambda: make_expert(valid_days=-1)])
def test_only_verified_experts_agree(make):
    with pytest.raises(PermissionDenied):
        opinion(make(), make_answer(make_question()))


def test_answers_come_by_agreement_then_helpfulness_then_age():
    question = make_question()
    oldest, liked, disliked, agreed = (make_answer(question) for _ in range(4))
    opinion(make_expert(), agreed)
    for _ in range(3):
        cast_vote(make_member(), liked, 1)
    cast_vote(make_member(), disliked, -1)

    order = list(Post.objects.filter(kind="answer").order_by(*BEST_FIRST.fields(backwards=False)))

    assert order == [agreed, liked, oldest, disliked]
