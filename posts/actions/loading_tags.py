"""Bringing the curated tags into the site, without touching what people changed there."""

from collections.abc import Iterable

from django.db import transaction

from posts.actions.announcing import announce_tags
from posts.actions.merging_tags import join_tags
from posts.models import Tag, TagMerge, TagRevision
from posts.tag_list import CuratedTag


@transaction.atomic
def load_tags(tags: Iterable[CuratedTag]) -> int:
    """Create and complete the curated tags and the words that lead to them; return how many changed.

    A description that somebody wrote on the site stays, and so does a merge that was made or taken back there.
    """
    changed = [slug for tag in tags for slug in _load(tag)]
    if changed:
        announce_tags(changed)
    return len(changed)


def _load(wanted: CuratedTag) -> list[str]:
    tag, is_new = Tag.objects.get_or_create(slug=wanted.name, defaults={"name": wanted.name})
    if tag.synonym_of_id:  # merged on the site
        return []
    columns = _columns(tag, wanted)
    changes = {name: value for name, value in columns.items() if getattr(tag, name) != value}
    if changes:
        Tag.objects.filter(pk=tag.pk).update(**changes)
    words = [word for word in wanted.also if _lead(word, tag)]
    return [tag.slug] if is_new or changes or words else []


def _columns(tag: Tag, wanted: CuratedTag) -> dict[str, object]:
    """What the file says of a tag: its text unless people wrote one, the rest only where nothing is set."""
    columns: dict[str, object] = {"is_curated": True}
    if not TagRevision.objects.filter(tag=tag).exists():
        columns["description"] = wanted.description
    if not tag.is_curated:
        parent = Tag.objects.filter(slug=wanted.parent, synonym_of=None).first()
        columns |= {"parent_id": parent.pk if parent else None, "body_site": wanted.site}
    return columns


def _lead(word: str, tag: Tag) -> bool:
    """Make a word lead to a tag; return whether it did not before."""
    source, is_new = Tag.objects.get_or_create(slug=word, defaults={"name": word, "synonym_of": tag})
    if is_new:
        return True
    if source.synonym_of_id or source.is_curated or TagMerge.objects.filter(source=source).exists():
        return False
    join_tags(None, source, tag)
    return True
