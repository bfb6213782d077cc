"""What the walks need besides a browser."""

from collections.abc import Callable

import pytest

from tests.factories import run_tasks


@pytest.fixture
def run_worker(settings) -> Callable[[], None]:
    """Return what does the background work; mail goes through the queue, as on the real site."""
    settings.MAILERS = {
        "default": {"BACKEND": "lib.mail.QueuedEmailBackend"},
        "outbound": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }
    return run_tasks
