"""How an article changes on the site: a draft, sent to review, published or sent back."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models.article import SLUG_MAX, Article, is_list
from posts.kinds import REASON_MAX, TAG_LENGTH, TITLE_MAX

LOCK_LASTS = timedelta(minutes=20)


class Significance(models.TextChoices):
    """How much an edit changes; only a signed full review ever moves the review date."""

    TYPO = "typo", _("Typing mistake or wording")
    MEDIUM = "medium", _("Clearer or more complete")
    MAJOR = "major", _("The advice changes")


class ProposalState(models.TextChoices):
    """Where a proposed text is on its way."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for review")
    RETURNED = "returned", _("Sent back")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN_STATES = (ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.RETURNED)
OWN_STATES = (ProposalState.DRAFT, ProposalState.RETURNED)


class Proposal(models.Model):
    """One editor's new text of one article."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="proposals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.DRAFT)
    title = models.CharField(max_length=TITLE_MAX)
    summary = models.CharField(max_length=700)
    body = models.TextField()
    tag_slugs = ArrayField(models.CharField(max_length=TAG_LENGTH), default=list)
    sources = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    related = ArrayField(models.CharField(max_length=SLUG_MAX), default=list)
    significance = models.CharField(max_length=10, choices=Significance, default=Significance.MEDIUM)
    note = models.CharField(max_length=REASON_MAX, blank=True)
    # The revision of the article that the text was written against.
    base_revision = models.PositiveIntegerField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    review_comment = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"],
                condition=Q(state__in=OPEN_STATES),
                name="proposal_open_once_per_author",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="proposal_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(significance__in=Significance.values), name="proposal_significance_is_known"
            ),
            models.CheckConstraint(
                condition=Q(reviewer=None) | ~Q(reviewer=F("author")),
                name="proposal_not_reviewed_by_its_author",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.PUBLISHED)
                | Q(reviewer__isnull=False, decided_at__isnull=False),
                name="proposal_published_by_a_reviewer",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.RETURNED) | ~Q(review_comment=""),
                name="proposal_sent_back_with_a_comment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ProposalState.SUBMITTED, ProposalState.PUBLISHED]) | ~Q(note=""),
                name="proposal_says_what_changes",
            ),
            models.CheckConstraint(condition=is_list("sources"), name="proposal_sources_are_a_list"),
            models.CheckConstraint(condition=is_list("evidence"), name="proposal_evidence_is_a_list"),
        ]
        indexes = [
            # knowledge.selectors.board: what waits for a reviewer
            models.Index(fields=["state", "submitted_at", "id"], name="proposal_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.state} of {self.article_id} by {self.author_id}"


class EditLock(models.Model):
    """Who is editing an article right now; a colleague may take it over, and it ends by itself."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="edit_lock")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.holder_id} edits {self.article_id}"

    @property
    def is_fresh(self) -> bool:
        return timezone.now() - self.at < LOCK_LASTS
