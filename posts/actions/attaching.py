"""Tying pictures to the post that shows them: who may see the post sees its pictures, and nobody else."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from lib.errors import LimitError, UserError
from lib.media import PICTURE_LINK, shown_pictures
from posts.kinds import PICTURES_MAX, Kind
from posts.models import Picture, Post


def claim_pictures(
    actor: User | None, kind: str, body: str, html: str, *, post: Post | None = None
) -> list[Picture]:
    """Return the pictures that a text shows, locked, after making sure that it may; one query, none without pictures.

    `html` is the rendered body; `post` says it already, or None when it is new. Raises LimitError (too many),
    UserError (pictures that are gone, or of another person or post).
    """
    keys = shown_pictures(html)
    if not keys:
        return []
    if kind != Kind.ARTICLE and html.count("<img ") > PICTURES_MAX:
        raise LimitError(
            _("A post can show at most %(most)d pictures. Please take some out.") % {"most": PICTURES_MAX},
            field="body",
        )
    # What looks for uses in texts would not find an address that is written in another way.
    if {str(key) for key in keys} - {match[1] for match in PICTURE_LINK.finditer(body)}:
        raise UserError(_("Please leave the address of each picture as it was given to you."), field="body")
    found = list(Picture.objects.select_for_update(of=("self",)).filter(key__in=keys).order_by("key"))
    if kind == Kind.ARTICLE:
        _refuse_of_members(found)
    else:
        _refuse_foreign(actor, post, found, len(keys))
    return found


def attach_pictures(post: Post, pictures: Collection[Picture]) -> None:
    """Make these locked pictures the post's; those of another article stay with it."""
    new = [picture.key for picture in pictures if picture.post_id is None]
    if new:
        Picture.objects.filter(key__in=new).update(post=post)


def refuse_new_pictures(post: Post, html: str) -> None:
    """Raise UserError when a text of somebody else would bring a picture along: nobody has looked at it yet."""
    keys = shown_pictures(html)
    if keys and Picture.objects.filter(key__in=keys, post=post).count() < len(keys):
        raise UserError(_("A suggestion cannot add pictures. You can show one in a comment."), field="body")


def _refuse_foreign(actor: User | None, post: Post | None, found: list[Picture], number: int) -> None:
    """Members show what they have uploaded for this post, and leave in it what others have put there."""
    if len(found) < number:
        raise UserError(
            _("A picture in your text is not there any more. Take it out, or upload it again."), field="body"
        )
    for picture in found:
        is_here = post is not None and picture.post_id == post.pk
        is_own_and_free = actor is not None and picture.uploader_id == actor.pk and picture.post_id is None
        if not (is_here or is_own_and_free):
            raise UserError(
                _("A picture in your text belongs to another post. Upload it again if it is yours to show."),
                field="body",
            )


def _refuse_of_members(found: list[Picture]) -> None:
    """Articles share pictures among themselves; what hangs on a member's post goes with that post."""
    posts = {picture.post_id for picture in found} - {None}
    if posts and Post.objects.filter(pk__in=posts).exclude(kind=Kind.ARTICLE).exists():
        raise UserError(
            _("A picture in this text belongs to a member's post. Upload it again if you may use it."),
            field="body",
        )
