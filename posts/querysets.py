"""Which posts there are to see. `public` is for lists, `visible_to` for fetching one post; nowhere else."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from accounts.readers import sees_own_removed
from accounts.rules import Actor, has_second_factor
from posts.kinds import Kind, State


class PostQuerySet(models.QuerySet):
    def public(self) -> "PostQuerySet":
        """What anybody may see: visible, and so is everything above it."""
        return self.filter(is_public=True)

    def visible_to(self, reader: Actor) -> "PostQuerySet":
        """Public posts and the reader's own, removed ones for who has earned to see them.

        For moderators everything but other people's drafts.
        """
        if not reader.is_authenticated:
            return self.public()
        own = Q(author=reader)
        if reader.is_moderator and has_second_factor(reader):
            return self.filter(own | ~Q(state__in=[State.DRAFT, State.PURGED]))
        unseen = [State.PURGED]
        if not sees_own_removed(reader):
            unseen += [State.HIDDEN, State.DELETED]
        return self.filter(Q(is_public=True) | (own & ~Q(state__in=unseen)))

    def in_state(self, state: State) -> "PostQuerySet":
        """What is in one state, whoever may see it: for counting and moving, never for showing."""
        return self.filter(state=state)

    def merged(self) -> "PostQuerySet":
        """Questions that lead to another one, as long as nothing else was done to them."""
        return self.filter(merged_into__isnull=False, state=State.VISIBLE)

    def drafts(self) -> "PostQuerySet":
        """What was never sent; nobody but its author may see it."""
        return self.filter(state=State.DRAFT)

    def under_own_name(self) -> "PostQuerySet":
        """What its author may be known for: nothing that was written under a mask."""
        return self.filter(byline="")

    def questions(self) -> "PostQuerySet":
        return self.filter(kind=Kind.QUESTION)

    def unanswered(self) -> "PostQuerySet":
        """Questions that no expert has answered yet."""
        return self.filter(kind=Kind.QUESTION, answer_count=0)

    def standing(self) -> "PostQuerySet":
        """What its author stands by: for whatever picks texts, such as excerpts, the index and feeds."""
        return self.filter(is_retracted=False)

    def about(self, body_site: str) -> "PostQuerySet":
        return self.filter(body_site=body_site)

    def tagged(self, slug: str) -> "PostQuerySet":
        return self.filter(tag_slugs__contains=[slug])

    def filed_under(self, tag: Any) -> "PostQuerySet":
        """Public posts that carry a tag (its key), each with `filed_at`: when it was written, to list them by."""
        filed = self.public().filter(tag_items__tag=tag, tag_items__is_public=True)
        return filed.annotate(filed_at=F("tag_items__posted_at"))

    def with_facets(self, facets: list[str]) -> "PostQuerySet":
        return self.filter(facets__contains=facets) if facets else self


def of_a_public_post(path: str) -> Q:
    """The condition of `public`, as a join, for rows that hang on a post: `path` leads there."""
    return Q(**{f"{path}__is_public": True})
