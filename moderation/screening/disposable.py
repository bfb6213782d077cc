"""Authors whose e-mail address is thrown away after minutes."""

from django.utils.translation import gettext_lazy as _

from moderation.models import WatchedAction, WatchedKind
from moderation.screening.findings import DECISIVE, Check, Finding
from moderation.screening.lists import current_lists
from moderation.screening.material import Material

# Services that say themselves that their addresses are for once; written down for this site, and short on purpose:
# moderators add to it. Services that forward to a real address (for privacy) are not on it.
DISPOSABLE = frozenset(
    [
        "10minutemail.com", "10minutemail.net", "20minutemail.com", "burnermail.io", "dispostable.com",
        "dropmail.me", "emailondeck.com", "fakeinbox.com", "getairmail.com", "getnada.com", "grr.la",
        "guerrillamail.biz", "guerrillamail.com", "guerrillamail.de", "guerrillamail.info", "guerrillamail.net",
        "guerrillamail.org", "guerrillamailblock.com", "inboxkitten.com", "incognitomail.org", "mail-temp.com",
        "mailcatch.com", "maildrop.cc", "mailinator.com", "mailnesia.com", "mintemail.com", "minutemail.com",
        "moakt.com", "mohmal.com", "mytemp.email", "sharklasers.com", "spam4.me", "spambog.com", "spamgourmet.com",
        "temp-mail.io", "temp-mail.org", "tempail.com", "tempinbox.com", "tempmail.com", "tempmail.net",
        "tempmailaddress.com", "tempr.email", "throwawaymail.com", "trash-mail.com", "trashmail.com", "trashmail.de",
        "trashmail.net", "yopmail.com", "yopmail.fr", "yopmail.net",
    ]
)  # fmt: skip
THROWN_AWAY, HELD = 30, 60


def look(material: Material) -> Finding | None:
    if material.author is None:
        return None
    domain = material.author.email.rpartition("@")[2].casefold()
    action = current_lists().find_domain(WatchedKind.EMAIL_DOMAIN, domain)
    if action == WatchedAction.ALLOW:
        return None
    if action == WatchedAction.BLOCK:
        return Finding(DECISIVE, _("Posts from its author's kind of e-mail address are not taken."), domain)
    if action == WatchedAction.HOLD:
        return Finding(HELD, _("Posts from its author's kind of e-mail address are read first."), domain)
    if domain in DISPOSABLE:
        return Finding(THROWN_AWAY, _("Its author uses an e-mail address for once."), domain)
    return None


CHECK = Check("disposable", _("Disposable addresses"), look, is_proven=True)
