"""Filing posts under tags, with exact counts."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from lib.errors import UserError
from lib.statements import fetch, run
from posts import rules
from posts.models import Post, PostTag, Tag

# What tags stand for, locked in the order of the keys; and how many of those that were asked for there are.
LOCKED = """
SELECT id, slug, synonym_of_id, (SELECT count(*) FROM posts_tag k WHERE k.slug = ANY(%s::text[]))
FROM posts_tag WHERE slug IN (
    SELECT coalesce(s.slug, t.slug) FROM posts_tag t LEFT JOIN posts_tag s ON s.id = t.synonym_of_id
    WHERE t.slug = ANY(%s::text[])
)
ORDER BY id FOR NO KEY UPDATE
"""
MEANT = """
SELECT t.slug, coalesce(s.slug, t.slug) FROM posts_tag t LEFT JOIN posts_tag s ON s.id = t.synonym_of_id
WHERE t.slug = ANY(%s::text[])
"""
FILE = """
INSERT INTO posts_posttag (content_object_id, tag_id)
SELECT %s, tag FROM unnest(%s::bigint[]) AS given (tag) ON CONFLICT DO NOTHING
"""
COPY = "UPDATE posts_post SET tag_slugs = %s::varchar[] WHERE id = %s"
COUNT = """
UPDATE posts_tag SET post_count = post_count + %s WHERE id IN (
    SELECT id FROM posts_tag WHERE slug = ANY(%s::text[]) ORDER BY id FOR NO KEY UPDATE
)
"""


def choose_tags(actor: User, slugs: list[str]) -> list[str]:
    """Return the tags that are meant, in order: a synonym becomes what it leads to, and new ones are made.

    Raises UserError (field "tags") that names the ones that do not exist and that the actor may not make.
    """
    meant = meant_tags(slugs)
    unknown = sorted(slug for slug in slugs if slug not in meant)
    if unknown and not rules.can_create_tag(actor):
        names = ", ".join(unknown)
        message = ngettext(
            "The tag %(names)s does not exist. Please choose from the tags that are offered.",
            "These tags do not exist: %(names)s. Please choose from the tags that are offered.",
            len(unknown),
        ) % {"names": names}
        raise UserError(message, field="tags")
    make_tags(unknown)
    return sorted({meant.get(slug, slug) for slug in slugs})


def meant_tags(slugs: Iterable[str]) -> dict[str, str]:
    """Return for each of these words that is a tag the one that it stands for, itself or another; one query."""
    return dict(fetch(MEANT, [sorted(set(slugs))]))


def make_tags(slugs: Iterable[str]) -> None:
    """Make sure that these tags exist."""
    Tag.objects.bulk_create((Tag(name=slug, slug=slug) for slug in slugs), ignore_conflicts=True)


def set_tags(post: Post, slugs: Iterable[str]) -> None:
    """File a post under exactly these existing tags, or what they stand for; rows and the copy on the post agree then.

    The caller has locked the post and changes the counters with `count_tags`.
    """
    asked = set(slugs)
    if not asked and not post.tag_slugs:
        return
    if post.tag_slugs and sorted(set(meant_tags(asked).values())) == post.tag_slugs:
        return
    # No merge may make a synonym of one of them before this is done.
    tags = fetch(LOCKED, [list(asked), list(asked)])
    if (tags[0][-1] if tags else 0) != len(asked):
        raise UserError(_("One of these tags does not exist any more."), field="tags")
    if any(synonym_of for _key, _slug, synonym_of, _known in tags):
        raise UserError(
            _("One of these tags has just been renamed. Please send the form again."), field="tags"
        )
    keys = [key for key, *_rest in tags]
    if post.tag_slugs:
        PostTag.objects.filter(content_object=post).exclude(tag__in=keys).delete()
    run(FILE, [post.pk, keys])
    post.tag_slugs = sorted(slug for _key, slug, *_rest in tags)
    run(COPY, [post.tag_slugs, post.pk])


def count_tags(slugs: Iterable[str], change: int) -> None:
    """Add to the counters of these tags, in the order of their keys so that no two writers block each other."""
    wanted = list(slugs)
    if not wanted or not change:
        return
    run(COUNT, [change, wanted])
