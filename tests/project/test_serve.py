"""How `make run` reads its settings, refuses a taken port and decides about programs that die."""

import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from config.env import BadSettingError
from config.serve import (
    Program,
    Restarts,
    ServeError,
    Web,
    kept_secret_key,
    login_variables,
    read_web,
    refuse_taken_port,
    site_environment,
    stop,
)

PROJECT = Path(__file__).resolve().parents[2]
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN_PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])",
]


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "eighty"), ("PORT", "0"), ("PORT", "70000"), ("WEB_WORKERS", "0")]
)
def test_a_senseless_setting_stops_the_start_with_its_name(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(BadSettingError, match=f"Setting {name}: "):
        read_web()


def test_a_taken_port_is_refused(taken_port):
    with pytest.raises(ServeError, match=f"Port {taken_port} on 127.0.0.1 cannot be used"):
        refuse_taken_port(Web("127.0.0.1", taken_port, 1))


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(ServeError, match="cannot be used"):
        refuse_taken_port(Web("192.0.2.1", 8000, 1))


def test_make_run_ends_with_one_line_when_the_port_is_taken(taken_port):
    done = subprocess.run(
        [sys.executable, "-m", "config.serve"],
        cwd=PROJECT,
        env={"PORT": str(taken_port), "PROFILE": "test"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1


def test_restarts_wait_longer_each_time_and_end():
    restarts = Restarts(most=3)

    assert [restarts.after_death(now) for now in range(4)] == [1, 2, 4, None]


def test_deaths_long_ago_are_forgotten():
    restarts = Restarts(most=1, window=60)
    restarts.after_death(0)

    assert restarts.after_death(61) == 1


def test_a_program_that_died_starts_again_after_a_while():
    program = Program("sleeper", SLEEP, {})
    program.process.kill()
    program.process.wait()

    program.tend(now=100)
    assert not program.is_alive
    program.tend(now=101)

    assert program.is_alive
    stop([program])


def test_a_program_that_keeps_dying_ends_the_whole():
    program = Program("sleeper", SLEEP, {})
    program.restarts = Restarts(most=0)
    program.kill()

    with pytest.raises(ServeError, match="The sleeper keeps dying"):
        program.tend(now=0)


def test_stopping_leaves_no_grandchild():
    program = Program("parent", STUBBORN_PARENT, {})
    while not (children := psutil.Process(program.process.pid).children()):
        time.sleep(0.02)

    stop([program])

    _, alive = psutil.wait_procs(children, timeout=5)
    assert [child for child in alive if child.status() != psutil.STATUS_ZOMBIE] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's end")
def test_programs_end_with_a_killed_supervisor():
    code = (
        "import sys, time; from config.serve import Program;"
        f"print(Program('sleeper', {SLEEP!r}, {{}}).process.pid, flush=True); time.sleep(60)"
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    program = psutil.Process(int(supervisor.stdout.readline()))

    supervisor.send_signal(signal.SIGKILL)
    supervisor.wait()

    _, alive = psutil.wait_procs([program], timeout=5)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []


def test_the_demo_chooses_what_nobody_has_chosen(monkeypatch, tmp_path):
    monkeypatch.setattr("config.serve.VAR", tmp_path)

    environment = site_environment({}, Web("0.0.0.0", 9000, 1))

    assert environment["PROFILE"] == "demo"
    assert environment["SITE_URL"] == "http://localhost:9000"
    assert Path(environment["SECRET_KEY_FILE"]).read_text()


def test_production_gets_no_key_and_no_address_of_its_own():
    environment = site_environment({"PROFILE": "production"}, Web("127.0.0.1", 8000, 1))

    assert not {"SECRET_KEY", "SECRET_KEY_FILE", "SITE_URL"} & set(environment)


def test_the_secret_key_stays_and_is_readable_for_its_owner_alone(tmp_path):
    path = tmp_path / "secret_key"
    key = kept_secret_key(path).read_text()

    assert kept_secret_key(path).read_text() == key
    assert len(key) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_postgresql_programs_get_the_login_in_variables():
    variables = login_variables("postgresql://anna:s%40fe@db.example:5433/unknot?sslmode=require")

    assert variables == {
        "PGDATABASE": "unknot",
        "PGUSER": "anna",
        "PGPASSWORD": "s@fe",
        "PGHOST": "db.example",
        "PGPORT": "5433",
        "PGSSLMODE": "require",
    }
