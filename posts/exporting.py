"""What people get of what they wrote, when they download their data."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import Row, Section
from posts.draft_tokens import read_fields
from posts.kinds import State
from posts.models import (
    Bookmark,
    Draft,
    Picture,
    Post,
    ReadMarker,
    Revision,
    SuggestedEdit,
    TagFollow,
    TagRevision,
    Vote,
)

POST_COLUMNS = (
    "id", "kind", "state", "byline", "title", "body", "tag_slugs", "body_site", "side", "is_experience", "up_count",
    "down_count", "answer_count", "comment_count", "created_at", "edited_at",
)  # fmt: skip


def posts(person: User) -> Iterable[Row]:
    """All of it, drafts and what was taken off the site too; `byline` is the name of a mask."""
    found = Post.objects.filter(author=person).exclude(state=State.PURGED).order_by("pk")
    return found.values(*POST_COLUMNS, in_reply_to=F("parent_id"), in_thread=F("root_id"))


def revisions(person: User) -> Iterable[Row]:
    found = Revision.objects.filter(editor=person).order_by("pk")
    columns = ("number", "title", "body", "tag_slugs", "reason", "is_applied", "created_at")
    return found.values(*columns, post_number=F("post_id"))


def suggested_edits(person: User) -> Iterable[Row]:
    """What became of them; the texts are among the versions."""
    found = SuggestedEdit.objects.filter(editor=person).order_by("pk")
    columns = ("state", "source", "note", "created_at", "decided_at")
    return found.values(*columns, post_number=F("post_id"))


def decided_edits(person: User) -> Iterable[Row]:
    found = SuggestedEdit.objects.filter(decided_by=person).order_by("pk")
    return found.values("state", "note", "decided_at", post_number=F("post_id"))


def votes(person: User) -> Iterable[Row]:
    return Vote.objects.filter(voter=person).order_by("pk").values("value", "at", post_number=F("post_id"))


def bookmarks(person: User) -> Iterable[Row]:
    return Bookmark.objects.filter(person=person).order_by("pk").values("at", post_number=F("post_id"))


def read_markers(person: User) -> Iterable[Row]:
    found = ReadMarker.objects.filter(person=person).order_by("pk")
    return found.values("read_at", post_number=F("post_id"))


def drafts(person: User) -> Iterable[Row]:
    """What is being written; a draft for which the site has no key any more comes without its fields."""
    for draft in Draft.objects.filter(author=person).order_by("pk"):
        fields = read_fields(draft.token)
        yield {
            "kind": draft.kind,
            "post_number": draft.target_id,
            "updated_at": draft.updated_at,
            "fields": fields,
        }


def pictures(person: User) -> Iterable[Row]:
    for picture in Picture.objects.filter(uploader=person).order_by("created_at"):
        address = settings.SITE_URL + picture.url
        yield {"address": address, "shows": picture.alt, "created_at": picture.created_at}


def followed_topics(person: User) -> Iterable[Row]:
    return TagFollow.objects.filter(person=person).order_by("pk").values("at", topic=F("tag__slug"))


def topic_texts(person: User) -> Iterable[Row]:
    found = TagRevision.objects.filter(editor=person).order_by("pk")
    return found.values("description", "wiki", "at", topic=F("tag__slug"))


SECTIONS = (
    Section("posts", _("What you wrote"), posts, ("posts.Post.author",)),
    Section("revisions", _("Versions that you wrote"), revisions, ("posts.Revision.editor",)),
    Section(
        "suggested_edits", _("Edits that you suggested"), suggested_edits, ("posts.SuggestedEdit.editor",)
    ),
    Section(
        "decided_edits",
        _("Suggested edits that you decided"),
        decided_edits,
        ("posts.SuggestedEdit.decided_by",),
    ),
    Section("votes", _("What you found helpful"), votes, ("posts.Vote.voter",)),
    Section("bookmarks", _("Your bookmarks"), bookmarks, ("posts.Bookmark.person",)),
    Section("read", _("When you last read discussions"), read_markers, ("posts.ReadMarker.person",)),
    Section("drafts", _("What you are still writing"), drafts, ("posts.Draft.author",)),
    Section("followed_topics", _("Topics that you follow"), followed_topics, ("posts.TagFollow.person",)),
    Section("topic_texts", _("What you wrote about topics"), topic_texts, ("posts.TagRevision.editor",)),
    Section("pictures", _("Pictures in texts"), pictures, ("posts.Picture.uploader",)),
)
NOT_EXPORTED = {
    "posts.TagMerge.actor": "which topics are one is said about topics, not about a person",
    "posts.TagExpert.person": "counted every night from the answers, which are in the copy",
}
