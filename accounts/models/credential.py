"""What makes an expert: a credential that was checked against a public register."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from accounts.models.user import User
from accounts.roles import Profession, professional_title
from accounts.standing import HOLDING, Standing
from lib.body_sites import BodySite
from lib.countries import country_name
from lib.languages import language_names


class ExpertCredential(models.Model):
    """What was checked about an expert, against whose register, and until when it holds."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, primary_key=True, related_name="credential")
    profession = models.CharField(max_length=30, choices=Profession)
    specialty = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=60)
    country_code = models.CharField(max_length=2, blank=True)
    register = models.CharField(max_length=120)
    checked_on = models.DateField()
    valid_until = models.DateField()
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # What they answer on; no place means the whole body.
    scope_sites = ArrayField(models.CharField(max_length=20, choices=BodySite), default=list, blank=True)
    scope_tags = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.VALID)
    # The last reminder that was sent, as the days before the end.
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True)
    suspended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    suspension_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(profession__in=Profession.values), name="credential_profession_is_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("checked_on")), name="credential_ends_after_check"
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("user")),
                name="credential_not_verified_by_oneself",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="credential_standing_is_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(standing=Standing.SUSPENDED, suspended_by__isnull=False) & ~Q(suspension_reason="")
                )
                | (~Q(standing=Standing.SUSPENDED) & Q(suspended_by=None, suspension_reason="")),
                name="credential_suspended_with_reason_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(scope_sites__contained_by=BodySite.values), name="credential_sites_are_known"
            ),
        ]
        indexes = [
            # accounts.selectors.experts: the countries that the directory can be narrowed to
            models.Index(
                fields=["country_code"],
                condition=Q(standing__in=HOLDING) & ~Q(country_code=""),
                name="credential_by_country",
            ),
            # accounts.selectors.experts: who answers on a place or topic, in a language
            GinIndex(fields=["scope_sites", "scope_tags", "languages"], name="credential_by_scope"),
            # accounts.actions.ageing_standing: what ends soon or has ended
            models.Index(
                fields=["valid_until"], condition=Q(standing__in=HOLDING), name="credential_by_last_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.country})"

    @property
    def title(self) -> str:
        """The profession in words, with the specialty where there is one."""
        return professional_title(self.profession, self.specialty)

    @property
    def country_shown(self) -> str:
        """The country in the language of the page where its code is known."""
        return country_name(self.country_code) or self.country

    @property
    def places(self) -> list[str]:
        return [str(BodySite(site).label) for site in self.scope_sites]

    @property
    def spoken(self) -> list[str]:
        return language_names(self.languages)

    @property
    def is_suspended(self) -> bool:
        return self.standing == Standing.SUSPENDED
