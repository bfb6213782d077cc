"""A browser for the tests that need one; tests/plugin.py starts the database and finds the browser."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections
from django.test import TransactionTestCase
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.emptying import empty, empty_memory
from tests.migrated_database import NAME
from tests.plugin import BROWSER_VARIABLE, NO_BROWSER

# Every run tries new inputs; what decides about a change tries the same ones each time.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("curious", deadline=None)
settings.load_profile("steady" if os.environ.get("CI") else "curious")
# What waits is never the site but a machine with more to do than it can.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
TransactionTestCase._fixture_teardown = empty
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a walk that fails be tried once more: it depends on how busy the machine is. The run names it (R)."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let each worker copy the migrated database, where the run has a server of its own."""
    if not os.environ.get("TEST_DATABASE_URL"):
        connection.settings_dict["TEST"]["TEMPLATE"] = NAME


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    path = os.environ.get(BROWSER_VARIABLE)
    if not path:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        # Playwright runs an event loop in this thread, and Django has other connections as long as one does. A test
        # that was taken over from another worker after the walks leaves one open, and the database could not go.
        connections.close_all()
        chromium.close()


@pytest.fixture
def new_page(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Return a maker of pages, each of a visitor without cookies; addresses are relative to the site."""
    contexts = []

    def make(
        *,
        width: int = 1280,
        height: int = 800,
        javascript: bool = True,
        color_scheme: str = "light",
        service_workers: str = "block",
        base_url: str = "",
    ) -> Page:
        context = browser.new_context(
            base_url=base_url or live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            color_scheme=color_scheme,
            # It would fetch in the background while a test ends.
            service_workers=service_workers,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    """Forget what earlier tests left in memory: views, lists, and how often someone has tried to sign up."""
    empty_memory()
