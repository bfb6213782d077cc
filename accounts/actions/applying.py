"""Applying to be verified as an expert: saving the draft, sending it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import rules
from accounts.actions.keeping_documents import Upload, add_documents, remove_documents
from accounts.actions.moving_applications import lock_application, move, refuse_unless
from accounts.licenses import seal_license
from accounts.models import ExpertApplication, User
from accounts.standing import CHECK_WITHIN, OPEN, ApplicationState
from accounts.tasks import remind_verifiers
from audit.recording import record
from lib.errors import UserError


@dataclass(frozen=True)
class ApplicationText:
    """What the applicant says; the license number is stored encrypted only."""

    profession: str = ""
    specialty: str = ""
    country: str = ""
    issuing_body: str = ""
    license_number: str = ""
    scope_sites: list[str] = field(default_factory=list)
    scope_tags: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    conflicts: str = ""
    agrees: bool = False


@dataclass(frozen=True)
class DocumentChanges:
    """Documents to add, and the keys of those to take away."""

    added: Sequence[Upload] = ()
    removed: Sequence[int] = ()


A_MOMENT = timedelta(seconds=30)
NO_CHANGES = DocumentChanges()


@transaction.atomic
def save_application(
    actor: User, text: ApplicationText, documents: DocumentChanges = NO_CHANGES
) -> ExpertApplication:
    """Store what is filled in so far; opens a new application when none is open.

    Raises UserError when the application is with the verifiers already, or there are too many documents.
    """
    rules.require(rules.can_apply(actor))
    application = _open_application(actor)
    if not application.is_editable:
        raise UserError(_("Your application is being checked; it cannot be changed now."))
    _fill(application, text)
    application.save()
    remove_documents(actor, application, documents.removed)
    add_documents(actor, application, documents.added)
    record(actor, "application.saved", application)
    return application


@transaction.atomic
def submit_application(
    actor: User, text: ApplicationText, documents: DocumentChanges = NO_CHANGES
) -> ExpertApplication:
    """Store the application and send it to the verifiers; raises UserError when no document is there."""
    application = save_application(actor, text, documents)
    refuse_unless(application, ApplicationState.SUBMITTED)
    if not application.documents.exists():
        raise UserError(_("Add at least one document that shows your license."), field="documents")
    now = timezone.now()
    # When it should be decided at the latest, somebody looks whether it is.
    remind_verifiers.using(run_after=now + CHECK_WITHIN + A_MOMENT).enqueue()
    return move(actor, application, ApplicationState.SUBMITTED, submitted_at=now, information_wanted="")


@transaction.atomic
def keep_documents(actor: User, documents: DocumentChanges) -> ExpertApplication:
    """Store documents alone, when the rest of the form has to be filled in again."""
    rules.require(rules.can_apply(actor))
    application = _open_application(actor)
    if not application.is_editable:
        raise UserError(_("Your application is being checked; it cannot be changed now."))
    remove_documents(actor, application, documents.removed)
    add_documents(actor, application, documents.added)
    return application


def _open_application(actor: User) -> ExpertApplication:
    """Return the person's open application, locked; the lock on the person lets two clicks make only one."""
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    found = (
        ExpertApplication.objects.filter(applicant=actor, state__in=OPEN).values_list("pk", flat=True).first()
    )
    pk = found or ExpertApplication.objects.create(applicant=actor).pk
    return lock_application(pk)


def _fill(application: ExpertApplication, text: ApplicationText) -> None:
    for name in ("profession", "specialty", "country", "issuing_body", "conflicts"):
        setattr(application, name, getattr(text, name))
    application.scope_sites = list(text.scope_sites)
    application.scope_tags = list(text.scope_tags)
    application.languages = list(text.languages)
    application.license_token = seal_license(text.license_number)
    if not text.agrees:
        application.agreed_to_rules_at = None
    elif application.agreed_to_rules_at is None:
        application.agreed_to_rules_at = timezone.now()
