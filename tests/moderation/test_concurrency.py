"""Two moderators at once: one decision, and nobody waits for nothing."""

import pytest

from lib.errors import UserError
from moderation.actions.bulk import Order, decide_many
from moderation.actions.deciding import decide
from moderation.actions.undoing import undo_decision
from moderation.deeds import Verdict
from moderation.models import Batch, BatchAction, Decision, DecisionAction
from moderation.selectors.selections import Selection
from notifications.models import Notification
from posts.kinds import State
from posts.models import Post
from tests.factories import make_comment, make_decision, make_item, make_member, make_moderator, make_question
from tests.posts.test_concurrency import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def swallowing(errors, work):
    """Do what only one of many can do; note who was told to look again."""

    def run():
        try:
            work()
        except UserError as error:
            errors.append(error)

    return run


def test_of_moderators_who_decide_at_once_one_does_and_the_others_are_told():
    question = make_question()
    item = make_item(question)
    item.refresh_from_db()
    verdict = Verdict(DecisionAction.HIDE, "At once.", item.version, rule="kind")
    moderators = [make_moderator() for _ in range(AT_ONCE)]
    errors = []

    all_at_once(*[swallowing(errors, lambda one=one: decide(one, item, verdict)) for one in moderators])

    assert Decision.objects.count() == 1
    assert len(errors) == AT_ONCE - 1
    assert Notification.objects.filter(recipient=question.author, verb="moderated").count() == 1


def test_of_moderators_who_undo_at_once_one_does():
    decision = make_decision(make_question())
    moderators = [make_moderator() for _ in range(AT_ONCE)]

    all_at_once(*[lambda one=one: undo_decision(one, decision) for one in moderators])

    assert Post.objects.get(pk=decision.post_id).is_public
    assert Notification.objects.filter(note__startswith="Undone").count() == 1


def test_batches_over_the_same_posts_do_not_decide_twice_and_do_not_block_each_other():
    spammer = make_member()
    roots = [make_question() for _ in range(3)]
    posts = [make_comment(root, spammer) for root in roots for _ in range(3)]
    order = Order(BatchAction.DELETE, "selling", "Advertising.", Selection(author=spammer.handle), 2**60)
    moderators = [make_moderator() for _ in range(4)]
    errors = []

    all_at_once(*[swallowing(errors, lambda one=one: decide_many(one, order)) for one in moderators])

    assert Decision.objects.count() == len(posts)
    assert Post.objects.filter(author=spammer, state=State.DELETED).count() == len(posts)
    assert Post.objects.filter(pk__in=[root.pk for root in roots], comment_count=0).count() == len(roots)
    assert sum(Batch.objects.values_list("done_count", flat=True)) == len(posts)


def merging(item, target):
    item.refresh_from_db()
    choices = {"target": target.pk}
    return Verdict(DecisionAction.MERGE, "One question.", item.version, rule="place", choices=choices)


def test_of_two_who_merge_two_questions_into_each_other_at_once_one_does_and_the_other_is_told():
    for _ in range(3):
        first, second = make_question(), make_question()
        ways = [(make_item(first), second), (make_item(second), first)]
        verdicts = [(make_moderator(), item, merging(item, target)) for item, target in ways]
        errors = []

        all_at_once(*[swallowing(errors, lambda given=given: decide(*given)) for given in verdicts])

        assert [str(error.message) for error in errors] == ["The other question is not public."]
        merged = Post.objects.filter(pk__in=[first.pk, second.pk], merged_into__isnull=False)
        assert [post.is_public for post in merged] == [False]
        assert Decision.objects.filter(item__post__in=[first, second], action="merge").count() == 1
