"""Asking Akismet in the background."""

from lib.tasks import retried_task


@retried_task(OSError)
def ask_akismet(screening_id: int) -> None:
    """Have one text looked at; the network is asked before anything is locked."""
    from moderation.actions.asking_akismet import ask  # screening, which it needs, enqueues this

    ask(screening_id)
