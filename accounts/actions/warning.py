"""Noting on people whether they have a warning to confirm."""

from accounts.models import User


def note_warning(person_id: int, *, is_open: bool) -> None:
    """Say on a person's row whether a warning waits to be confirmed; moderation keeps the warnings themselves."""
    User.objects.filter(pk=person_id).update(has_warning=is_open)
