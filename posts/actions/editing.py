"""Changing what a post says; the only way its text ever changes."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.markdown import excerpt
from lib.text import make_slug
from posts import rules
from posts.actions.announcing import announce
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


@transaction.atomic
def edit_post(actor: User, post: Post, edit: Edit) -> Post:
    """Screen a new text of a post and store it as a revision; return the post.

    An edit that the screen holds waits for a moderator, and what is public goes on saying what it says. Nothing is
    stored when nothing changed. Raises PermissionDenied, UserError (unknown tag), LimitError (links), RefusedError.
    """
    _, post = lock_thread(post.pk)
    require(rules.can_edit(actor, post))
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
    """Store an edit of a locked post whose rule has been checked; without an actor it is a guest's."""
    title = post.title if edit.title is None else edit.title
    if (title, edit.body, tags) == (post.title, post.body, post.tag_slugs):
        return post
    _write_text(post, title, edit.body)
    if tags != post.tag_slugs:
        _retag(post, tags)
    store_revision(actor, post, reason=edit.reason)
    overtake(post)
    record(actor, "post.edited", post, revision=post.revision_count)
    announce(PostChange.What.EDITED, post.root_or_self_id, [post.pk])
    return post


def _write_text(post: Post, title: str, body: str) -> None:
    post.title = title
    if post.kind == Kind.QUESTION:
        post.slug = make_slug(title)
    post.body = body
    post.body_html = render_body(post.kind, body)
    post.excerpt = excerpt(post.body_html)
    post.edited_at = timezone.now()
    post.save(update_fields=["title", "slug", "body", "body_html", "excerpt", "edited_at"])


def _retag(post: Post, tags: list[str]) -> None:
    before = list(post.tag_slugs)
    set_tags(post, tags)
    if post.is_public:
        count_tags([slug for slug in before if slug not in tags], -1)
        count_tags([slug for slug in tags if slug not in before], 1)


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
