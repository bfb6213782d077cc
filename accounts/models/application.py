"""Asking to be verified as an expert: what the applicant said, and where the application is."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from accounts.roles import Profession, professional_title
from accounts.standing import DECIDED, EDITABLE, OPEN, SENT, ApplicationState
from lib.body_sites import BodySite
from lib.countries import country_name
from lib.languages import LANGUAGE_NAMES, language_names

IN_SENT_STATES = Q(state__in=[*SENT, *DECIDED])
TWO_OTHERS = (
    Q(first_approver__isnull=False, second_approver__isnull=False)
    & ~Q(first_approver=F("second_approver"))
    & ~Q(first_approver=F("applicant"))
    & ~Q(second_approver=F("applicant"))
)


class ExpertApplication(models.Model):
    """One application; a renewal is a new one. `license_token` holds the number, encrypted."""

    applicant = models.ForeignKey(User, models.PROTECT, related_name="applications")
    state = models.CharField(max_length=20, choices=ApplicationState, default=ApplicationState.DRAFT)
    profession = models.CharField(_("profession"), max_length=30, choices=Profession, blank=True)
    specialty = models.CharField(_("specialty"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    issuing_body = models.CharField(_("issuing body"), max_length=120, blank=True)
    license_token = models.BinaryField(default=b"")
    scope_sites = ArrayField(models.CharField(max_length=20, choices=BodySite), default=list, blank=True)
    scope_tags = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    conflicts = models.CharField(_("conflicts of interest"), max_length=1000, blank=True)
    agreed_to_rules_at = models.DateTimeField(null=True, blank=True)
    information_wanted = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # When verifiers were told that it waits for too long; an earlier sending does not count.
    reminded_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=1000, blank=True)
    first_approver = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    second_approver = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    documents_erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values), name="application_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(profession__in=["", *Profession.values]), name="application_profession_is_known"
            ),
            models.CheckConstraint(
                condition=Q(country__regex="^([A-Z]{2})?$"), name="application_country_is_a_code"
            ),
            models.CheckConstraint(
                condition=Q(scope_sites__contained_by=BodySite.values), name="application_sites_are_known"
            ),
            models.CheckConstraint(
                condition=Q(languages__contained_by=list(LANGUAGE_NAMES)),
                name="application_languages_are_known",
            ),
            models.CheckConstraint(
                condition=~IN_SENT_STATES
                | (
                    ~Q(profession="")
                    & ~Q(country="")
                    & ~Q(issuing_body="")
                    & ~Q(license_token=b"")
                    & ~Q(languages=[])
                    & Q(agreed_to_rules_at__isnull=False, submitted_at__isnull=False)
                ),
                name="application_is_complete_when_sent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_at=None)),
                name="application_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.VERIFIED) | TWO_OTHERS,
                name="application_verified_by_two_others",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.REJECTED) | ~Q(decision_reason=""),
                name="application_rejected_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.NEEDS_INFORMATION) | ~Q(information_wanted=""),
                name="application_asks_in_words",
            ),
            models.UniqueConstraint(
                fields=["applicant"], condition=Q(state__in=OPEN), name="application_one_open_a_person"
            ),
            # What the opinions' composite foreign key refers to.
            models.UniqueConstraint(fields=["id", "applicant"], name="application_with_applicant"),
        ]
        indexes = [
            # accounts.selectors.applications: what waits for verifiers
            models.Index(fields=["submitted_at"], condition=Q(state__in=OPEN), name="application_waiting"),
            # accounts.selectors.applications: what was decided, newest first
            models.Index(fields=["-id"], condition=Q(state__in=DECIDED), name="application_decided"),
            # accounts.actions.keeping_documents: what has to be erased
            models.Index(
                fields=["decided_at"],
                condition=Q(state__in=DECIDED, documents_erased_at=None),
                name="application_to_erase",
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}: {self.state}"

    @property
    def title(self) -> str:
        """The profession in words, with the specialty where there is one; empty while none is chosen."""
        return professional_title(self.profession, self.specialty) if self.profession else ""

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def places(self) -> list[str]:
        return [str(BodySite(site).label) for site in self.scope_sites]

    @property
    def spoken(self) -> list[str]:
        return language_names(self.languages)

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED
