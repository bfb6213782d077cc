"""What decisions mean for the reputation of authors; called in the transaction of the decision."""

from accounts.actions.reputation import award, lock_people, revoke
from accounts.models import Cause, ReputationEvent
from moderation.models import Decision, DecisionAction, Flag, FlagReason, ReviewItem
from posts.models import Post, Tag


def lock_concerned(item: ReviewItem, post: Post, other_id: int | None = None) -> None:
    """Lock the tags of a locked post, then everybody whom a decision about it pays, charges or tells.

    One call, so that two decisions with the same people never wait for each other; `other_id` is the question into
    which another one is merged.
    """
    roots = [post.root_or_self_id] if other_id is None else [post.root_or_self_id, other_id]
    list(Tag.objects.select_for_update(no_key=True).filter(slug__in=post.tag_slugs).order_by("pk"))
    reporters = Flag.objects.filter(item=item, is_open=True).values_list("flagger_id", flat=True)
    thread = Post.objects.filter(root_id__in=roots).values("pk")
    events = ReputationEvent.objects.filter(post_id__in=roots) | (
        ReputationEvent.objects.filter(post_id__in=thread)
    )
    authors = [post.author_id] if post.author_id else []
    lock_people([*authors, *reporters, *events.values_list("person_id", flat=True).distinct()])


def settle_spam(decision: Decision) -> None:
    """Charge the author of a post that was deleted because a report of spam was right; restoring it pays back."""
    post = decision.post
    if post.author_id is None:
        return
    if decision.action == DecisionAction.RESTORE:
        revoke(post.author_id, Cause.SPAM, post, actor=None)
    elif decision.action == DecisionAction.DELETE and _was_spam(decision):
        award(post.author_id, Cause.SPAM, post, actor=None)


def _was_spam(decision: Decision) -> bool:
    reports = Flag.objects.filter(item_id=decision.item_id, reason=FlagReason.SPAM, was_upheld=True)
    return reports.exists()
