"""Background work that changes something about guests' comments."""

import smtplib

from django.utils.translation import gettext as _

from accounts.models import User
from comments.actions.announcing import announce_if_shown
from comments.actions.guest_erasing import erase_unconfirmed, forget_networks
from comments.actions.guest_settling import forget_addresses, settle
from comments.mailing import link, send
from comments.models import GuestComment
from comments.selectors.guests import claimable
from comments.tokens import Purpose
from lib.tasks import retried_task
from moderation.models import Appeal, Decision
from moderation.rules import can_appeal_as_guest
from notifications.actions.notifying import notify
from notifications.models import Verb


@retried_task(smtplib.SMTPException, OSError)
def follow_decision(decision_id: int) -> None:
    """Tell a guest what a moderator decided, and announce a comment that has become public, a member's too."""
    decision = Decision.objects.select_related("post").get(pk=decision_id)
    guest = GuestComment.objects.select_related("post__root").filter(pk=decision.post_id).first()
    if guest is None:
        announce_if_shown(decision.post_id)
        return
    if guest.address:
        subject = _("Your comment is public") if guest.post.is_public else _("About your comment")
        can_ask = can_appeal_as_guest(decision)
        send(guest, "decided", subject, url=link(Purpose.MANAGE, guest), decision=decision, can_ask=can_ask)
    settle(guest.pk)


@retried_task(smtplib.SMTPException, OSError)
def follow_appeal(appeal_id: int) -> None:
    """Tell a guest what a second look came to, and forget the address if nothing else needs it."""
    made = Appeal.objects.select_related("decision__post").get(pk=appeal_id)
    guest = GuestComment.objects.select_related("post__root").filter(pk=made.decision.post_id).first()
    if guest is None:
        return
    if guest.address:
        send(
            guest,
            "second_look",
            _("The second look at your comment"),
            url=link(Purpose.MANAGE, guest),
            appeal=made,
        )
    settle(guest.pk)


@retried_task()
def offer_claim(person_id: int) -> None:
    """Tell someone who has confirmed an address that comments came from it before there was an account."""
    person = User.objects.get(pk=person_id)
    newest = claimable(person).first()
    if newest:
        notify(person, Verb.GUEST_COMMENTS, newest)


@retried_task()
def tidy_guests() -> None:
    """Erase what nobody confirmed in time, and forget networks and addresses that nothing needs any more."""
    erase_unconfirmed()
    forget_addresses()
    forget_networks()
