"""Suggested edits of a post that wait."""

from dataclasses import dataclass

from django.db import models

from accounts.rules import Actor
from lib.text_diff import DiffLine, DiffRow, diff_lines, side_by_side
from posts.models import Post, SuggestedEdit, SuggestionState
from posts.rules import can_decide_suggestion, can_see_suggestion
from posts.selectors.revisions import whole_text


@dataclass(frozen=True)
class SuggestionRow:
    """One suggested text beside what the post says now, in two ways, and whether the reader may decide."""

    suggestion: SuggestedEdit
    lines: list[DiffLine]
    rows: list[DiffRow]
    can_decide: bool


def list_suggestions(post: Post, reader: Actor) -> list[SuggestionRow]:
    """Return what waits of a post and the reader may see, the oldest first, in one query."""
    found = SuggestedEdit.objects.filter(post=post, state=SuggestionState.OPEN).order_by("pk")
    found = found.select_related("revision", "editor").fetch_mode(models.FETCH_RAISE)
    rows = []
    for suggestion in found:
        suggestion.post = post
        if can_see_suggestion(reader, suggestion):
            rows.append(_row(suggestion, reader))
    return rows


def _row(suggestion: SuggestedEdit, reader: Actor) -> SuggestionRow:
    post, revision = suggestion.post, suggestion.revision
    now = whole_text(post.title, post.tag_slugs, post.body)
    then = whole_text(revision.title, revision.tag_slugs, revision.body)
    is_decider = can_decide_suggestion(reader, suggestion)
    return SuggestionRow(suggestion, diff_lines(now, then), side_by_side(now, then), is_decider)
