"""The embedded database starts, stops, recovers and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from config.embedded_database import (
    EmbeddedDatabaseError,
    address,
    create_database,
    is_running,
    named,
    run_with_throw_away,
    running,
)

PROJECT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from config.embedded_database import running
with running(Path(sys.argv[1]), durable=False):
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("database") / "postgres"


def start_holder(data_dir):
    """Start another process that runs a server on data_dir; return it when the server answers."""
    command = [sys.executable, "-c", HOLDER, str(data_dir)]
    holder = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "ready\n"
    return holder


def server_of(holder):
    return next(child for child in psutil.Process(holder.pid).children() if child.name() == "postgres")


def is_gone(data_dir):
    deadline = time.monotonic() + 10
    while is_running(data_dir) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_running(data_dir)


def test_data_outlives_a_restart_and_nothing_runs_after_the_end(data_dir):
    with running(data_dir, durable=False) as url:
        with psycopg.connect(create_database(url, "kept")) as connection:
            connection.execute("CREATE TABLE thing AS SELECT 7 AS number")
        assert is_running(data_dir)
    assert not is_running(data_dir)

    with running(data_dir, durable=False) as url, psycopg.connect(named(url, "kept")) as connection:
        assert connection.execute("SELECT number FROM thing").fetchone() == (7,)


def test_creating_a_database_twice_gives_the_same_one(data_dir):
    with running(data_dir, durable=False) as url:
        assert create_database(url, "twice") == create_database(url, "twice") == named(url, "twice")


def test_a_second_user_is_refused_while_the_first_lives(data_dir):
    with (
        running(data_dir, durable=False),
        pytest.raises(EmbeddedDatabaseError, match="in use"),
        running(data_dir, durable=False),
    ):
        pass


def test_the_server_stops_at_an_error_in_the_block(data_dir):
    with pytest.raises(ZeroDivisionError), running(data_dir, durable=False):
        1 / 0  # noqa: B018

    assert not is_running(data_dir)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's end")
def test_the_server_ends_with_a_killed_process(data_dir):
    holder = start_holder(data_dir)

    holder.kill()
    holder.wait()

    assert is_gone(data_dir)


def test_a_start_after_both_were_killed_recovers(data_dir):
    holder = start_holder(data_dir)
    server = server_of(holder)

    server.kill()
    holder.kill()
    holder.wait()

    with running(data_dir, durable=False) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_stale_mark_with_the_number_of_a_living_process_does_not_prevent_a_start(data_dir):
    for mark in (data_dir / "postmaster.pid", data_dir / ".s.PGSQL.5432.lock"):
        mark.write_text(f"{os.getpid()}\n{data_dir}\n0\n5432\n{data_dir}\n\n")

    with running(data_dir, durable=False):
        assert is_running(data_dir)


def test_a_server_left_running_is_replaced(data_dir):
    holder = start_holder(data_dir)
    server = server_of(holder)
    server.send_signal(signal.SIGSTOP)
    holder.kill()
    holder.wait()
    assert is_running(data_dir)

    server.send_signal(signal.SIGCONT)
    with running(data_dir, durable=False) as url:
        psycopg.connect(url).close()
    assert is_gone(data_dir)


def test_a_long_path_gets_a_short_socket(tmp_path):
    long = tmp_path / ("long" * 30) / "postgres"

    with pytest.raises(ZeroDivisionError), running(long, durable=False):
        1 / 0  # noqa: B018

    socket_dir = Path(address(long).partition("host=")[2])
    assert len(str(socket_dir)) < 100
    assert not socket_dir.exists()


def test_a_command_gets_a_throw_away_database_and_its_exit_code_counts(tmp_path):
    seen = tmp_path / "seen"
    code = f"import os, pathlib; pathlib.Path({str(seen)!r}).write_text(os.environ['DATABASE_URL']); exit(3)"

    exit_code = run_with_throw_away([sys.executable, "-c", code])

    assert exit_code == 3
    assert not Path(seen.read_text().partition("host=")[2]).exists()
