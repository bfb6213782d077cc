"""Edits that wait for a second look: suggested by members, or held; approved, rejected, overtaken."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.reputation import award
from accounts.models import Cause, User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from posts import rules
from posts.actions.attaching import refuse_new_pictures
from posts.actions.editing import apply_edit
from posts.actions.holding import hold_edit
from posts.actions.limiting import refuse_more_links
from posts.actions.locking import lock_thread
from posts.actions.overtaking import follow_suggestion
from posts.actions.tagging import choose_tags
from posts.actions.writing import render_body
from posts.edits import Edit
from posts.models import Post, SuggestedEdit, SuggestionSource, SuggestionState

MOST_OPEN = 20


@transaction.atomic
def suggest_edit(actor: User, post: Post, edit: Edit) -> SuggestedEdit:
    """Keep a member's new text of somebody else's post until it is decided; it takes the place of an earlier one.

    Raises PermissionDenied, LimitError (links), UserError (nothing changed, no reason, unknown tag, new pictures, too
    many open).
    """
    _root, post = lock_thread(post.pk)
    require(rules.can_suggest_edit(actor, post))
    refuse_more_links(actor, post.kind, edit.body, before=post.body)
    refuse_new_pictures(post, render_body(post.kind, edit.body))
    _refuse_too_many(actor, post)
    if not edit.reason:
        raise UserError(_("Please say what you changed, and why."), field="reason")
    tags = post.tag_slugs if edit.tags is None else choose_tags(actor, sorted(set(edit.tags)))
    suggestion = hold_edit(actor, post, replace(edit, tags=tags), source=SuggestionSource.MEMBER)
    record(actor, "edit.suggested", post, revision=suggestion.pk)
    follow_suggestion(suggestion.pk)
    return suggestion


@transaction.atomic
def approve_suggestion(actor: User, suggestion: SuggestedEdit, *, note: str = "") -> Post:
    """Make a suggested text the post's, by its editor, who gets points for helping others; return the post.

    Raises PermissionDenied, UserError when it was decided or overtaken meanwhile.
    """
    post, suggestion = _locked_open(actor, suggestion)
    _decide(actor, suggestion, SuggestionState.APPROVED, note)
    revision = suggestion.revision
    edit = Edit(body=revision.body, title=revision.title, reason=revision.reason, is_kept=True)
    apply_edit(suggestion.editor, post, edit, revision.tag_slugs)
    record(actor, "edit.approved", post, revision=suggestion.pk)
    if suggestion.editor_id != post.author_id:
        award(suggestion.editor_id, Cause.EDIT_PUBLISHED, post, actor=actor)
    follow_suggestion(suggestion.pk)
    return post


@transaction.atomic
def reject_suggestion(actor: User, suggestion: SuggestedEdit, *, note: str) -> SuggestedEdit:
    """Leave the post as it is, and tell the editor why; raises PermissionDenied, UserError."""
    post, suggestion = _locked_open(actor, suggestion)
    _decide(actor, suggestion, SuggestionState.REJECTED, note)
    record(actor, "edit.rejected", post, revision=suggestion.pk)
    follow_suggestion(suggestion.pk)
    return suggestion


def _refuse_too_many(actor: User, post: Post) -> None:
    others = SuggestedEdit.objects.filter(editor=actor, state=SuggestionState.OPEN).exclude(post=post)
    if others.count() >= MOST_OPEN:
        raise UserError(
            _(
                "%(most)d of your suggested edits are waiting, which is the most. Please wait until some are decided."
            )
            % {"most": MOST_OPEN}
        )


def _locked_open(actor: User, suggestion: SuggestedEdit) -> tuple[Post, SuggestedEdit]:
    """Return the post and the suggestion, both locked; raises UserError when there is nothing left to decide."""
    _root, post = lock_thread(suggestion.post_id)
    suggestion = (
        SuggestedEdit.objects.select_for_update(of=("self",))
        .select_related("revision", "editor")
        .get(pk=suggestion.pk)
    )
    suggestion.post = post
    require(rules.can_decide_suggestion(actor, suggestion))
    if not suggestion.is_open:
        raise UserError(
            _("This was decided meanwhile: %(state)s.") % {"state": suggestion.get_state_display()}
        )
    return post, suggestion


def _decide(actor: User, suggestion: SuggestedEdit, state: SuggestionState, note: str) -> None:
    suggestion.state, suggestion.note = state, note
    suggestion.decided_by, suggestion.decided_at = actor, timezone.now()
    suggestion.save(update_fields=["state", "note", "decided_by", "decided_at"])
