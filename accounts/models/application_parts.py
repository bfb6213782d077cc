"""What belongs to an application: the documents that prove it, and the opinions of the verifiers."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.application import ExpertApplication
from accounts.models.user import User
from accounts.standing import DOCUMENT_BYTES_MOST, DOCUMENTS_MOST, VALID_DAYS_MOST
from lib.documents import DocumentKind


class ApplicationDocument(models.Model):
    """A document of an application; the private storage keeps its content, encrypted, under `key`."""

    application = models.ForeignKey(ExpertApplication, models.PROTECT, related_name="documents")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=DocumentKind)
    size = models.PositiveIntegerField()
    key = models.CharField(max_length=100, unique=True)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="document_has_its_own_place"),
            models.CheckConstraint(
                condition=Q(position__range=(1, DOCUMENTS_MOST)), name="document_one_of_a_few"
            ),
            models.CheckConstraint(
                condition=Q(size__range=(1, DOCUMENT_BYTES_MOST)), name="document_size_is_limited"
            ),
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="document_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"


class ApplicationOpinion(models.Model):
    """What one verifier checked and thinks; `applicant` is the application's, says a composite foreign key."""

    application = models.ForeignKey(ExpertApplication, models.PROTECT, related_name="opinions")
    applicant = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    verifier = models.ForeignKey(User, models.PROTECT, related_name="+")
    approves = models.BooleanField()
    checked = models.CharField(max_length=2000)
    reason = models.CharField(max_length=1000, blank=True)
    checked_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "verifier"], name="opinion_once_per_verifier_and_application"
            ),
            models.CheckConstraint(condition=~Q(verifier=F("applicant")), name="opinion_not_about_oneself"),
            models.CheckConstraint(condition=~Q(checked=""), name="opinion_says_what_was_checked"),
            models.CheckConstraint(
                condition=Q(approves=True, valid_until__gt=F("checked_on"))
                | (Q(approves=False, valid_until=None) & ~Q(reason="")),
                name="opinion_has_an_end_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None)
                | Q(valid_until__lte=F("checked_on") + timedelta(days=VALID_DAYS_MOST)),
                name="opinion_ends_within_two_years",
            ),
        ]

    def __str__(self) -> str:
        return f"opinion of {self.verifier_id} on {self.application_id}"
