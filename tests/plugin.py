"""Prepares a test run before Django reads its settings: environment, a throw-away database, a browser.

With pytest-xdist only the controller prepares; its workers inherit the environment.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from config.embedded_database import address, running
from tests.migrated_database import copy_migrated

IS_CONTROLLER = "PYTEST_XDIST_WORKER" not in os.environ
IS_CI = os.environ.get("CI", "").lower() == "true"
BROWSER_VARIABLE = "TEST_BROWSER"
NO_BROWSER = "NO BROWSER: the browser tests were skipped, because no Chromium was found or could be installed"

NO_RIGHT = (
    "The user {user} of TEST_DATABASE_URL may not set session_replication_role, which skips triggers and foreign keys"
    " when a test is cleaned up after. Name a superuser."
)

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
APT = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120")
PLAYWRIGHT_INSTALL = (sys.executable, "-m", "playwright", "install", "chromium")

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    # Playwright's event loop runs in the thread of the tests.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    "PROFILE": "test",
    "SECRET_KEY": "only-for-tests",
    "SITE_URL": "http://testserver",
    "DATABASE_POOL_SIZE": "0",
}
# What a developer's shell may say is not for the tests.
FOREIGN = (
    "SECRET_KEY_FILE",
    "ENCRYPTION_KEYS",
    "DATABASE_URL_FILE",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "CACHE_URL",
)

cleanup = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None]:
    """Set the environment just before pytest-django loads the settings."""
    if IS_CONTROLLER:
        folder = Path(tempfile.mkdtemp(prefix="unknot-tests-"))
        cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
        atexit.register(cleanup.close)
        set_environment(folder)
    return (yield)


def set_environment(folder: Path) -> None:
    """Say all the settings that matter; folder holds the static files (none) and the throw-away database."""
    for name in FOREIGN:
        os.environ.pop(name, None)
    (folder / "static").mkdir()
    os.environ.update(ENVIRONMENT, STATIC_ROOT=str(folder / "static"))
    os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or address(data_dir())


def data_dir() -> Path:
    return Path(os.environ["STATIC_ROOT"]).with_name("postgres")


def pytest_xdist_auto_num_workers() -> int:
    """Use the cores this process may use, not those of the machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pytest_sessionstart(session: pytest.Session) -> None:
    """Start the database, and find the browser before several workers would."""
    if not IS_CONTROLLER or session.config.option.collectonly:
        return
    if given := os.environ.get("TEST_DATABASE_URL"):
        refuse_without_right(given)
    else:
        copy_migrated(data_dir())
        cleanup.enter_context(running(data_dir(), durable=False))
    if BROWSER_VARIABLE not in os.environ:
        os.environ[BROWSER_VARIABLE] = find_or_install_chromium() or ""


def refuse_without_right(url: str) -> None:
    """Say before the first test that the user of a server cannot empty a database after one."""
    asked = "SELECT current_user, has_parameter_privilege('session_replication_role', 'SET')"
    with psycopg.connect(url) as server:
        user, may = server.execute(asked).fetchone()
    if not may:
        raise pytest.UsageError(NO_RIGHT.format(user=user))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Count a missing browser as a failure where everything must be tested."""
    if IS_CONTROLLER and IS_CI and os.environ.get(BROWSER_VARIABLE) == "":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if os.environ.get(BROWSER_VARIABLE) == "":
        terminalreporter.write_sep("!", NO_BROWSER, red=True, bold=True)


def pytest_unconfigure() -> None:
    cleanup.close()


def find_or_install_chromium() -> str | None:
    """Return the path of a Chromium that runs; None when there is none and none can be had."""
    return installed() or own_of_playwright() or from_debian() or from_playwright()


def installed() -> str | None:
    return next(
        (path for name in CHROMIUM_NAMES if (path := shutil.which(name)) and runs(path, "--version")), None
    )


def own_of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) and runs(path, "--version") else None


def from_debian() -> str | None:
    """Install Debian's package, which only root can."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    announce("Installing Chromium from Debian (about a minute) ...")
    runs(*APT, "update")
    runs(*APT, "install", "-y", "--no-install-recommends", "chromium")
    return installed()


def from_playwright() -> str | None:
    announce("Installing Playwright's Chromium (about a minute) ...")
    runs(*PLAYWRIGHT_INSTALL)
    return own_of_playwright()


def runs(*command: str) -> bool:
    """Return whether the command exists and succeeds."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except OSError:
        return False
    return done.returncode == 0


def announce(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
