"""What a guest does by the links in the mails: confirm, edit for half an hour, ask again, stop mails, erase."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.recording import record
from comments import rules
from comments.actions.guest_erasing import erase
from comments.actions.guest_settling import forget_unneeded
from comments.addresses import seal, unseal
from comments.models import GuestComment
from comments.tasks import mail_link
from lib.errors import UserError
from moderation.actions.appealing import appeal_as_guest
from moderation.actions.queueing import change_seen, open_item
from moderation.models import Appeal, Decision, ItemKind
from posts.actions.changing_state import apply_state
from posts.actions.editing import Edit, apply_edit
from posts.actions.locking import lock_thread
from posts.guest_addresses import address_hash
from posts.kinds import State


@transaction.atomic
def confirm(post_id: int) -> GuestComment:
    """Take a comment whose address is confirmed to the moderators; raises UserError when that has happened."""
    guest = _locked(post_id)
    if not rules.can_confirm(guest):
        raise UserError(_("This link has been used already."))
    guest.confirmed_at = timezone.now()
    guest.save(update_fields=["confirmed_at"])
    record(None, "guest.confirmed", guest.post)
    apply_state(None, guest.post, State.PENDING, reason="guest")
    open_item(guest.post, ItemKind.GUEST)
    mail_link.enqueue(guest.pk)
    return guest


@transaction.atomic
def edit_as_guest(post_id: int, body: str) -> GuestComment:
    """Give a guest's comment a new text; what was visible waits for a moderator again. Raises UserError."""
    guest = _locked(post_id)
    if not rules.can_edit_as_guest(guest, timezone.now()):
        raise UserError(_("The half hour for changes is over."))
    post = guest.post
    if body == post.body:
        return guest
    apply_edit(None, post, Edit(body=body), post.tag_slugs)
    if post.state == State.VISIBLE:
        apply_state(None, post, State.PENDING, reason="guest")
    change_seen(open_item(post, ItemKind.GUEST))
    return guest


@transaction.atomic
def ask_for_second_look(post_id: int, decision_id: int, *, words: str, email: str = "") -> Appeal:
    """Put a decision about a guest's comment before another moderator; raises PermissionDenied, UserError.

    The answer comes by mail. Where the address was forgotten, the guest gives it once more, and it has to be the
    one from which the comment was confirmed.
    """
    guest = _locked(post_id)
    decision = Decision.objects.filter(pk=decision_id, post_id=post_id).first()
    if decision is None:
        raise UserError(_("There is another decision by now: see below."))
    address = unseal(guest.address) if guest.address else email.strip()
    if not guest.address and address_hash(address) != guest.post.guest_hash:
        raise UserError(_("The comment was not confirmed from this address."), field="email")
    made = appeal_as_guest(decision, words, address_hash(address))
    guest.address = guest.address or seal(address)
    guest.save(update_fields=["address"])
    return made


@transaction.atomic
def stop_mails(post_id: int) -> None:
    """Send no more mails about replies; doing it twice changes nothing."""
    guest = _locked(post_id)
    guest.wants_replies = False
    forget_unneeded(guest)
    guest.save(update_fields=["wants_replies", "address"])


@transaction.atomic
def erase_as_guest(post_id: int) -> None:
    """Erase a guest's comment for good: text, name, address and earlier versions."""
    guest = _locked(post_id)
    erase(guest, guest.post)


def _locked(post_id: int) -> GuestComment:
    """Return what is kept of a guest's comment, with its post, both locked; raises UserError when it is gone."""
    _root, post = lock_thread(post_id)
    guest = GuestComment.objects.select_for_update().filter(pk=post_id).first()
    if guest is None:
        raise UserError(_("This comment does not exist any more."))
    guest.post = post
    return guest
