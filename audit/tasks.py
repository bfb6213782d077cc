"""Sealing the record in the background."""

from django.db import OperationalError

from audit.actions.sealing import EVENTS_MOST, seal_events
from lib.tasks import retried_task


@retried_task(OperationalError)
def seal_record() -> None:
    """Seal what was written; a full stretch is followed by the next one."""
    if seal_events() == EVENTS_MOST:
        seal_record.enqueue()
