"""What an answer has beside its post."""

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from accounts.roles import Profession, professional_title

STATEMENT_MAX = 600
REASON_MAX = 300


class Evidence(models.TextChoices):
    """What an answer rests on. Only answers from before this was asked say nothing."""

    GUIDELINE = "guideline", _("Clinical guideline")
    REVIEW = "review", _("Systematic review")
    TRIAL = "trial", _("Clinical trial")
    OBSERVATIONAL = "observational", _("Observational study")
    EXPERIENCE = "experience", _("Clinical experience")
    MECHANISM = "mechanism", _("Mechanism only, not tested in people")
    NOT_STATED = "not_stated", _("Not stated")


# What needs no source: experience is its own, and nobody was asked before.
WITHOUT_SOURCE = (Evidence.EXPERIENCE, Evidence.NOT_STATED)
DOSE_COLUMNS = ("dose_route", "dose_limits", "dose_cautions")
# What the author says about the answer beside its text.
STATEMENT_COLUMNS = ("evidence", "sources", "changes_advice", "get_help", "disclosure", *DOSE_COLUMNS)


class Answer(models.Model):
    """The standing that the author had when the answer was written, which never changes, and what it rests on.

    `sources` are {"title", "url"}, the address may be empty. An empty disclosure says that there is nothing to
    disclose, except where the evidence is not stated either.
    """

    post = models.OneToOneField("posts.Post", models.PROTECT, primary_key=True, related_name="answer")
    profession = models.CharField(max_length=30, choices=Profession)
    specialty = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=60)
    register = models.CharField(max_length=120)
    checked_on = models.DateField()
    valid_until = models.DateField()
    evidence = models.CharField(max_length=20, choices=Evidence, default=Evidence.NOT_STATED)
    sources = models.JSONField(default=list, blank=True)
    changes_advice = models.CharField(max_length=STATEMENT_MAX, blank=True)
    get_help = models.CharField(max_length=STATEMENT_MAX, blank=True)
    disclosure = models.CharField(max_length=REASON_MAX, blank=True)
    dose_route = models.CharField(max_length=120, blank=True)
    dose_limits = models.CharField(max_length=REASON_MAX, blank=True)
    dose_cautions = models.CharField(max_length=REASON_MAX, blank=True)
    retracted_at = models.DateTimeField(null=True, blank=True)
    retraction_reason = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(profession__in=Profession.values), name="answer_profession_is_known"
            ),
            models.CheckConstraint(
                condition=Q(evidence__in=Evidence.values), name="answer_evidence_is_known"
            ),
            models.CheckConstraint(
                condition=Exact(
                    Func(F("sources"), function="jsonb_typeof", output_field=models.TextField()), "array"
                ),
                name="answer_sources_are_a_list",
            ),
            models.CheckConstraint(
                condition=Q(evidence__in=WITHOUT_SOURCE) | Q(sources__0__isnull=False),
                name="answer_has_a_source_unless_experience",
            ),
            models.CheckConstraint(
                condition=Q(evidence=Evidence.NOT_STATED) | (~Q(changes_advice="") & ~Q(get_help="")),
                name="answer_says_its_limits",
            ),
            models.CheckConstraint(
                condition=Q(**dict.fromkeys(DOSE_COLUMNS, ""))
                | (~Q(dose_route="") & ~Q(dose_limits="") & ~Q(dose_cautions="")),
                name="answer_dose_is_explained_whole",
            ),
            models.CheckConstraint(
                condition=Q(retracted_at=None, retraction_reason="")
                | (Q(retracted_at__isnull=False) & ~Q(retraction_reason="")),
                name="answer_retracted_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def title(self) -> str:
        """The profession in words, with the specialty where there is one."""
        return professional_title(self.profession, self.specialty)

    @property
    def is_stated(self) -> bool:
        return self.evidence != Evidence.NOT_STATED

    @property
    def is_experience(self) -> bool:
        return self.evidence == Evidence.EXPERIENCE


class Correction(models.Model):
    """One correction of what an answer advises, with the reason that readers see."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="corrections")
    reason = models.CharField(max_length=REASON_MAX)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason")]

    def __str__(self) -> str:
        return f"correction of {self.answer_id}"
