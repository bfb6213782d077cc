"""Learning who is behind a mask: one moderator asks with a reason, a second agrees, each look is recorded."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from moderation import rules
from moderation.models import Unmasking
from posts.actions.locking import lock_thread
from posts.models import Post


@transaction.atomic
def ask_to_unmask(actor: User, post: Post, reason: str) -> Unmasking:
    """Ask a colleague to agree; raises PermissionDenied, UserError when somebody has asked already."""
    root, post = lock_thread(post.pk)
    require(rules.can_ask_to_unmask(actor, post))
    if Unmasking.objects.filter(root=root, agreed_at=None).exists():
        raise UserError(_("A colleague has asked already. One more moderator has to agree."))
    unmasking = Unmasking.objects.create(root=root, asked_by=actor, reason=reason)
    record(actor, "mask.asked", root, unmasking=unmasking.pk)
    return unmasking


@transaction.atomic
def agree_to_unmask(actor: User, post: Post) -> Unmasking:
    """Agree to what a colleague asked for; raises PermissionDenied, UserError when nobody has asked."""
    root, post = lock_thread(post.pk)
    unmasking = Unmasking.objects.select_for_update().filter(root=root, agreed_at=None).first()
    if unmasking is None:
        raise UserError(_("Nobody asks for it any more."))
    require(rules.can_agree_to_unmask(actor, post, unmasking))
    unmasking.agreed_by, unmasking.agreed_at = actor, timezone.now()
    unmasking.save(update_fields=["agreed_by", "agreed_at"])
    record(actor, "mask.agreed", root, unmasking=unmasking.pk)
    return unmasking


@transaction.atomic
def look_behind_mask(actor: User, post: Post) -> User:
    """Return who wrote a masked post, and record that the actor has learnt it; raises PermissionDenied."""
    root, post = lock_thread(post.pk)
    unmasking = Unmasking.objects.filter(root=root).order_by("-id").first()
    require(unmasking is not None and rules.can_look_behind_mask(actor, post, unmasking))
    record(actor, "mask.looked", root, unmasking=unmasking.pk)
    return post.author
