"""Saying what helped."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.adding import together
from lib.errors import UserError
from lib.statements import fetch
from posts import rules
from posts.actions.crediting import credit_vote
from posts.actions.limiting import refuse_more_votes
from posts.actions.locking import lock_thread
from posts.models import Post
from posts.models.vote import HELPFUL, NO_VOTE, UNHELPFUL

# Nothing comes back of a vote that stands already.
VOTE = """
WITH before AS (SELECT value FROM posts_vote WHERE voter_id = %s AND post_id = %s)
INSERT INTO posts_vote AS vote (voter_id, post_id, value, at) VALUES (%s, %s, %s, %s)
ON CONFLICT (voter_id, post_id) DO UPDATE SET value = EXCLUDED.value, at = EXCLUDED.at
WHERE vote.value <> EXCLUDED.value
RETURNING (SELECT value FROM before)
"""
WITHDRAW = "DELETE FROM posts_vote WHERE voter_id = %s AND post_id = %s RETURNING value"
# The counts of the post; what cached copies of its thread's page show is stale with them.
COUNT = """
WITH thread AS (UPDATE posts_post SET version = version + 1 WHERE id = %s AND id <> %s)
UPDATE posts_post SET up_count = up_count + %s, down_count = down_count + %s, version = version + (id = %s)::int
WHERE id = %s
RETURNING up_count, down_count, score, helpfulness, version
"""


@transaction.atomic
@together()
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
    _count(root, post, before=before, after=value)
    record(actor, "vote.cast", post, before=before, after=value)
    credit_vote(actor, post, before=before, after=value)
    return post


def _count(root: Post, post: Post, *, before: int, after: int) -> None:
    """Change the counts of a locked post, here and in the database, and take over what that makes of the rest."""
    up = int(after == HELPFUL) - int(before == HELPFUL)
    down = int(after == UNHELPFUL) - int(before == UNHELPFUL)
    rows = fetch(COUNT, [root.pk, post.pk, up, down, root.pk, post.pk])
    post.up_count, post.down_count, post.score, post.helpfulness, post.version = rows[0]


def _replace_vote(actor: User, post: Post, value: int) -> int:
    """Store the new value; return the one before. The post is locked, so nobody else votes meanwhile."""
    key = [actor.pk, post.pk]
    if value == NO_VOTE:
        rows = fetch(WITHDRAW, key)
        return rows[0][0] if rows else NO_VOTE
    rows = fetch(VOTE, [*key, *key, value, timezone.now()])
    return (rows[0][0] or NO_VOTE) if rows else value
