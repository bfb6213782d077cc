"""What votes and visibility mean for the reputation of authors; called in the transaction of the cause."""

from collections.abc import Iterable

from accounts.actions.reputation import award, revoke, show
from accounts.models import Cause, User
from posts.kinds import Kind
from posts.models import Post
from posts.models.vote import HELPFUL

# Comments and articles give nothing: a thank-you is no medical help, and articles belong to the editors.
CAUSE_OF_VOTE = {Kind.ANSWER: Cause.ANSWER_HELPFUL, Kind.QUESTION: Cause.QUESTION_HELPFUL}


def credit_vote(actor: User, post: Post, *, before: int, after: int) -> None:
    """Give the author of a locked post the points of a helpful vote, or take them back."""
    cause = CAUSE_OF_VOTE.get(Kind(post.kind))
    # A mask earns nothing: points could be seen to come with it.
    if cause is None or post.byline:
        return
    if after == HELPFUL:
        award(post.author_id, cause, post, actor=actor)
    elif before == HELPFUL:
        revoke(post.author_id, cause, post, actor=actor)


def follow_visibility(post_ids: Iterable[int]) -> None:
    """Let the points of posts of a locked thread count while the posts are public, and only then."""
    show(dict(Post.objects.filter(pk__in=list(post_ids)).values_list("pk", "is_public")))
