"""Pictures of a person, who may see one, and the texts that show pictures."""

from collections.abc import Iterator
from uuid import UUID

from accounts.models import User
from accounts.rules import Actor
from lib.media import PICTURE_NAME, media_url
from posts import rules
from posts.draft_tokens import read_fields
from posts.kinds import Kind
from posts.models import Draft, Picture, Post, Revision

# As posts.actions.attaching makes sure that every text says it.
MARK = "picture:"


def own_picture(person: User, key: str) -> Picture | None:
    """Return what the person has uploaded under this key, in one query; None for anything else."""
    try:
        return Picture.objects.filter(uploader=person, key=UUID(key)).first()
    except ValueError:
        return None


def is_seen_by(reader: Actor, name: str) -> bool:
    """Whether a reader may see the picture with this file name: as much as the post that shows it.

    One query, and no look at the reader, for what a public post says now.
    """
    match = PICTURE_NAME.fullmatch(name)
    picture = Picture.objects.select_related("post").filter(key=match[1]).first() if match else None
    if picture is None:
        return False
    if picture.post is None:
        return rules.can_see_loose_picture(reader, picture)
    if picture.post.is_public and _is_shown(picture, picture.post.body_html):
        return True
    return _is_seen_in_post(reader, picture, picture.post)


def _is_shown(picture: Picture, html: str) -> bool:
    """Whether rendered HTML shows the picture; in text the quotation mark or the `<` would be written otherwise."""
    return f'<img src="{media_url(f"pictures/{str(picture.key)[:2]}/{picture.key}-")}' in html


def _is_seen_in_post(reader: Actor, picture: Picture, post: Post) -> bool:
    """Whoever sees the post sees what it says or has said; what only waits, its uploader and those who look at it."""
    if not Post.objects.visible_to(reader).filter(pk=post.pk).exists():
        return False
    if _is_shown(picture, post.body_html) or rules.can_see_loose_picture(reader, picture):
        return True
    history = Revision.objects.filter(post=post, is_applied=True, body__contains=f"{MARK}{picture.key}-")
    return rules.can_see_revisions(reader, post) and history.exists()


def texts_with_pictures() -> Iterator[tuple[int | None, str]]:
    """Return (article or None, text) of everything that shows a picture now or in its history, and of drafts."""
    for table, post in ((Revision, "post_id"), (Post, "pk")):
        kind = "post__kind" if table is Revision else "kind"
        found = table.objects.filter(body__contains=MARK).values_list(post, kind, "body")
        for post_id, kind_of_post, text in found.iterator(chunk_size=500):
            yield (post_id if kind_of_post == Kind.ARTICLE else None), text
    yield from _drafts()


def _drafts() -> Iterator[tuple[None, str]]:
    """Return what people are still writing who have uploaded something that no post shows."""
    writers = Picture.objects.filter(post=None).order_by().values("uploader")
    tokens = Draft.objects.filter(author__in=writers).values_list("token", flat=True)
    for token in tokens.iterator(chunk_size=500):
        yield None, str((read_fields(token) or {}).get("body", ""))
