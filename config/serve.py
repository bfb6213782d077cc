"""Runs the whole site: its database, the background worker and the web server; `make run` starts it.

`python -m config.serve` serves. `python -m config.serve COMMAND ...` runs a command of manage.py, or
a program of PostgreSQL (psql, pg_dump), with the same settings and the same database, whether the
site runs or not.
"""

import contextlib
import http.client
import json
import math
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict

from config.embedded_database import (
    EmbeddedDatabaseError,
    address,
    create_database,
    die_with_parent,
    is_running,
    named,
    programs,
    running,
)
from config.env import BadSettingError, env_int, env_str

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

PROJECT = Path(__file__).resolve().parent.parent
VAR = PROJECT / "var"
DATA_DIR = VAR / "postgres"
DATABASE_NAME = "unknot"
MANAGE = (sys.executable, str(PROJECT / "manage.py"))
POSTGRESQL_PROGRAMS = ("psql", "pg_dump", "pg_restore")
HIGHEST_PORT = 65_535
SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 10
DATABASE_CHECK_SECONDS = 5
SECONDS_BETWEEN_DAILY = 3_600
# 301: it answers, but wants TLS.
ALIVE = (200, 301)


class ServeError(RuntimeError):
    """The site cannot go on; the message says why in one sentence."""


@dataclass(frozen=True)
class Web:
    """How the web server runs."""

    host: str
    port: int
    workers: int

    @property
    def reachable_host(self) -> str:
        """The name by which this machine reaches it."""
        return "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else self.host

    @property
    def url(self) -> str:
        return f"http://{self.reachable_host}:{self.port}"


def read_web() -> Web:
    """Return HOST, PORT and WEB_WORKERS; raises BadSettingError."""
    port, workers = env_int("PORT", 8000), env_int("WEB_WORKERS", 2)
    if not 0 < port <= HIGHEST_PORT:
        raise BadSettingError("PORT", f"{port} is not between 1 and {HIGHEST_PORT}.")
    if workers < 1:
        raise BadSettingError("WEB_WORKERS", f"{workers} is less than 1.")
    return Web(env_str("HOST", "127.0.0.1"), port, workers)


def refuse_taken_port(web: Web) -> None:
    """Raise ServeError when the web server cannot listen; a predecessor gets a moment to go away."""
    for _ in range(10):
        problem = listening_problem(web)
        if problem is None:
            return
        time.sleep(0.1)
    raise ServeError(
        f"Port {web.port} on {web.host} cannot be used ({problem});"
        " stop what uses it or choose another: PORT=8001 make run"
    )


def listening_problem(web: Web) -> str | None:
    """Return why nothing can listen there, None when something can."""
    try:
        family, *_, place = socket.getaddrinfo(web.host, web.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        return error.strerror or str(error)
    return None


@dataclass
class Restarts:
    """Decides about a program that died: how long to wait for the next start, or that it is hopeless."""

    most: int = 5
    window: float = 120
    deaths: list[float] = field(default_factory=list)

    def after_death(self, now: float) -> float | None:
        """Return the seconds to wait, doubling with each recent death; None after too many."""
        self.deaths = [death for death in self.deaths if now - death < self.window] + [now]
        if len(self.deaths) > self.most:
            return None
        return float(2 ** (len(self.deaths) - 1))


class Program:
    """A long-running part of the site, started again when it dies."""

    def __init__(self, name: str, command: list[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.restarts = Restarts()
        self.starts_again_at: float | None = None
        self.start()

    def start(self) -> None:
        """Start it in a group of its own: Ctrl-C is for the supervisor, which ends what it started."""
        self.starts_again_at = None
        self.process = subprocess.Popen(
            self.command,
            cwd=PROJECT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, signal.SIGTERM, os.getpid()),
        )

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def tend(self, now: float) -> None:
        """Notice a death, start again when it is time; raises ServeError when it keeps dying."""
        if self.is_alive:
            return
        if self.starts_again_at is None:
            self.kill()
            wait = self.restarts.after_death(now)
            if wait is None:
                raise ServeError(f"The {self.name} keeps dying; its messages are above.")
            say(f"The {self.name} died; starting it again in {wait:.0f} s")
            self.starts_again_at = now + wait
        elif now >= self.starts_again_at:
            self.start()

    def ask_to_stop(self) -> None:
        if self.is_alive:
            self.process.terminate()

    def kill(self) -> None:
        """End what is left of the group, also the children of a program that is dead already."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def main(arguments: list[str]) -> int:
    """Serve until told to stop, or run one command; return the exit code."""
    try:
        web = read_web()
        environment = site_environment(os.environ, web)
        if arguments:
            return run_command(arguments, environment)
        refuse_taken_port(web)
        with stoppable():
            serve(web, environment)
    except (ServeError, EmbeddedDatabaseError) as error:
        print(f"Unknot cannot run. {error}", file=sys.stderr)
        return 1
    return 0


def say(text: str) -> None:
    """Tell what goes on; on stderr, since a command's output may be wanted alone."""
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turn the first Ctrl-C, SIGTERM or SIGHUP into a tidy end of the block; later ones change nothing."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in numbers:
        signal.signal(number, stop)
    with contextlib.suppress(KeyboardInterrupt):
        yield


def site_environment(given: Mapping[str, str], web: Web) -> dict[str, str]:
    """Return the environment of all parts: given, and in the demo what nobody has chosen."""
    chosen = dict(given)
    chosen["PROFILE"] = given.get("PROFILE") or "demo"
    chosen["PYTHONUNBUFFERED"] = "1"
    if chosen["PROFILE"] != "demo":
        return chosen
    if not (given.get("SECRET_KEY") or given.get("SECRET_KEY_FILE")):
        chosen["SECRET_KEY_FILE"] = str(kept_secret_key(VAR / "secret_key"))
    chosen["SITE_URL"] = given.get("SITE_URL") or web.url
    return chosen


def kept_secret_key(path: Path) -> Path:
    """Return the file of a secret key that outlives restarts, written when missing; only its owner reads it."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.touch(mode=0o600)
    new.write_text(secrets.token_urlsafe(64))
    return new.rename(path)


def has_own_database(environment: Mapping[str, str]) -> bool:
    return not (environment.get("DATABASE_URL") or environment.get("DATABASE_URL_FILE"))


@contextlib.contextmanager
def database(environment: dict[str, str]) -> Iterator[None]:
    """Run the embedded database unless one is named, and name it. Raises EmbeddedDatabaseError."""
    if not has_own_database(environment):
        yield
        return
    say("Starting the database ...")
    with running(DATA_DIR) as url:
        environment["DATABASE_URL"] = create_database(url, DATABASE_NAME)
        yield


def run_command(arguments: list[str], environment: dict[str, str]) -> int:
    """Run the command with the database of the running site, else with one for the moment."""
    # Ctrl-C is for the command: a shell goes on after it.
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    if has_own_database(environment) and is_running(DATA_DIR):
        environment["DATABASE_URL"] = named(address(DATA_DIR), DATABASE_NAME)
    with database(environment):
        if arguments[0] not in POSTGRESQL_PROGRAMS:
            return subprocess.run([*MANAGE, *arguments], cwd=PROJECT, env=environment).returncode
        login = login_variables(environment.get("DATABASE_URL") or env_str("DATABASE_URL"))
        command: list[str | Path] = [
            programs() / arguments[0],
            "--dbname",
            login["PGDATABASE"],
            *arguments[1:],
        ]
        return subprocess.run(command, env=environment | login).returncode


def login_variables(url: str) -> dict[str, str]:
    """Return url in the variables that PostgreSQL's programs read, so that no list of processes shows it."""
    parts = conninfo_to_dict(url)
    return {"PGDATABASE": str(parts.pop("dbname"))} | {
        f"PG{name.upper()}": str(parts[name]) for name in parts
    }


def serve(web: Web, environment: dict[str, str]) -> None:
    """Start everything in order, then watch over it until it fails or KeyboardInterrupt is raised."""
    embedded = has_own_database(environment)
    with database(environment):
        sign_ins = prepare(environment)
        with started_programs(web, environment) as started:
            wait_until_healthy(web, started, environment)
            greet(web, sign_ins)
            watch(started, environment, embedded=embedded)


def prepare(environment: Mapping[str, str]) -> dict[str, str]:
    """Bring database and static files up to date; return the demo sign-ins. Raises ServeError."""
    done = subprocess.run(
        [*MANAGE, "prepare"],
        cwd=PROJECT,
        env={**environment, "DATABASE_POOL_SIZE": "0"},
        stdout=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=partial(die_with_parent, signal.SIGTERM, os.getpid()),
    )
    if done.returncode != 0:
        raise ServeError("The preparation failed; the reason is above.")
    return json.loads(done.stdout.splitlines()[-1])


@contextlib.contextmanager
def started_programs(web: Web, environment: Mapping[str, str]) -> Iterator[list[Program]]:
    """Start worker and web server; stop both at the end, whatever happens."""
    say("Starting the web server and the worker ...")
    started: list[Program] = []
    try:
        started.append(Program("web server", web_command(web), environment))
        started.append(Program("worker", [*MANAGE, "db_worker", "--queue-name=*"], environment))
        yield started
    finally:
        say("Stopping ...")
        stop(started)


def web_command(web: Web) -> list[str]:
    return [
        sys.executable, "-m", "granian", "config.serve:application", "--factory", "--interface=wsgi",
        f"--host={web.host}", f"--port={web.port}", f"--workers={web.workers}",
        "--blocking-threads=1", "--respawn-failed-workers", "--no-ws",
        f"--workers-kill-timeout={SECONDS_TO_STOP // 2}", "--log-level=warning",
    ]  # fmt: skip


def application() -> "WSGIHandler":
    """Return the site for one process of the web server.

    Until it serves, such a process would take no notice of being stopped; and it must not outlive its parent.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with_parent(signal.SIGKILL, os.getppid())
    from config.wsgi import application as site

    return site


def stop(started: list[Program]) -> None:
    """Ask all at once to finish what they do, then end what is left."""
    for program in started:
        program.ask_to_stop()
    deadline = time.monotonic() + SECONDS_TO_STOP
    while any(program.is_alive for program in started) and time.monotonic() < deadline:
        time.sleep(0.05)
    for program in started:
        program.kill()


def wait_until_healthy(web: Web, started: list[Program], environment: Mapping[str, str]) -> None:
    """Return when the first page can be had; raises ServeError when a program dies before, or it takes too long."""
    site = urlsplit(environment.get("SITE_URL") or web.url).netloc
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        if is_healthy(web, site):
            return
        for program in started:
            if not program.is_alive:
                raise ServeError(f"The {program.name} did not start; its messages are above.")
        time.sleep(0.1)
    raise ServeError(f"The site does not answer at {web.url}/health/.")


def is_healthy(web: Web, site: str) -> bool:
    """Ask the site, under its public name, whether it is well."""
    connection = http.client.HTTPConnection(web.reachable_host, web.port, timeout=5)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/health/", headers={"Host": site})
            return connection.getresponse().status in ALIVE
        except (OSError, http.client.HTTPException):
            return False


def greet(web: Web, sign_ins: dict[str, str]) -> None:
    lines = [f"\nUnknot is ready: {web.url} (Ctrl-C stops it)\n"]
    if "" in sign_ins:
        lines.append(f"Demo sign-ins, all with the password {sign_ins.pop('')}:")
        lines += [f"  {role:20} {email}" for role, email in sign_ins.items()]
    print("\n".join(lines), flush=True)


def watch(started: list[Program], environment: Mapping[str, str], *, embedded: bool) -> None:
    """Keep the programs running; raises ServeError when one of them, or the database, is lost.

    Every hour it asks for the daily tasks; the command enqueues each once a day.
    """
    database_checked_at = time.monotonic()
    daily_at = -math.inf
    while True:
        time.sleep(0.25)
        now = time.monotonic()
        for program in started:
            program.tend(now)
        if now - daily_at > SECONDS_BETWEEN_DAILY:
            daily_at = now
            enqueue_daily_tasks(environment)
        if embedded and now - database_checked_at > DATABASE_CHECK_SECONDS:
            database_checked_at = now
            if not is_running(DATA_DIR):
                raise ServeError(f"The database stopped; see {DATA_DIR}.log.")


def enqueue_daily_tasks(environment: Mapping[str, str]) -> None:
    """Have the worker do what is due once a day; a failure shows above and is tried again in an hour."""
    done = subprocess.run(
        [*MANAGE, "daily"],
        cwd=PROJECT,
        env={**environment, "DATABASE_POOL_SIZE": "0"},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=partial(die_with_parent, signal.SIGTERM, os.getpid()),
    )
    if done.returncode != 0:
        say("The daily tasks could not be enqueued; trying again in an hour.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
