"""What becomes of suggested edits when the text that they were written against changes."""

from django.conf import settings
from django.tasks import Task
from django.utils import timezone
from django.utils.module_loading import import_string

from posts.models import Post, SuggestedEdit, SuggestionState


def overtake(post: Post) -> None:
    """Let all open suggestions of a locked post be overtaken by its new text, and have their editors told."""
    found = SuggestedEdit.objects.filter(post=post, state=SuggestionState.OPEN)
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    if keys:
        found.update(state=SuggestionState.SUPERSEDED, decided_at=timezone.now())
    for key in keys:
        follow_suggestion(key)


def follow_suggestion(suggestion_id: int) -> None:
    """Enqueue what follows when an edit was suggested, decided or overtaken."""
    for path in settings.SUGGESTION_TASKS:
        follower: Task = import_string(path)
        follower.enqueue(suggestion_id)
