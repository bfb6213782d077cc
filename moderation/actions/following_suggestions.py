"""Edits that wait for a yes are in the moderators' queue for as long as one of the post does."""

from django.db import transaction

from accounts.models import User
from moderation.actions.queueing import open_item, settle_kind
from moderation.models import ItemKind
from posts.actions.locking import lock_thread
from posts.models import SuggestedEdit, SuggestionState


def follow_suggestion(suggestion_id: int) -> None:
    """Put the post of a suggested edit on the table, or take it off, as its suggestions stand now."""
    post_id = SuggestedEdit.objects.filter(pk=suggestion_id).values_list("post_id", flat=True).first()
    if post_id is not None:
        _follow(post_id)


def forget_suggestions(person: User) -> None:
    """Take posts off the table of which only somebody who leaves has suggested an edit; it goes with them."""
    found = SuggestedEdit.objects.filter(editor=person, state=SuggestionState.OPEN)
    for post_id in found.order_by("post_id").values_list("post_id", flat=True):
        _follow(post_id, without=person)


@transaction.atomic
def _follow(post_id: int, *, without: User | None = None) -> None:
    _root, post = lock_thread(post_id)
    waiting = SuggestedEdit.objects.filter(post=post, state=SuggestionState.OPEN)
    if waiting.exclude(editor=without).exists():
        open_item(post, ItemKind.SUGGESTED_EDIT)
    else:
        settle_kind(post, ItemKind.SUGGESTED_EDIT)
