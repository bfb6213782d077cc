"""Background work on questions and answers."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.utils import OperationalError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from lib.tasks import retried_task
from moderation.models import Decision, DecisionAction
from qa.actions.agreeing import recount_opinions as recount
from qa.actions.announcing import announce_if_shown
from qa.actions.archiving import archive_idle
from qa.actions.outcomes import ask_all, note_mailed
from qa.actions.reacting import end_warning
from qa.models import Outcome
from qa.models.outcome import Result
from qa.outcome_links import link_to


@retried_task(OperationalError)
def recount_opinions(expert_id: int) -> None:
    """Count anew the agreement of the answers on which this expert has an opinion."""
    recount(expert_id)


@retried_task(OperationalError)
def archive_idle_questions() -> None:
    """Put away what nobody has answered or touched for half a year."""
    archive_idle()


@retried_task(OperationalError)
def follow_decision(decision_id: int) -> None:
    """Tell whom concerns what a moderator has let through, and end the warning of an answer that can stay."""
    decision = Decision.objects.get(pk=decision_id)
    announce_if_shown(decision.post_id)
    if decision.action in (DecisionAction.DISMISS, DecisionAction.RESTORE):
        end_warning(decision.post_id)


@retried_task(OperationalError)
def ask_outcomes() -> None:
    """Ask the askers whose first answer is one or four weeks old how it is; running it again changes nothing."""
    for key in ask_all():
        mail_outcome.enqueue(key)


@retried_task(smtplib.SMTPException, OSError)
def mail_outcome(outcome_id: int) -> None:
    """Send an asker the question how it is, once, unless they have told already or it is not public any more."""
    found = Outcome.objects.select_for_update(of=("self",)).select_related("question__post__author")
    outcome = found.filter(pk=outcome_id, mailed_at=None, result="").exclude(key=None).first()
    if outcome is None:
        return
    post = outcome.question.post
    asker = post.author
    if not post.is_public or asker is None or not asker.is_active or asker.is_demo:
        return
    context = {
        "name": asker.name,
        "post": post,
        "site_name": settings.SITE_NAME,
        "links": [(result.label, link_to(outcome, result)) for result in Result],
        "stop_url": link_to(outcome),
    }
    message = EmailMultiAlternatives(
        subject=_("How is it now?"),
        body=render_to_string("qa/email/outcome.txt", context),
        to=[asker.email],
    )
    message.attach_alternative(render_to_string("qa/email/outcome.html", context), "text/html")
    message.send(using="outbound")
    note_mailed(outcome)
