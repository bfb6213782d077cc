"""What accepting and agreeing mean for reputation; called in the transaction of the cause, after its locks."""

from accounts.actions.reputation import award, lock_people, revoke
from accounts.models import Cause, User
from posts.models import Post
from qa.models import Question, Stance


def credit_acceptance(question: Question, before_id: int | None, after: Post | None) -> None:
    """Move the points of an accepted answer, and the asker's for accepting, from one answer to another."""
    before = Post.objects.filter(pk=before_id).first() if before_id else None
    asker = question.post.author
    lock_people([asker.pk, *(answer.author_id for answer in (before, after) if answer)])
    if before:
        revoke(before.author_id, Cause.ACCEPTED, before, actor=asker)
        revoke(asker.pk, Cause.ACCEPTING, before, actor=asker)
    is_known = not question.post.is_masked
    if after and award(after.author_id, Cause.ACCEPTED, after, actor=asker) and is_known:
        award(asker.pk, Cause.ACCEPTING, after, actor=asker)


def credit_opinion(expert: User, answer: Post, stance: str) -> None:
    """Give the author of an answer the points of an expert's agreement, or take them back."""
    if stance == Stance.DISAGREE:
        revoke(answer.author_id, Cause.EXPERT_AGREED, answer, actor=expert)
    else:
        award(answer.author_id, Cause.EXPERT_AGREED, answer, actor=expert)
