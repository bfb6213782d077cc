"""Verifiers hear once of applications that wait for longer than they should, and never whose they are."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.actions.reminding_verifiers import remind_verifiers
from accounts.models import ExpertApplication
from accounts.roles import Role
from accounts.standing import CHECK_WITHIN
from tests.factories import make_application, make_staff, make_verifier, run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def verifier():
    return make_verifier()


def make_late(person=None):
    application = make_application(person)
    sent = timezone.now() - CHECK_WITHIN - timedelta(minutes=1)
    ExpertApplication.objects.filter(pk=application.pk).update(submitted_at=sent)
    run_tasks()
    mail.outbox.clear()
    return application


def test_each_application_is_told_once_without_the_person(verifier):
    applications = [make_late() for _ in range(2)]
    make_application()
    run_tasks()
    mail.outbox.clear()

    assert remind_verifiers() == 2
    assert remind_verifiers() == 0
    run_tasks()

    told = [letter for letter in mail.outbox if letter.to == [verifier.email]]
    assert len(mail.outbox) == len(told) == 1
    assert "2 applications have waited for more than a day" in told[0].body
    assert "/experts/applications/" in told[0].body
    assert not any(application.applicant.handle in told[0].body for application in applications)


def test_an_application_that_was_sent_again_is_late_again(verifier):
    application = make_late()
    assert remind_verifiers() == 1
    sent = timezone.now() - CHECK_WITHIN - timedelta(seconds=1)
    ExpertApplication.objects.filter(pk=application.pk).update(
        submitted_at=sent, reminded_at=sent - timedelta(days=2)
    )

    assert remind_verifiers() == 1


def test_who_cannot_decide_is_not_told(verifier):
    make_staff(Role.VERIFIER, second_factor=False)
    make_late(verifier)

    assert remind_verifiers() == 1
    run_tasks()

    assert mail.outbox == []
