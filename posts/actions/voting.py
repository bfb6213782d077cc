"""Saying what helped."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from posts import rules
from posts.actions.announcing import bump_version
from posts.actions.crediting import credit_vote
from posts.actions.limiting import refuse_more_votes
from posts.actions.locking import lock_thread
from posts.models import Post, Vote
from posts.models.vote import HELPFUL, NO_VOTE, UNHELPFUL
from posts.selectors.thread import votes_of

COUNT = """
UPDATE posts_post SET up_count = up_count + %s, down_count = down_count + %s WHERE id = %s
RETURNING up_count, down_count, score, helpfulness
"""


@transaction.atomic
def cast_vote(actor: User, post: Post, value: int) -> Post:
    """Set the actor's vote to +1, -1 or 0 (withdrawn); return the post with its new counts.

    Raises UserError about one's own post, LimitError about too many, PermissionDenied otherwise when the rule says no.
    """
    if rules.is_author(actor, post):
        raise UserError(_("You cannot vote on your own post."))
    root, post = lock_thread(post.pk)
    require(rules.can_vote(actor, post, value))
    if value != NO_VOTE:
        refuse_more_votes(actor, post)
    before = _replace_vote(actor, post, value)
    if before == value:
        return post
    changes = {
        "up_count": int(value == HELPFUL) - int(before == HELPFUL),
        "down_count": int(value == UNHELPFUL) - int(before == UNHELPFUL),
    }
    _count(post, changes)
    record(actor, "vote.cast", post, before=before, after=value)
    bump_version(root.pk)
    credit_vote(actor, post, before=before, after=value)
    return post


def _count(post: Post, changes: dict[str, int]) -> None:
    """Change the counts of a locked post, here and in the database, and take over what that makes of the rest."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [changes["up_count"], changes["down_count"], post.pk])
        post.up_count, post.down_count, post.score, post.helpfulness = cursor.fetchone()


def _replace_vote(actor: User, post: Post, value: int) -> int:
    """Store the new value; return the one before. The post is locked, so nobody else votes meanwhile."""
    before = votes_of(actor, [post.pk]).get(post.pk, NO_VOTE)
    if value == NO_VOTE:
        Vote.objects.filter(voter=actor, post=post).delete()
    elif value != before:
        vote = Vote(voter=actor, post=post, value=value)
        Vote.objects.bulk_create(
            [vote], update_conflicts=True, unique_fields=["voter", "post"], update_fields=["value", "at"]
        )
    return before
