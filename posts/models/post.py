"""The one table of everything that people write in public."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from taggit.managers import TaggableManager

from lib.body_sites import BodySite, Side
from posts.kinds import BYLINE_MAX, FACET_LENGTH, TAG_LENGTH, TITLE_MAX, Kind, State
from posts.models.post_meta import CONSTRAINTS, INDEXES
from posts.models.ranking import hotness, need
from posts.querysets import PostQuerySet


class Post(models.Model):
    """A question, answer, comment or article: its text, its place in the thread, its life and its counters.

    `is_public` says that this post and everything above it is visible; only posts.actions.changing_state
    sets it. `version` of a root grows with every change in its thread.
    """

    # Indexes that begin with root, parent and author stand in post_meta.
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.VISIBLE)
    is_public = models.BooleanField(default=False)
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="thread", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies", db_index=False)
    # A guest's comment has no author; the keyed hash of the address tells which comments are of one guest.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="posts", db_index=False
    )
    guest_hash = models.CharField(max_length=64, blank=True, editable=False)
    # The public name where it is not the author's own.
    byline = models.CharField(max_length=BYLINE_MAX, blank=True)
    submission_key = models.UUIDField(default=uuid.uuid4, editable=False)

    title = models.CharField(max_length=TITLE_MAX, blank=True)
    slug = models.CharField(max_length=100, blank=True)
    body = models.TextField()
    body_html = models.TextField()
    excerpt = models.CharField(max_length=300, blank=True)
    comments_closed = models.BooleanField(default=False)
    # Nobody but moderators changes anything in the thread.
    is_locked = models.BooleanField(default=False)
    # Where the answers of a question have gone; its address leads there.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    is_experience = models.BooleanField(default=False)
    # An answer that its author has withdrawn: it stays readable, and is left out wherever texts are picked.
    is_retracted = models.BooleanField(default=False)
    body_site = models.CharField(max_length=20, choices=BodySite, blank=True)
    side = models.CharField(max_length=5, choices=Side, blank=True)
    tag_slugs = ArrayField(models.CharField(max_length=TAG_LENGTH), default=list, blank=True)
    # What else lists can be narrowed to, as `name:value`; the app that owns the kind says which there are.
    facets = ArrayField(models.CharField(max_length=FACET_LENGTH), default=list, blank=True)

    up_count = models.PositiveIntegerField(default=0)
    down_count = models.PositiveIntegerField(default=0)
    agreement = models.IntegerField(default=0)
    answer_count = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    revision_count = models.PositiveIntegerField(default=1)
    version = models.PositiveBigIntegerField(default=1)
    score = models.GeneratedField(
        expression=F("up_count") - F("down_count"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    # (up + 2) / (up + down + 4): the share of helpful votes, drawn towards one half while votes are few.
    helpfulness = models.GeneratedField(
        expression=Cast(F("up_count") + 2, models.FloatField()) / (F("up_count") + F("down_count") + 4),
        output_field=models.FloatField(),
        db_persist=True,
    )
    hotness = hotness()
    need = need()
    # Only an answer has one: the composite foreign key in the first migration makes sure of the parent's kind.
    parent_kind = models.GeneratedField(
        expression=Case(When(kind=Kind.ANSWER, then=Value(Kind.QUESTION.value)), default=None),
        output_field=models.CharField(max_length=10, null=True),
        db_persist=True,
    )

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(default=timezone.now)

    tags = TaggableManager(through="posts.PostTag", blank=True)
    objects = PostQuerySet.as_manager()

    # What selectors lay on the posts of one page (posts.selectors.news, qa.selectors.question_page).
    is_new = hides_new = False
    danger: object = None

    class Meta:
        constraints = CONSTRAINTS
        indexes = INDEXES

    def __str__(self) -> str:
        return self.title or f"{self.get_kind_display()} {self.pk}"

    @property
    def author_name(self) -> str:
        """The public name of whoever wrote this; the author comes loaded."""
        return self.byline or (self.author.name if self.author_id else _("Former guest"))

    @property
    def is_masked(self) -> bool:
        """Whether a member wrote this under an invented name."""
        return self.author_id is not None and self.byline != ""

    @property
    def is_by_guest(self) -> bool:
        return self.author_id is None

    @property
    def is_root(self) -> bool:
        return self.root_id is None

    @property
    def root_or_self_id(self) -> int:
        return self.root_id or self.pk
