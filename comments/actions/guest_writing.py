"""A guest writes a comment under an article; it waits for a confirmed address, then for a moderator."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.rules import ANONYMOUS, require
from audit.recording import record
from comments import rules
from comments.addresses import seal
from comments.models import GuestComment
from comments.tasks import mail_confirmation
from lib.errors import UserError
from posts.actions.locking import lock_thread
from posts.actions.writing import Guest, NewPost, Written, store_post
from posts.guest_addresses import address_hash
from posts.kinds import Kind, State
from posts.models import Post

# A mail that nobody asked for is a nuisance; a household that discusses is not.
MAILS_A_DAY_TO_ONE_ADDRESS = 3
AN_HOUR_FROM_ONE_NETWORK = 6
AN_HOUR_FROM_ONE_NETWORK_UNPROVEN = 2


@dataclass(frozen=True)
class GuestText:
    """What a guest sends; `is_proven`: the browser has done the work that was asked of it."""

    name: str
    email: str
    body: str
    wants_replies: bool
    submission_key: uuid.UUID
    network: str
    is_proven: bool


@transaction.atomic
def comment_as_guest(target: Post, text: GuestText) -> Written:
    """Keep a guest's comment until the mail that this sends is answered; the same form counts once.

    Raises PermissionDenied where guests cannot write, UserError when one network or address is used too often.
    """
    root, parent = lock_thread(target.pk)
    require(rules.can_comment_as_guest(ANONYMOUS, parent))
    guest = Guest(text.name, address_hash(text.email))
    _refuse_too_many(text, guest)
    written = store_post(
        None,
        NewPost(
            kind=Kind.COMMENT,
            body=text.body,
            root=root,
            parent=parent,
            state=State.DRAFT,
            guest=guest,
            submission_key=text.submission_key,
        ),
    )
    if written.is_new:
        _keep_address(written.post, text)
    return written


def _keep_address(post: Post, text: GuestText) -> None:
    GuestComment.objects.create(
        post=post,
        address=seal(text.email),
        wants_replies=text.wants_replies,
        network=text.network,
        is_proven=text.is_proven,
    )
    record(None, "guest.wrote", post, is_proven=text.is_proven)
    mail_confirmation.enqueue(post.pk)


def _refuse_too_many(text: GuestText, guest: Guest) -> None:
    now = timezone.now()
    lately = GuestComment.objects.exclude(post__submission_key=text.submission_key)
    from_here = lately.filter(network=text.network, created_at__gt=now - timedelta(hours=1))
    most = AN_HOUR_FROM_ONE_NETWORK if text.is_proven else AN_HOUR_FROM_ONE_NETWORK_UNPROVEN
    if from_here.count() >= most:
        raise UserError(
            _("Many comments came from your network in the last hour. Please try again in an hour.")
        )
    to_address = lately.filter(
        post__guest_hash=guest.address_hash, confirmed_at=None, created_at__gt=now - timedelta(days=1)
    )
    if to_address.count() >= MAILS_A_DAY_TO_ONE_ADDRESS:
        raise UserError(
            _(
                "We have sent several mails to this address today. Please confirm one of them, or try tomorrow."
            ),
            field="email",
        )
