"""What the tests of guests' comments share."""

import pytest

from tests.factories import make_article, run_tasks


@pytest.fixture
def article(tmp_path):
    return make_article(tmp_path)


@pytest.fixture
def mails(mailoutbox):
    """Return what was sent since the last look, after all background work."""

    def look():
        mailoutbox.clear()
        run_tasks()
        return list(mailoutbox)

    return look
