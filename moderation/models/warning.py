"""Warnings, which their readers confirm before they write again."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from moderation.models.decision import Decision


class AuthorWarning(models.Model):
    """What a moderator told somebody to keep to; open until it is confirmed or taken back."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="warning")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="warnings")
    at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            # moderation.selectors.fairness: what somebody has to confirm
            models.Index(
                fields=["person"],
                condition=Q(confirmed_at=None, taken_back_at=None),
                name="warning_to_confirm",
            ),
        ]

    def __str__(self) -> str:
        return f"warning to {self.person_id}"
