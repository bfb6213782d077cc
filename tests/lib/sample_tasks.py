"""Tasks that fail in the ways that the tests need; a worker imports them by their path."""

from smtplib import SMTPRecipientsRefused

from django.db import IntegrityError

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


@retried_task(Busy)
def repeat_names(name: str) -> None:
    """Fail as the database does about a row, and as a mail server does about an address."""
    try:
        Tag.objects.create(name=name, slug=name)
        Tag.objects.create(name=name, slug=name)
    except IntegrityError:
        raise SMTPRecipientsRefused({f"{name}@example.org": (550, b"unknown")})  # noqa: B904 the chain is wanted
