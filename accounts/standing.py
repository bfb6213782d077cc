"""How an application to be an expert goes, and how a standing ages: states, ways between them, and limits."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationState(models.TextChoices):
    """Where an application is."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent, waiting for a verifier")
    IN_REVIEW = "in_review", _("Being checked")
    NEEDS_INFORMATION = "needs_information", _("A question to you")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Not verified")


TRANSITIONS: dict[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.DRAFT: frozenset({ApplicationState.SUBMITTED}),
    ApplicationState.SUBMITTED: frozenset({ApplicationState.IN_REVIEW}),
    ApplicationState.IN_REVIEW: frozenset(
        {ApplicationState.NEEDS_INFORMATION, ApplicationState.VERIFIED, ApplicationState.REJECTED}
    ),
    ApplicationState.NEEDS_INFORMATION: frozenset({ApplicationState.SUBMITTED}),
    ApplicationState.VERIFIED: frozenset(),
    ApplicationState.REJECTED: frozenset(),
}
# What the applicant may change, what verifiers have before them, and what is over.
EDITABLE = (ApplicationState.DRAFT, ApplicationState.NEEDS_INFORMATION)
SENT = (ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW)
DECIDED = (ApplicationState.VERIFIED, ApplicationState.REJECTED)
OPEN = (*EDITABLE, *SENT)


class Standing(models.TextChoices):
    """How it stands with a credential; whether it holds today is said by its last day alone."""

    VALID = "valid", _("Valid")
    EXPIRING = "expiring", _("Ends soon")
    LAPSED = "lapsed", _("Ended")
    SUSPENDED = "suspended", _("Suspended")


# A renewal leads back to VALID; a lifted suspension to whatever the date says by then.
STANDING_TRANSITIONS: dict[Standing, frozenset[Standing]] = {
    Standing.VALID: frozenset({Standing.EXPIRING, Standing.LAPSED, Standing.SUSPENDED}),
    Standing.EXPIRING: frozenset({Standing.VALID, Standing.LAPSED, Standing.SUSPENDED}),
    Standing.LAPSED: frozenset({Standing.VALID}),
    Standing.SUSPENDED: frozenset({Standing.VALID, Standing.EXPIRING, Standing.LAPSED}),
}
HOLDING = (Standing.VALID, Standing.EXPIRING)

# Within which time verifiers should have decided about an application.
CHECK_WITHIN = timedelta(hours=24)
REMINDER_DAYS = (60, 30, 7)
EXPIRING_DAYS = max(REMINDER_DAYS)
VALID_DAYS, VALID_DAYS_MOST = 365, 2 * 366
APPROVALS_NEEDED = 2

DOCUMENTS_MOST = 5
DOCUMENT_BYTES_MOST = 10 * 1024 * 1024
DOCUMENTS_KEPT_DAYS = 30


def standing_by_date(valid_until: date, today: date) -> Standing:
    """Return how a credential with this last day stands on a day, if it is not suspended."""
    if valid_until < today:
        return Standing.LAPSED
    return Standing.EXPIRING if valid_until <= today + timedelta(days=EXPIRING_DAYS) else Standing.VALID
