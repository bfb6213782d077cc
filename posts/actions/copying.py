"""Taking a copy of what a post says, and putting it back: for decisions that change or erase a text and are undone."""

from typing import Any

from django.utils.dateparse import parse_datetime

from posts.actions.announcing import announce
from posts.actions.changing_state import PERSONAL_COLUMNS
from posts.models import Post, PostChange, Revision

COLUMNS = (*PERSONAL_COLUMNS, "revision_count")
REVISION_COLUMNS = ("number", "editor_id", "title", "body", "tag_slugs", "reason", "is_applied")


def copy_text(post: Post) -> dict[str, Any]:
    """Return all that a post says and said, in a form that JSON can hold."""
    copy: dict[str, Any] = {column: getattr(post, column) for column in COLUMNS}
    copy["edited_at"] = post.edited_at.isoformat() if post.edited_at else None
    copy["revisions"] = [
        {column: getattr(revision, column) for column in REVISION_COLUMNS}
        | {"created_at": revision.created_at.isoformat()}
        for revision in Revision.objects.filter(post=post).order_by("number")
    ]
    return copy


def put_back(post: Post, copy: dict[str, Any], *, keeps_later: bool = False) -> None:
    """Let a locked post say again exactly what the copy holds, its versions included.

    `keeps_later` leaves versions in the history that were stored after the copy was taken.
    """
    later = _later_versions(post, copy) if keeps_later else []
    copy = copy | {
        "revisions": copy["revisions"] + later,
        "revision_count": copy["revision_count"] + len(later),
    }
    for column in COLUMNS:
        setattr(post, column, copy[column])
    post.edited_at = parse_datetime(copy["edited_at"]) if copy["edited_at"] else None
    post.save(update_fields=[*COLUMNS, "edited_at"])
    write_revisions(post, copy["revisions"])
    announce(PostChange.What.EDITED, post.root_or_self_id, [post.pk])


def _later_versions(post: Post, copy: dict[str, Any]) -> list[dict[str, Any]]:
    return copy_text(post)["revisions"][len(copy["revisions"]) :]


def write_revisions(post: Post, revisions: list[dict[str, Any]]) -> None:
    """Put these versions in the place of those that a locked post has; a version itself is never changed."""
    Revision.objects.filter(post=post).delete()
    Revision.objects.bulk_create(
        Revision(
            post=post,
            created_at=parse_datetime(revision["created_at"]),
            **{column: revision[column] for column in REVISION_COLUMNS},
        )
        for revision in revisions
    )
