"""The site as it is measured: database and web server on one core, everything else on another."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from config.embedded_database import create_database, die_with_parent, running
from config.serve import PROJECT, Web, web_command

SERVED, MEASURING = 0, 1
HOST, PORT = "127.0.0.1", 8765
VAR = PROJECT / "var" / "benchmarks"
SECONDS_TO_START = 60
NAME = "benchmarks"


@dataclass(frozen=True)
class Place:
    """Where a data set lies."""

    questions: int

    @property
    def folder(self) -> Path:
        return VAR / str(self.questions)

    @property
    def is_filled(self) -> bool:
        return (self.folder / "filled").exists()


def use_core(process: psutil.Process, core: int) -> None:
    """Put a process and all its children on one core; machines without that many keep what they have."""
    for one in [process, *process.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess, AttributeError, ValueError):
            one.cpu_affinity([core])


def environment(url: str) -> dict[str, str]:
    """Return the settings of a production site on this machine."""
    return {
        **os.environ,
        "PROFILE": "production",
        "SECRET_KEY": "only-for-benchmarks-" + "0123456789" * 5,
        "SECURE_SSL_REDIRECT": "no",
        "SECURE_HSTS_SECONDS": "0",
        "SITE_URL": f"http://{HOST}:{PORT}",
        "ALLOWED_HOSTS": HOST,
        "TRUSTED_PROXY_COUNT": "1",
        "DATABASE_URL": url,
        "STATIC_ROOT": str(VAR / "static"),
        "MEDIA_ROOT": str(VAR / "media"),
        "PRIVATE_ROOT": str(VAR / "private"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@contextlib.contextmanager
def database(place: Place) -> Iterator[str]:
    """Run the database of a data set on one core, as safe as in production; yield its address."""
    with running(place.folder / "postgres") as url:
        for process in _postgres_processes():
            use_core(process, SERVED)
        yield create_database(url, NAME)


@contextlib.contextmanager
def database_to_fill(place: Place) -> Iterator[str]:
    """Run the database of a data set on all cores, with nothing that a crash would not undo; yield its address.

    What an earlier run left half filled is thrown away.
    """
    with running(place.folder / "postgres", durable=False) as url:
        yield database_anew(url, NAME)


def database_anew(url: str, name: str) -> str:
    """Create an empty database on url's server, in place of one of this name; return its address."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    return create_database(url, name)


def prepare(settings: Mapping[str, str]) -> None:
    """Bring schema and static files up to date, as every start of the site does."""
    subprocess.run(
        [sys.executable, str(PROJECT / "manage.py"), "prepare"],
        cwd=PROJECT,
        env=settings,
        stdout=subprocess.DEVNULL,
        check=True,
    )


@contextlib.contextmanager
def serving(
    settings: Mapping[str, str], target: str = "config.serve:application"
) -> Iterator[psutil.Process]:
    """Run the web server with one process; yield it when it answers."""
    command = web_command(Web(HOST, PORT, 1))
    command[command.index("config.serve:application")] = target
    server = subprocess.Popen(
        command,
        cwd=PROJECT,
        env=settings,
        start_new_session=True,
        preexec_fn=partial(die_with_parent, signal.SIGTERM, os.getpid()),
    )
    try:
        _wait(server)
        process = psutil.Process(server.pid)
        use_core(process, SERVED)
        yield process
    finally:
        server.terminate()
        server.wait(20)


def _wait(server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection(HOST, PORT, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/health/")
            if connection.getresponse().status < 500:
                return
        time.sleep(0.2)
    raise RuntimeError("The web server did not start; its messages are above.")


def _postgres_processes() -> list[psutil.Process]:
    """The servers that this process has started."""
    return [child for child in psutil.Process().children() if "postgres" in child.name()]


def cpu_seconds(server: psutil.Process) -> float:
    """Return the processor time that web server and database have used so far.

    PostgreSQL's connections are kept, so what its processes have used is still there to be read.
    """
    return _seconds([server, *server.children(recursive=True)]) + postgres_seconds()


def postgres_seconds() -> float:
    """Return what the database alone has used; a connection that was closed takes its share away with it."""
    found = _postgres_processes()
    return _seconds([*found, *(child for one in found for child in one.children(recursive=True))])


def _seconds(processes: list[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def memory_mb(server: psutil.Process) -> float:
    """Return what the web process itself holds (its own pages, without what it shares)."""
    workers = server.children(recursive=True) or [server]
    return max(one.memory_full_info().uss for one in workers) / 1_000_000
