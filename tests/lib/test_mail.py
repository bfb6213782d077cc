"""lib.mail"""

import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from tests.factories import run_tasks

pytestmark = pytest.mark.django_db
QUEUE = {"BACKEND": "lib.mail.QueuedEmailBackend"}


class UnreachableBackend(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPServerDisconnected


@pytest.fixture(autouse=True)
def mailers(settings):
    settings.MAILERS = {
        "default": QUEUE,
        "outbound": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }
    return settings.MAILERS


def send(**more):
    message = EmailMultiAlternatives("Subject", "Text", "us@example.org", ["ann@example.org"], **more)
    message.attach_alternative("<p>Text</p>", "text/html")
    return message.send()


def test_nothing_leaves_before_the_worker_runs():
    send()

    assert mail.outbox == []
    assert DBTaskResult.objects.count() == 1


def test_the_worker_sends_text_html_and_headers():
    send(headers={"List-Unsubscribe": "<https://example.org/off>"})

    run_tasks()

    [message] = mail.outbox
    assert (message.subject, message.body, message.from_email) == ("Subject", "Text", "us@example.org")
    assert message.to == ["ann@example.org"]
    assert [(part.content, part.mimetype) for part in message.alternatives] == [("<p>Text</p>", "text/html")]
    assert message.extra_headers == {"List-Unsubscribe": "<https://example.org/off>"}


def test_a_message_without_html_has_none_afterwards():
    EmailMessage(gettext_lazy("Answer"), "Text", None, ["ann@example.org"]).send()

    run_tasks()

    assert mail.outbox[0].subject == "Answer"
    assert mail.outbox[0].alternatives == []


def test_each_message_is_a_task_of_its_own():
    count = send() + send_mail("Two", "Text", None, ["bob@example.org", "cem@example.org"])

    run_tasks()

    assert count == 2
    assert [message.to for message in mail.outbox] == [
        ["ann@example.org"],
        ["bob@example.org", "cem@example.org"],
    ]


def test_nothing_is_sent_when_the_transaction_is_rolled_back():
    with transaction.atomic():
        send()
        transaction.set_rollback(True)

    run_tasks()

    assert not DBTaskResult.objects.exists()
    assert mail.outbox == []


def test_a_mail_server_that_does_not_answer_is_tried_again(mailers):
    mailers["outbound"] = {"BACKEND": f"{__name__}.UnreachableBackend"}
    send()

    run_tasks()

    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1
    assert not DBTaskResult.objects.failed().exists()
