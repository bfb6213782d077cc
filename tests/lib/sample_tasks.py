"""Tasks that fail in the ways that the tests need; a worker imports them by their path."""

from lib.tasks import retried_task
from posts.models import Tag


class Busy(Exception):
    """The kind of failure that goes away."""


@retried_task(Busy)
def make_tag(name: str, *, fail: bool = False) -> None:
    Tag.objects.create(name=name, slug=name)
    if fail:
        raise Busy


@retried_task(Busy)
def break_down() -> None:
    raise ZeroDivisionError
