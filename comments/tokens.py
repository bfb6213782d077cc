"""Links that stand for a guest: signed, each for one purpose, most of them for a limited time.

Raises BadLinkError for altered, expired or foreign ones, with a message for the reader.
"""

from datetime import timedelta
from enum import StrEnum

from django.core import signing
from django.utils.translation import gettext as _

CONFIRM_LASTS = timedelta(hours=48)


class Purpose(StrEnum):
    """What a link is for; one for another purpose is refused."""

    CONFIRM = "comments.confirm"
    MANAGE = "comments.manage"
    STOP = "comments.stop"


LASTS = {Purpose.CONFIRM: CONFIRM_LASTS}


class BadLinkError(Exception):
    """This link does not open anything; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def make_token(purpose: Purpose, post_id: int) -> str:
    """Return the part of an address that stands for the guest of a comment."""
    return signing.dumps(post_id, salt=purpose)


def read_token(purpose: Purpose, token: str) -> int:
    """Return the key of the comment that a token was made for; raises BadLinkError."""
    try:
        post_id = signing.loads(token, salt=purpose, max_age=LASTS.get(purpose))
    except signing.SignatureExpired:
        raise BadLinkError(_("This link has expired. Please write your comment again.")) from None
    except signing.BadSignature:
        raise BadLinkError(_("This link is not complete. Please copy it whole from the mail.")) from None
    return post_id
