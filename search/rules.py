"""Who may do what with searches."""

from accounts.rules import Actor


def can_save_search(actor: Actor) -> bool:
    """Anyone who is signed in; suspended people too, it is no writing."""
    return actor.is_authenticated
