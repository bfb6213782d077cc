"""What experts think of each other's answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Profession
from qa.models.answer import Answer


class Stance(models.TextChoices):
    """What an expert thinks of a colleague's answer."""

    AGREE = "agree", _("Agree")
    CAVEAT = "caveat", _("Agree with a caveat")
    DISAGREE = "disagree", _("Disagree")


WEIGHT = {Stance.AGREE: 1, Stance.CAVEAT: 1, Stance.DISAGREE: -1}


class Agreement(models.Model):
    """One expert's opinion on one answer of a colleague."""

    expert = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="agreements")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="agreements")
    stance = models.CharField(max_length=10, choices=Stance)
    reason = models.CharField(max_length=500, blank=True)
    profession = models.CharField(max_length=30, choices=Profession)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["expert", "answer"], name="agreement_once_per_answer"),
            models.CheckConstraint(
                condition=Q(stance=Stance.AGREE) | ~Q(reason=""), name="agreement_reason_unless_plain"
            ),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="agreement_stance_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.expert_id} on {self.answer_id}: {self.stance}"

    def get_profession_display(self) -> str:
        """The profession in words; Django's own way goes through all professions for each opinion."""
        return str(Profession(self.profession).label)
