"""Brings database and static files up to date: what a start or a deployment needs before it serves."""

import hashlib
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

# Any number that no other lock of this database has.
LOCK = 8_166_705
SLOW = 1.0
ABANDONED_AFTER = timedelta(minutes=15)


class Command(BaseCommand):
    help = (
        "Apply migrations, collect static files, load topics and articles and, in the demo"
        " profile, the demo content; whatever is up to date is skipped. Prints JSON: the demo sign-ins."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        with one_at_a_time():
            if has_migrations_to_apply():
                self.run("Updating the database", "migrate", interactive=False)
            self.collect_static()
            requeue_abandoned_tasks()
            self.run("Loading the topics", "load_tags")
            self.run("Loading the articles", "load_knowledge")
            if settings.DEMO:
                self.run("Adding the demo content", "seed_demo")
        self.stdout.write(json.dumps(demo_sign_ins()))

    def collect_static(self) -> None:
        """Collect unless the files are those of the last time."""
        stamp = settings.STATIC_ROOT.with_name("static.sha256")
        current = static_fingerprint()
        if stamp.exists() and stamp.read_text() == current and settings.STATIC_ROOT.is_dir():
            return
        self.run("Collecting static files", "collectstatic", interactive=False)
        stamp.write_text(current)

    def run(self, what: str, command: str, **options: Any) -> None:
        with announced(what):
            call_command(command, verbosity=0, stdout=sys.stderr, **options)


@contextmanager
def announced(what: str) -> Iterator[None]:
    """Say what is done, and how long it took if that was long; on stderr, since stdout is for the result."""
    sys.stderr.write(f"{what} ...\n")
    begun = time.monotonic()
    yield
    seconds = time.monotonic() - begun
    if seconds > SLOW:
        sys.stderr.write(f"{what}: {seconds:.0f} s\n")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let several machines start at once: they wait for each other here. Raises CommandError."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CommandError(f"The database does not answer: {error}") from None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def requeue_abandoned_tasks() -> None:
    """Put back what a worker was doing when it was killed; tasks may run twice, and none takes that long."""
    long_ago = timezone.now() - ABANDONED_AFTER
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=long_ago).update(
        status=TaskResultStatus.READY, started_at=None, worker_ids=[]
    )


def has_migrations_to_apply() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_fingerprint() -> str:
    """Return a digest of names, sizes and times of all static files and of how they are stored."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list(None), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def demo_sign_ins() -> dict[str, str]:
    """Return the demo accounts: address by role, and the password under ""; nothing outside the demo."""
    if not settings.DEMO:
        return {}
    from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD

    return {"": DEMO_PASSWORD} | {str(account.role): account.email for account in DEMO_ACCOUNTS}
