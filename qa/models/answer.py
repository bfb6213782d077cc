"""What an answer has beside its post."""

from django.db import models
from django.db.models import Q

from accounts.roles import Profession, professional_title


class Answer(models.Model):
    """The standing that the author had when the answer was written; it never changes afterwards."""

    post = models.OneToOneField("posts.Post", models.PROTECT, primary_key=True, related_name="answer")
    profession = models.CharField(max_length=30, choices=Profession)
    specialty = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=60)
    register = models.CharField(max_length=120)
    checked_on = models.DateField()
    valid_until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(profession__in=Profession.values), name="answer_profession_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def title(self) -> str:
        """The profession in words, with the specialty where there is one."""
        return professional_title(self.profession, self.specialty)
