"""Saying what helped."""

from django.db import transaction
from django.db.models import F
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
    Post.objects.filter(pk=post.pk).update(**{name: F(name) + change for name, change in changes.items()})
    record(actor, "vote.cast", post, before=before, after=value)
    bump_version(root.pk)
    credit_vote(actor, post, before=before, after=value)
    post.refresh_from_db(fields=["up_count", "down_count", "score", "helpfulness"])
    return post


def _replace_vote(actor: User, post: Post, value: int) -> int:
    """Store the new value; return the one before. The post is locked, so nobody else votes meanwhile."""
    vote = Vote.objects.filter(voter=actor, post=post).first()
    before = vote.value if vote else NO_VOTE
    if value == NO_VOTE:
        Vote.objects.filter(voter=actor, post=post).delete()
    elif value != before:
        Vote.objects.update_or_create(voter=actor, post=post, defaults={"value": value})
    return before
