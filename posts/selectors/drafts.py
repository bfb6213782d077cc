"""What somebody is still writing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.rules import Actor
from posts.draft_tokens import Fields, read_fields
from posts.models import Draft, DraftKind, Post

BEGINNING = 160
FORM_OF = {
    DraftKind.ANSWER: "qa:answer",
    DraftKind.COMMENT: "comments:comment",
    DraftKind.EDIT: "posts:edit",
}


@dataclass(frozen=True)
class DraftRow:
    """One draft in the list: where it goes on, and how it begins. No title of what its writer cannot see any more."""

    pk: int
    kind: str
    url: str
    about: str
    beginning: str
    at: datetime


def list_drafts(author: User) -> list[DraftRow]:
    """Return all drafts of a person, the last one written first, in two queries; their number is bounded."""
    drafts = list(
        Draft.objects.filter(author=author).order_by("-updated_at", "-pk").fetch_mode(models.FETCH_RAISE)
    )
    targets = _targets(author, drafts)
    return [_row(draft, targets.get(draft.target_id)) for draft in drafts]


def kept_fields(author: Actor, kind: DraftKind, target_id: int | None = None) -> Fields | None:
    """Return what is kept of a form, or None; one query, none when signed out."""
    if not author.is_authenticated:
        return None
    found = Draft.objects.filter(author=author, kind=kind, target_id=target_id)
    token = found.values_list("token", flat=True).first()
    return read_fields(token) if token else None


def _targets(author: User, drafts: list[Draft]) -> dict[int, Post]:
    keys = [draft.target_id for draft in drafts if draft.target_id]
    found = Post.objects.visible_to(author).select_related("root").filter(pk__in=keys)
    return {post.pk: post for post in found.fetch_mode(models.FETCH_RAISE)}


def _row(draft: Draft, target: Post | None) -> DraftRow:
    fields = read_fields(draft.token) or {}
    root = (target.root or target) if target else None
    return DraftRow(
        pk=draft.pk,
        kind=draft.kind,
        url=_address(draft, target),
        about=root.title if root else "",
        beginning=_beginning(fields),
        at=draft.updated_at,
    )


def _beginning(fields: Mapping[str, str | list[str]]) -> str:
    for name in ("title", "body"):
        text = fields.get(name, "")
        if isinstance(text, str) and text.strip():
            return " ".join(text.split())[:BEGINNING]
    return ""


def _address(draft: Draft, target: Post | None) -> str:
    """Return where the form is, empty when there is nothing to write about any more."""
    if draft.kind == DraftKind.ASK:
        return reverse("qa:ask")
    if target is None:
        return ""
    return reverse(FORM_OF[DraftKind(draft.kind)], args=[target.pk])
