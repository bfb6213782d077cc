"""Changing what a post says; the only way its text ever changes."""

from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.markdown import excerpt
from lib.text import make_slug
from posts import rules
from posts.actions.announcing import announce
from posts.actions.attaching import attach_pictures, claim_pictures
from posts.actions.following import tell_followers
from posts.actions.holding import hold_edit
from posts.actions.limiting import refuse_more_links
from posts.actions.locking import lock_thread
from posts.actions.overtaking import overtake
from posts.actions.screening import refuse_if_said, screen
from posts.actions.tagging import choose_tags, count_tags, set_tags
from posts.actions.writing import render_body
from posts.edits import Edit
from posts.kinds import Kind, State
from posts.models import Post, PostChange, Revision
from posts.submissions import Band, Submission, Verdict

# So long after writing, and while nobody has reacted, one's next change belongs to the same version.
GRACE = timedelta(minutes=5)


@transaction.atomic
def edit_post(actor: User, post: Post, edit: Edit) -> Post:
    """Screen a new text of a post and store it as a revision, or in the newest one; return the post.

    An edit that the screen holds waits for a moderator, and what is public goes on saying what it says. Nothing is
    stored when nothing changed. Raises PermissionDenied, UserError (unknown tag), LimitError (links), RefusedError.
    """
    _, post = lock_thread(post.pk)
    require(rules.can_edit(actor, post))
    return change_text(actor, post, edit)


def change_text(actor: User, post: Post, edit: Edit) -> Post:
    """Do what `edit_post` does with a locked post whose rule has been checked."""
    refuse_more_links(actor, post.kind, edit.body, before=post.body)
    tags = post.tag_slugs if edit.tags is None else choose_tags(actor, sorted(set(edit.tags)))
    if _changes_nothing(post, edit, tags):
        return post
    verdict = screen(_submission(actor, post, edit))
    refuse_if_said(verdict)
    edit = _as_screened(edit, verdict, tags)
    if verdict.band == Band.HOLD and post.state == State.VISIBLE:
        if not _changes_nothing(post, edit, tags):
            hold_edit(actor, post, edit)
    else:
        post = apply_edit(actor, post, edit, tags)
    verdict.keep(post)
    return post


def _changes_nothing(post: Post, edit: Edit, tags: list[str]) -> bool:
    title = post.title if edit.title is None else edit.title
    return (title, edit.body, tags) == (post.title, post.body, post.tag_slugs)


def _submission(actor: User, post: Post, edit: Edit) -> Submission:
    title = post.title if edit.title is None else edit.title
    return Submission(
        author=actor, kind=Kind(post.kind), title=title, body=edit.body, root=post.root, post=post
    )


def _as_screened(edit: Edit, verdict: Verdict, tags: list[str]) -> Edit:
    """Return the edit with the words that the screen left."""
    return replace(
        edit, title=verdict.title if edit.title is not None else None, body=verdict.body, tags=tags
    )


def apply_edit(actor: User | None, post: Post, edit: Edit, tags: list[str]) -> Post:
    """Store an edit of a locked post whose rule has been checked; without an actor it is a guest's.

    Within the grace time it replaces the actor's own newest version, unless it is to be kept. Raises UserError
    (pictures that it may not show).
    """
    title = post.title if edit.title is None else edit.title
    if (title, edit.body, tags) == (post.title, post.body, post.tag_slugs):
        return post
    replaced = None if edit.is_kept else _version_in_grace(actor, post)
    html = render_body(post.kind, edit.body)
    attach_pictures(post, claim_pictures(actor, post.kind, edit.body, html, post=post))
    _write_text(post, title, edit.body, html, is_new_version=replaced is None)
    if tags != post.tag_slugs:
        _retag(post, tags)
    if replaced:
        _replace_revision(replaced, post, reason=edit.reason)
    else:
        store_revision(actor, post, reason=edit.reason)
    overtake(post)
    record(actor, "post.edited", post, revision=post.revision_count)
    tell_followers(post)
    announce(PostChange.What.EDITED, post.root_or_self_id, [post.pk])
    for path in settings.EDIT_FOLLOWERS:
        import_string(path)(actor, post)
    return post


def _version_in_grace(actor: User | None, post: Post) -> Revision | None:
    """Return the actor's newest version of a post while it is young and nobody has reacted to the post."""
    reactions = (post.answer_count, post.comment_count, post.up_count, post.down_count, post.agreement)
    is_old = (post.edited_at or post.created_at) < timezone.now() - GRACE
    if actor is None or post.kind == Kind.ARTICLE or is_old or any(reactions):
        return None
    return Revision.objects.filter(post=post, number=post.revision_count, editor=actor).first()


def _replace_revision(revision: Revision, post: Post, *, reason: str) -> None:
    """Put what a locked post says now in the place of its newest version; a row itself never changes."""
    revision.delete()
    Revision.objects.create(
        post=post,
        number=revision.number,
        editor_id=revision.editor_id,
        title=post.title,
        body=post.body,
        tag_slugs=post.tag_slugs,
        reason=reason or revision.reason,
        created_at=revision.created_at,
    )


def _write_text(post: Post, title: str, body: str, html: str, *, is_new_version: bool) -> None:
    post.title = title
    if post.kind == Kind.QUESTION:
        post.slug = make_slug(title)
    post.body = body
    post.body_html = html
    post.excerpt = excerpt(post.body_html)
    if is_new_version:
        post.edited_at = timezone.now()
    post.save(update_fields=["title", "slug", "body", "body_html", "excerpt", "edited_at"])


def _retag(post: Post, tags: list[str]) -> None:
    before = list(post.tag_slugs)
    set_tags(post, tags)
    if post.is_public:
        count_tags([slug for slug in before if slug not in post.tag_slugs], -1)
        count_tags([slug for slug in post.tag_slugs if slug not in before], 1)


def store_revision(actor: User | None, post: Post, *, reason: str) -> Revision:
    """Add what a locked post says now as its newest revision."""
    post.revision_count += 1
    post.save(update_fields=["revision_count"])
    return Revision.objects.create(
        post=post,
        number=post.revision_count,
        editor=actor,
        title=post.title,
        body=post.body,
        tag_slugs=post.tag_slugs,
        reason=reason,
    )
