"""The one table of everything that people write in public."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from taggit.managers import TaggableManager

from lib.body_sites import BodySite, Side
from posts.kinds import (
    ARTICLE_MAX,
    BODY_MAX,
    COMMENT_MAX,
    ROOT_KINDS,
    TAG_LENGTH,
    TITLE_MAX,
    Kind,
    State,
)
from posts.querysets import PostQuerySet

IS_ROOT = Q(kind__in=ROOT_KINDS)
LONGEST_BODY = Case(
    When(kind=Kind.COMMENT, then=Value(COMMENT_MAX)),
    When(kind=Kind.ARTICLE, then=Value(ARTICLE_MAX)),
    default=Value(BODY_MAX),
)


class Post(models.Model):
    """A question, answer, comment or article: its text, its place in the thread, its life and its counters.

    `is_public` says that this post and everything above it is visible; only posts.actions.changing_state
    sets it. `version` of a root grows with every change in its thread.
    """

    # Indexes that begin with root, parent and author stand in Meta.
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.VISIBLE)
    is_public = models.BooleanField(default=False)
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="thread", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", db_index=False)
    submission_key = models.UUIDField(default=uuid.uuid4, editable=False)

    title = models.CharField(max_length=TITLE_MAX, blank=True)
    slug = models.CharField(max_length=100, blank=True)
    body = models.TextField()
    body_html = models.TextField()
    excerpt = models.CharField(max_length=300, blank=True)
    is_experience = models.BooleanField(default=False)
    body_site = models.CharField(max_length=20, choices=BodySite, blank=True)
    side = models.CharField(max_length=5, choices=Side, blank=True)
    tag_slugs = ArrayField(models.CharField(max_length=TAG_LENGTH), default=list, blank=True)

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

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="post_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="post_state_is_known"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(state=State.VISIBLE), name="post_public_only_if_visible"
            ),
            models.CheckConstraint(
                condition=(IS_ROOT & Q(root=None, parent=None))
                | (~IS_ROOT & Q(root__isnull=False, parent__isnull=False)),
                name="post_is_root_or_has_a_parent",
            ),
            models.CheckConstraint(
                condition=(IS_ROOT & ~Q(title="") & ~Q(slug=""))
                | (~IS_ROOT & Q(title="", slug=""))
                | Q(state=State.PURGED),
                name="post_title_iff_root",
            ),
            models.CheckConstraint(
                condition=~Q(body="") | Q(state=State.PURGED), name="post_has_a_text_until_purged"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), LONGEST_BODY), name="post_body_not_too_long"
            ),
            models.CheckConstraint(
                condition=Q(body_site__in=["", *BodySite.values]), name="post_body_site_is_known"
            ),
            models.CheckConstraint(
                condition=Q(side="") | (Q(side__in=Side.values) & ~Q(body_site="")),
                name="post_side_needs_a_body_site",
            ),
            models.CheckConstraint(
                condition=Q(is_experience=False) | Q(kind=Kind.COMMENT),
                name="post_experience_is_a_comment",
            ),
            models.CheckConstraint(
                condition=Q(answer_count=0) | Q(kind=Kind.QUESTION), name="post_answers_only_to_questions"
            ),
            models.UniqueConstraint(fields=["author", "submission_key"], name="post_sent_once"),
            # Target of the composite foreign key that makes an answer's parent a question.
            models.UniqueConstraint(fields=["id", "kind"], name="post_id_with_kind"),
            # Target of qa's composite foreign key: the accepted answer is one of this question's.
            models.UniqueConstraint(fields=["id", "parent"], name="post_id_with_parent"),
        ]
        indexes = [
            # read by qa.selectors.question_list: newest, and home
            models.Index(
                fields=["kind", "-created_at", "-id"], condition=Q(is_public=True), name="post_public_newest"
            ),
            # read by qa.selectors.question_list: active
            models.Index(
                fields=["kind", "-last_activity_at", "-id"],
                condition=Q(is_public=True),
                name="post_public_active",
            ),
            # read by qa.selectors.question_list: unanswered
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(is_public=True, kind=Kind.QUESTION, answer_count=0),
                name="post_public_unanswered",
            ),
            # read by qa.selectors.question_list: by place of the body
            models.Index(
                fields=["kind", "body_site", "-created_at", "-id"],
                condition=Q(is_public=True) & ~Q(body_site=""),
                name="post_public_by_site",
            ),
            # posts.selectors.tags.load_tag_page
            GinIndex(fields=["tag_slugs"], name="post_by_tag_slugs", fastupdate=False),
            # posts.selectors.thread and moderation.selectors.queue: a whole thread
            models.Index(fields=["root", "kind", "parent", "created_at"], name="post_thread"),
            # comments.selectors and qa.selectors.question_page: the replies of one post
            models.Index(fields=["parent", "created_at"], name="post_replies"),
            # posts.selectors.rows.by_author
            models.Index(fields=["author", "-created_at", "-id"], name="post_by_author"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.get_kind_display()} {self.pk}"

    @property
    def is_root(self) -> bool:
        return self.root_id is None

    @property
    def root_or_self_id(self) -> int:
        return self.root_id or self.pk
