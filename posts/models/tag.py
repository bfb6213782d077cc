"""Tags and which posts carry them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from posts.kinds import TAG_LENGTH


class Tag(TagBase):
    """A word that posts are filed under; name and slug are the same text in small letters."""

    name = models.CharField(_("name"), unique=True, max_length=TAG_LENGTH)
    slug = models.SlugField(_("slug"), unique=True, max_length=TAG_LENGTH, allow_unicode=True)
    description = models.CharField(max_length=300, blank=True)
    # Public questions and articles that carry the tag.
    post_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(name=F("slug")), name="tag_name_is_its_slug"),
            models.CheckConstraint(condition=~Q(name=""), name="tag_has_a_name"),
        ]
        indexes = [
            # posts.selectors.tags: the most used first
            models.Index(fields=["-post_count", "-id"], name="tag_most_used"),
            # posts.selectors.tags.complete: by the first letters
            models.Index(fields=["name"], opclasses=["varchar_pattern_ops"], name="tag_by_prefix"),
        ]


class PostTag(ItemBase):
    """One tag on one post."""

    content_object = models.ForeignKey("posts.Post", models.CASCADE, related_name="tag_items", db_index=False)
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="items")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="post_carries_tag_once"),
        ]
