"""Mails about applications and standings; they say what happened and where to read more, and nothing private."""

import smtplib
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import ExpertApplication, ExpertCredential, User
from lib.tasks import retried_task

# By what happened: the subject, and what it means for the person.
TEXTS = {
    "submitted": (
        _("We have your application as an expert"),
        _("Two verifiers will look your license up, one after the other. You need not do anything now."),
    ),
    "in_review": (
        _("Your application as an expert is being checked"),
        _("A verifier has begun to look your license up."),
    ),
    "needs_information": (
        _("A question about your application as an expert"),
        _("A verifier needs something from you before the check can go on. Read what, and send it again."),
    ),
    "verified": (
        _("You are a verified expert now"),
        _("Two verifiers have checked your license. You can write answers from now on."),
    ),
    "rejected": (
        _("Your application as an expert was not accepted"),
        _("Two verifiers could not confirm your license. The reason stands on the page."),
    ),
    "expiring": (
        _("Your standing as an expert ends soon"),
        _(
            "After its last day you can write no new answers. Renewing takes a few minutes: most is filled in."
        ),
    ),
    "lapsed": (
        _("Your standing as an expert has ended"),
        _("Your answers stay, with the standing you had when you wrote them. You can renew it at any time."),
    ),
    "suspended": (
        _("Your standing as an expert is suspended"),
        _("An administrator has suspended it. The reason stands on the page."),
    ),
    "lifted": (
        _("Your standing as an expert is no longer suspended"),
        _("The suspension was lifted. What the last day says holds again."),
    ),
}


@retried_task(smtplib.SMTPException, OSError)
def mail_applicant(application_id: int, what: str) -> None:
    """Tell the applicant what happened to the application."""
    application = ExpertApplication.objects.select_related("applicant").get(pk=application_id)
    _send(application.applicant, what)


@retried_task(smtplib.SMTPException, OSError)
def mail_expert(person_id: int, what: str) -> None:
    """Tell an expert what happened to the standing, or will happen."""
    credential = ExpertCredential.objects.select_related("user").get(pk=person_id)
    _send(credential.user, what, credential)


@retried_task(smtplib.SMTPException, OSError)
def mail_verifier(person_id: int, count: int) -> None:
    """Tell a verifier how many applications wait for longer than they should, and of nobody whose they are."""
    sentence = ngettext(
        "%(count)d application has waited for more than a day. Somebody hopes to help others here.",
        "%(count)d applications have waited for more than a day. Somebody hopes to help others here.",
        count,
    )
    texts = _("Applications of experts wait for you"), sentence % {"count": count}
    _deliver(User.objects.get(pk=person_id), texts, reverse("accounts:applications"))


def _send(person: User, what: str, credential: ExpertCredential | None = None) -> None:
    last_day = credential.valid_until if credential and what == "expiring" else None
    _deliver(person, TEXTS[what], reverse("accounts:application-status"), last_day)


def _deliver(person: User, texts: tuple[Any, Any], path: str, last_day: date | None = None) -> None:
    if not person.is_active or person.is_demo:
        return
    subject, sentence = texts
    context = {
        "name": person.name,
        "subject": subject,
        "sentence": sentence,
        "last_day": last_day,
        "site_name": settings.SITE_NAME,
        "url": settings.SITE_URL + path,
    }
    body = render_to_string("accounts/email/standing.txt", context)
    message = EmailMultiAlternatives(subject=str(subject), body=body, to=[person.email])
    message.attach_alternative(render_to_string("accounts/email/standing.html", context), "text/html")
    message.send(using="outbound")
