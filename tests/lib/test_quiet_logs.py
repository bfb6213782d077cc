"""lib.quiet_logs"""

import logging
import sys

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from lib.quiet_logs import without_values
from tests.factories import make_member, run_tasks
from tests.lib.sample_tasks import repeat_names

CANARY = "zanzibarcanary"


def logged(message, *args):
    """Return what the handlers of the site write about the error that is being handled."""
    record = logging.LogRecord("site", logging.ERROR, __file__, 1, message, args, sys.exc_info())
    return "".join(handler.format(record) for handler in logging.getLogger().handlers if _is_ours(handler))


def _is_ours(handler):
    return type(handler.formatter).__module__ == "lib.quiet_logs"


@pytest.mark.django_db
@pytest.mark.parametrize("columns", [{"country": "XX"}, {"handle": "ann"}])
def test_a_row_that_the_database_refuses_is_not_told_to_the_log(columns):
    make_member("ann")
    person = make_member(CANARY, bio=f"{CANARY}\n\nand a second paragraph {CANARY}")

    try:
        with transaction.atomic():
            User.objects.filter(pk=person.pk).update(**columns)
    except IntegrityError as error:
        text = logged("Could not store %s", error)

    assert "IntegrityError" in text
    assert "user_" in text
    assert "[left out]" in text
    assert CANARY not in text
    assert "(ann)" not in text


@pytest.mark.django_db
def test_a_task_that_fails_keeps_neither_rows_nor_addresses():
    repeat_names.enqueue(CANARY)

    run_tasks()

    traceback = DBTaskResult.objects.failed().get().traceback
    assert "SMTPRecipientsRefused" in traceback
    assert "UniqueViolation" in traceback
    assert CANARY not in traceback


def test_what_comes_after_a_row_is_kept():
    text = "DETAIL:  Failing row contains (1,\nann@example.org).\n\nThe above exception was the direct cause"

    assert without_values(text) == "DETAIL: [left out]\n\nThe above exception was the direct cause"


def test_addresses_go_wherever_they_stand():
    assert without_values("{'ann.b+c@example.org': (550, b'no')}") == "{'[left out]': (550, b'no')}"
