"""The one way an application changes its state."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.mails import mail_applicant
from accounts.models import ExpertApplication, User
from accounts.standing import TRANSITIONS, ApplicationState
from audit.recording import record
from lib.errors import UserError


def lock_application(pk: int) -> ExpertApplication:
    """Return the application, fresh and locked until the end of the transaction; its applicant is loaded."""
    found = ExpertApplication.objects.select_for_update(of=("self",)).select_related("applicant")
    return found.get(pk=pk)


def move(
    actor: User | None, application: ExpertApplication, state: ApplicationState, **columns: Any
) -> ExpertApplication:
    """Move a locked application on, store `columns` with it, record it, and mail the applicant.

    Raises UserError when no way leads there from where it is by now.
    """
    refuse_unless(application, state)
    for name, value in columns.items():
        setattr(application, name, value)
    application.state = state
    application.save(update_fields=["state", *columns])
    record(actor, f"application.{state}", application)
    mail_applicant.enqueue(application.pk, state.value)
    return application


def refuse_unless(application: ExpertApplication, state: ApplicationState) -> None:
    """Raise UserError when the application cannot go to this state."""
    if state not in TRANSITIONS[ApplicationState(application.state)]:
        raise UserError(
            _("This application has been changed meanwhile: it is now “%(state)s”.")
            % {"state": application.get_state_display()}
        )
