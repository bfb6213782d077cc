"""Picks out what a person had typed from a request that could not be carried out."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

LABELS = {"title": _("Title"), "body": _("Text"), "reason": _("Reason"), "note": _("Note")}


def kept_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """Return (label, text) of the long fields that were sent, so that a page can give them back."""
    return [
        (str(label), request.POST[name])
        for name, label in LABELS.items()
        if request.POST.get(name, "").strip()
    ]
