"""Telling people about suggested edits."""

from django.db import transaction

from notifications.actions.notifying import notify
from notifications.models import Notification, Verb
from posts.models import SuggestedEdit, SuggestionState


@transaction.atomic
def tell(suggestion_id: int) -> None:
    """Tell the author of the post of an open suggestion, or its editor of the decision; once, however often it runs."""
    suggestion = (
        SuggestedEdit.objects.select_for_update(of=("self",))
        .select_related("post__author", "editor")
        .filter(pk=suggestion_id)
        .first()
    )
    if suggestion is None:
        return
    if suggestion.is_open:
        _tell_author(suggestion)
    else:
        _tell_editor(suggestion)


def _tell_author(suggestion: SuggestedEdit) -> None:
    author, post = suggestion.post.author, suggestion.post
    if author is None or author.pk == suggestion.editor_id:
        return
    # Of several that wait, one notice is enough.
    if not Notification.objects.filter(
        recipient=author, verb=Verb.EDIT_SUGGESTED, post=post, read_at=None
    ).exists():
        notify(author, Verb.EDIT_SUGGESTED, post, actor=suggestion.editor)


def _tell_editor(suggestion: SuggestedEdit) -> None:
    words = str(SuggestionState(suggestion.state).label)
    note = f"{words}: {suggestion.note}" if suggestion.note else f"{words}."
    told = Notification.objects.filter(
        recipient=suggestion.editor,
        verb=Verb.EDIT_DECIDED,
        post=suggestion.post,
        created_at__gte=suggestion.decided_at,
    )
    if not told.exists():
        notify(suggestion.editor, Verb.EDIT_DECIDED, suggestion.post, note=note[:400])
