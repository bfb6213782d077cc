"""Mails to guests: text and HTML, sent at once by the worker, so that no address waits in a queue."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from comments.addresses import unseal
from comments.models import GuestComment
from comments.tokens import Purpose, make_token

PAGES = {
    Purpose.CONFIRM: "comments:guest-confirm",
    Purpose.MANAGE: "comments:guest-manage",
    Purpose.STOP: "comments:guest-stop",
}


def link(purpose: Purpose, guest: GuestComment) -> str:
    """Return the full address by which a guest does something with the comment."""
    return settings.SITE_URL + reverse(PAGES[purpose], args=[make_token(purpose, guest.pk)])


def send(guest: GuestComment, template: str, subject: str, **context: Any) -> None:
    """Send one mail to a guest whose address is still known."""
    context |= {"site": {"name": settings.SITE_NAME}, "post": guest.post, "subject": subject}
    text, html = (render_to_string(f"comments/email/{template}.{kind}", context) for kind in ("txt", "html"))
    headers = {}
    if stop_url := context.get("stop_url"):
        headers = {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMultiAlternatives(subject, text, to=[unseal(guest.address)], headers=headers)
    message.attach_alternative(html, "text/html")
    message.send(using="outbound")
