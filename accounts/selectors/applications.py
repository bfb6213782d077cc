"""Applications, as their applicants and the verifiers see them."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count
from django.http import Http404

from accounts.licenses import read_license
from accounts.models import ApplicationDocument, ApplicationOpinion, ExpertApplication, ExpertCredential, User
from accounts.standing import DECIDED, OPEN, ApplicationState
from lib.pagination import Order, Page, paginate

PAGE_SIZE = 20
LONGEST_WAITING = Order("submitted_at", descending=False)
NEWEST = Order("pk")


@dataclass(frozen=True)
class OwnApplication:
    """A person's last application and standing; None where there is none."""

    application: ExpertApplication | None
    documents: list[ApplicationDocument]
    credential: ExpertCredential | None
    license_number: str

    @property
    def is_open(self) -> bool:
        return self.application is not None and self.application.state in OPEN


@dataclass(frozen=True)
class ApplicationRow:
    """A line of the verifiers' list."""

    application: ExpertApplication
    opinion_count: int
    is_own: bool
    has_my_opinion: bool


@dataclass(frozen=True)
class ApplicationPage:
    """All that a verifier sees of an application; earlier opinions are about a text that was changed since."""

    application: ExpertApplication
    license_number: str
    documents: list[ApplicationDocument]
    opinions: list[ApplicationOpinion]
    earlier_opinions: list[ApplicationOpinion]
    credential: ExpertCredential | None


def oldest_applications(most: int) -> list[ExpertApplication]:
    """Return what waits for verifiers, the oldest first, without the person, each with how many there are (`total`).

    One query.
    """
    states = [ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW]
    found = ExpertApplication.objects.filter(state__in=states).only("pk", "submitted_at", "state")
    counted = found.annotate(total=models.Window(Count("pk")))
    return list(counted.order_by("submitted_at", "pk")[:most])


def load_own(person: User) -> OwnApplication:
    """Return the person's last application and standing in three queries."""
    application = ExpertApplication.objects.filter(applicant=person).order_by("-pk").first()
    credential = ExpertCredential.objects.filter(user=person).first()
    documents = _documents(application) if application and not application.is_decided else []
    number = read_license(application.license_token) if application else ""
    return OwnApplication(application, documents, credential, number)


def list_applications(reader: User, cursor: str, *, decided: bool) -> Page[ApplicationRow]:
    """Return one page of what waits, the longest waiting first, or of what was decided; two queries."""
    found = ExpertApplication.objects.select_related("applicant").prefetch_related("opinions")
    if decided:
        page = paginate(found.filter(state__in=DECIDED), NEWEST, cursor, size=PAGE_SIZE)
    else:
        waiting = found.filter(state__in=OPEN).exclude(state=ApplicationState.DRAFT)
        page = paginate(waiting, LONGEST_WAITING, cursor, size=PAGE_SIZE)
    rows = [_row(application, reader) for application in page.rows]
    return Page(rows, page.previous_cursor, page.next_cursor)


def _row(application: ExpertApplication, reader: User) -> ApplicationRow:
    current = [one for one in application.opinions.all() if _is_current(one, application)]
    return ApplicationRow(
        application=application,
        opinion_count=len(current),
        is_own=application.applicant_id == reader.pk,
        has_my_opinion=any(one.verifier_id == reader.pk for one in current),
    )


def get_sent(pk: int) -> ExpertApplication:
    """Return an application that has been sent, with its applicant, in one query; raises Http404."""
    found = ExpertApplication.objects.select_related("applicant").fetch_mode(models.FETCH_RAISE)
    application = found.exclude(state=ApplicationState.DRAFT).filter(pk=pk).first()
    if application is None:
        raise Http404
    return application


def load_application_page(application: ExpertApplication) -> ApplicationPage:
    """Return what verifiers see of an application from `get_sent`, in three queries more."""
    opinions = list(application.opinions.select_related("verifier").order_by("at", "id"))
    return ApplicationPage(
        application=application,
        license_number=read_license(application.license_token),
        documents=_documents(application),
        opinions=[one for one in opinions if _is_current(one, application)],
        earlier_opinions=[one for one in opinions if not _is_current(one, application)],
        credential=ExpertCredential.objects.filter(user_id=application.applicant_id).first(),
    )


def _is_current(opinion: ApplicationOpinion, application: ExpertApplication) -> bool:
    return application.submitted_at is not None and opinion.at >= application.submitted_at


def _documents(application: ExpertApplication) -> list[ApplicationDocument]:
    return list(application.documents.order_by("position"))
