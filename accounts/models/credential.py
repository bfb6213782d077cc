"""What makes an expert: a credential that was checked against a public register."""

from django.db import models
from django.db.models import F, Q

from accounts.models.user import User
from accounts.roles import Profession, professional_title


class ExpertCredential(models.Model):
    """What was checked about an expert, against whose register, and until when it holds."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, primary_key=True, related_name="credential")
    profession = models.CharField(max_length=30, choices=Profession)
    specialty = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=60)
    register = models.CharField(max_length=120)
    checked_on = models.DateField()
    valid_until = models.DateField()
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

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
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.country})"

    @property
    def title(self) -> str:
        """The profession in words, with the specialty where there is one."""
        return professional_title(self.profession, self.specialty)
