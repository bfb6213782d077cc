"""Saying what helped."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from lib.inserting import together
from lib.statements import fetch
from posts import rules
from posts.actions.crediting import credit_vote
from posts.actions.limiting import refuse_more_votes
from posts.actions.locking import lock_seen, lock_thread
from posts.models import Post
from posts.models.vote import NO_VOTE

# A vote and what it changes, the counts of the post among them; what cached copies of its thread's page show is stale
# with them. Nothing comes back where the same vote stands already.
COUNTED = """,
thread AS (UPDATE posts_post SET version = version + 1 FROM cast_now WHERE id = %s AND id <> %s)
UPDATE posts_post SET
    up_count = up_count + (now = 1)::int - (before = 1)::int,
    down_count = down_count + (now = -1)::int - (before = -1)::int,
    version = version + (id = %s)::int
FROM cast_now WHERE id = %s
RETURNING before, up_count, down_count, score, helpfulness, version
"""
VOTE = f"""
WITH earlier AS (SELECT value FROM posts_vote WHERE voter_id = %s AND post_id = %s),
cast_now AS (
    INSERT INTO posts_vote AS vote (voter_id, post_id, value, at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (voter_id, post_id) DO UPDATE SET value = EXCLUDED.value, at = EXCLUDED.at
    WHERE vote.value <> EXCLUDED.value
    RETURNING value AS now, coalesce((SELECT value FROM earlier), 0) AS before
){COUNTED}"""  # noqa: S608 - of texts that stand here
WITHDRAW = f"""
WITH cast_now AS (
    DELETE FROM posts_vote WHERE voter_id = %s AND post_id = %s RETURNING 0 AS now, value AS before
){COUNTED}"""  # noqa: S608


@transaction.atomic
@together()
def vote_on(actor: User, post_id: int, value: int) -> Post:
    """Vote on a post that nobody has read yet: the read that locks it is the only one.

    Like `cast_vote`; raises Http404 where the actor may not see it.
    """
    return _vote(actor, *lock_seen(actor, post_id), value)


@transaction.atomic
@together()
def cast_vote(actor: User, post: Post, value: int) -> Post:
    """Set the actor's vote to +1, -1 or 0 (withdrawn); return the post with its new counts.

    Raises UserError about one's own post, LimitError about too many, PermissionDenied otherwise when the rule says no.
    """
    return _vote(actor, *lock_thread(post.pk), value)


def _vote(actor: User, root: Post, post: Post, value: int) -> Post:
    """Vote on a locked post."""
    if rules.is_author(actor, post):
        raise UserError(_("You cannot vote on your own post."))
    require(rules.can_vote(actor, post, value))
    if value != NO_VOTE:
        refuse_more_votes(actor, post)
    before = _replace_vote(actor, root, post, value)
    if before == value:
        return post
    record(actor, "vote.cast", post, before=before, after=value)
    credit_vote(actor, post, before=before, after=value)
    return post


def _replace_vote(actor: User, root: Post, post: Post, value: int) -> int:
    """Store the new value and take over what it makes of the counts; return the one before.

    The post is locked, so nobody else votes meanwhile.
    """
    key, counted = [actor.pk, post.pk], [root.pk, post.pk, root.pk, post.pk]
    if value == NO_VOTE:
        rows = fetch(WITHDRAW, [*key, *counted])
    else:
        rows = fetch(VOTE, [*key, *key, value, timezone.now(), *counted])
    if not rows:
        return value
    before, post.up_count, post.down_count, post.score, post.helpfulness, post.version = rows[0]
    return before
