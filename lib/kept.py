"""Picks out what a person had typed from a request that could not be carried out."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

LABELS = {
    "title": _("Title"),
    "body": _("Text"),
    "reason": _("Reason"),
    "note": _("Note"),
    "words": _("Your words"),
    "answer": _("Answer"),
    "summary": _("Summary"),
    "sources": _("Sources"),
}
# Parts of the names of fields that a page never gives back, or that nobody has typed.
NOT_TYPED = ("password", "code", "token", "proof", "ticket", "key")


def kept_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """Return (label, text) of what was typed, so that a page can give it back.

    That is every field of a known name, and of the others what has words or an address in it: what is chosen from
    a list has neither.
    """
    return [
        (str(LABELS.get(name) or name.replace("_", " ").capitalize()), text)
        for name, values in request.POST.lists()
        if not any(part in name for part in NOT_TYPED)
        for text in values
        if text.strip() and (name in LABELS or len(text.split()) > 1 or "://" in text)
    ]
