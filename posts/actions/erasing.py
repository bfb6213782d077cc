"""What becomes of the posts of somebody who leaves."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.personal_data import Eraser
from audit.recording import record
from lib.markdown import excerpt
from lib.text import make_slug
from posts.actions.announcing import announce
from posts.actions.changing_state import apply_state
from posts.actions.following_tags import forget_follows
from posts.actions.locking import lock_thread
from posts.actions.removing_pictures import remove_pictures_of, remove_unused_pictures
from posts.actions.writing import render_body
from posts.kinds import Kind, State
from posts.models import (
    Bookmark,
    Draft,
    Post,
    PostChange,
    ReadMarker,
    Revision,
    SuggestionState,
    TagExpert,
)

BATCH = 200
# Answers of experts and articles are part of what the site knows.
REMOVABLE = (Kind.QUESTION, Kind.COMMENT)
GONE = (State.DRAFT, State.DELETED, State.PURGED)


def remove_written(person: User) -> None:
    """Erase what a person wrote: for good where nobody replied, else the text alone, so that replies keep a place.

    The newest first, so that a person's own replies do not hold up what they replied to. Each post is a
    transaction of its own.
    """
    mine = Post.objects.filter(author=person, kind__in=REMOVABLE).exclude(state=State.PURGED).order_by("-pk")
    keys = list(mine.values_list("pk", flat=True)[:BATCH])
    while keys:
        for key in keys:
            _remove(person, key)
        keys = list(mine.filter(pk__lt=keys[-1]).values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _remove(person: User, post_id: int) -> None:
    _root, post = lock_thread(post_id)
    if post.author_id != person.pk or post.state == State.PURGED:
        return
    post.body_site, post.side, post.facets = "", "", []
    post.save(update_fields=["body_site", "side", "facets"])
    if post.state == State.VISIBLE and Post.objects.filter(parent=post).exclude(state__in=GONE).exists():
        _empty(person, post)
    else:
        _purge(post)


def _purge(post: Post) -> None:
    if post.state != State.DELETED:
        apply_state(None, post, State.DELETED, reason="left")
    apply_state(None, post, State.PURGED, reason="left")


def _empty(person: User, post: Post) -> None:
    """Put a sentence in place of the text, and of all its earlier versions."""
    if post.is_root:
        post.title = _("Removed question")
        post.slug = make_slug(post.title)
    post.body = _("The author has left and taken this text along.")
    post.body_html = render_body(post.kind, post.body)
    post.excerpt, post.edited_at, post.revision_count = excerpt(post.body_html), timezone.now(), 1
    post.save(update_fields=["title", "slug", "body", "body_html", "excerpt", "edited_at", "revision_count"])
    remove_pictures_of(post)
    Revision.objects.filter(post=post).delete()
    Revision.objects.create(
        post=post, number=1, editor=person, title=post.title, body=post.body, tag_slugs=post.tag_slugs
    )
    record(None, "post.text_removed", post)
    announce(PostChange.What.EDITED, post.root_or_self_id, [post.pk])


def forget_drafts(person: User) -> None:
    """Erase what was never sent, what nobody has decided about, and what somebody kept for themselves."""
    for table, owner in ((Draft, "author"), (Bookmark, "person"), (ReadMarker, "person")):
        table.objects.filter(**{owner: person}).delete()
    Revision.objects.filter(
        suggested_edit__editor=person, suggested_edit__state=SuggestionState.OPEN
    ).delete()
    for key in Post.objects.drafts().filter(author=person).order_by("pk").values_list("pk", flat=True):
        _root, post = lock_thread(key)
        _purge(post)


def forget(person: User) -> None:
    forget_drafts(person)
    forget_follows(person)
    remove_unused_pictures(person)
    TagExpert.objects.filter(person=person).delete()


ERASER = Eraser(
    covers=(
        "posts.Post.author",
        "posts.Draft.author",
        "posts.Bookmark.person",
        "posts.ReadMarker.person",
        "posts.TagFollow.person",
        "posts.TagExpert.person",
    ),
    remove=remove_written,
    forget=forget,
)
KEPT = {
    "posts.Revision.editor": "versions of texts that stay, by “Former member”; those of removed posts go with them",
    "posts.SuggestedEdit.editor": "what was decided about a version that stays; open ones go",
    "posts.SuggestedEdit.decided_by": "a decision has to say that somebody else took it; by “Former member”",
    "posts.TagRevision.editor": "versions of texts that stay, by “Former member”",
    "posts.TagMerge.actor": "a change of everybody's posts that has to stay accountable; by “Former member”",
    "posts.Vote.voter": "votes go on counting; nobody can tell any more whose they are",
    "posts.Picture.uploader": "pictures in texts that stay; others go at once",
}
