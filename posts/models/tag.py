"""Tags, which posts carry them, and who is told of news about them."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from lib.body_sites import BodySite
from posts.kinds import TAG_LENGTH, TAG_WIKI_MAX


class Tag(TagBase):
    """A word that posts are filed under; name and slug are the same text in small letters.

    A tag that is a synonym is a word that leads to another one: no post carries it, and whoever types it gets that
    other one. `parent` is the wider topic, `body_site` the place of the figure that the tag is about.
    """

    name = models.CharField(_("name"), unique=True, max_length=TAG_LENGTH)
    slug = models.SlugField(_("slug"), unique=True, max_length=TAG_LENGTH, allow_unicode=True)
    description = models.CharField(max_length=300, blank=True)
    wiki = models.TextField(blank=True)
    wiki_html = models.TextField(blank=True)
    body_site = models.CharField(max_length=20, choices=BodySite, blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    # PROTECT: a word that leads somewhere is taken back first.
    synonym_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="synonyms")
    # Curated tags can be chosen before anything carries them; others vanish when nothing does any more.
    is_curated = models.BooleanField(default=False)
    # Public questions and articles that carry the tag.
    post_count = models.PositiveIntegerField(default=0)
    follower_count = models.PositiveIntegerField(default=0)
    is_synonym = models.GeneratedField(
        expression=Q(synonym_of__isnull=False), output_field=models.BooleanField(), db_persist=True
    )
    # Only a synonym has one: a composite foreign key in the migration makes sure that none leads to a synonym.
    leads_to_synonym = models.GeneratedField(
        expression=Case(When(synonym_of__isnull=False, then=Value(False)), default=None),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(name=F("slug")), name="tag_name_is_its_slug"),
            models.CheckConstraint(condition=~Q(name=""), name="tag_has_a_name"),
            models.CheckConstraint(
                condition=Q(synonym_of=None) | Q(post_count=0), name="tag_synonym_carries_nothing"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="tag_is_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(body_site__in=["", *BodySite.values]), name="tag_body_site_is_known"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("wiki"), TAG_WIKI_MAX), name="tag_wiki_is_not_too_long"
            ),
            # Target of the composite foreign key.
            models.UniqueConstraint(fields=["id", "is_synonym"], name="tag_id_with_synonym"),
        ]
        indexes = [
            # posts.selectors.tags: the most used first
            models.Index(fields=["-post_count", "-id"], name="tag_most_used"),
            # posts.selectors.tags.complete: by the first letters
            models.Index(fields=["name"], opclasses=["varchar_pattern_ops"], name="tag_by_prefix"),
        ]


class PostTag(ItemBase):
    """One tag on one post.

    When the post was written, and whether it is public, stands here as well, so that a topic's list comes from one
    index however many posts there are. Triggers copy it: what is written by hand does not count.
    """

    content_object = models.ForeignKey("posts.Post", models.CASCADE, related_name="tag_items", db_index=False)
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="items")
    posted_at = models.DateTimeField(editable=False)
    is_public = models.BooleanField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="post_carries_tag_once"),
        ]
        indexes = [
            # posts.selectors.tags.load_tag_page
            models.Index(
                fields=["tag", "-posted_at", "-content_object"],
                condition=Q(is_public=True),
                name="post_tag_newest",
            ),
        ]


class TagRevision(models.Model):
    """What people made of a tag's description and wiki, and who; the newest is what the tag says."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="revisions")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    description = models.CharField(max_length=300, blank=True)
    wiki = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("wiki"), TAG_WIKI_MAX), name="tag_revision_is_not_too_long"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} by {self.editor_id}"


class TagMerge(models.Model):
    """One tag made a synonym of another one, with all that is needed to take it back exactly."""

    source = models.ForeignKey(Tag, models.CASCADE, related_name="+")
    target = models.ForeignKey(Tag, models.CASCADE, related_name="+")
    # None: the site itself, from its list of tags.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    moved_synonyms = models.ManyToManyField(Tag, related_name="+")
    moved_children = models.ManyToManyField(Tag, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="tag_merge_of_two"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(undone_at=None), name="tag_merged_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}"


class TagMergePost(models.Model):
    """A post that carried the merged tag; `had_both` if it carried the other one already."""

    merge = models.ForeignKey(TagMerge, models.CASCADE, related_name="posts")
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="+")
    had_both = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "post"], name="tag_merge_post_once"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} in {self.merge_id}"


class TagFollow(models.Model):
    """Someone wants to hear of new questions about a topic; `merge` is the one that brought it here."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tag_follows")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="follows")
    merge = models.ForeignKey(TagMerge, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "tag"], name="tag_followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.tag_id}"


class TagExpert(models.Model):
    """An expert who has answered much about a topic, as of last night; shown while the standing holds."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="experts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer_count = models.PositiveIntegerField()
    points = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "person"], name="tag_expert_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.tag_id}"
