"""Mail leaves in the background: the default mailer only enqueues, the worker sends."""

import smtplib
from collections.abc import Sequence

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from lib.tasks import retried_task


class QueuedEmailBackend(BaseEmailBackend):
    """Enqueues each message as a task, in the transaction of whoever sends it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            deliver.enqueue(
                subject=str(message.subject),
                body=str(message.body),
                sender=message.from_email,
                to=list(message.to),
                html=_html_of(message),
                headers={name: str(value) for name, value in message.extra_headers.items()},
            )
        return len(email_messages)


def _html_of(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", [])
    return next((str(part.content) for part in alternatives if part.mimetype == "text/html"), "")


@retried_task(smtplib.SMTPException, OSError)
def deliver(
    *, subject: str, body: str, sender: str, to: list[str], html: str, headers: dict[str, str]
) -> None:
    """Send one message through the mailer "outbound"; tried again while the mail server does not answer."""
    message = EmailMultiAlternatives(subject, body, sender, to, headers=headers)
    if html:
        message.attach_alternative(html, "text/html")
    message.send(using="outbound")
