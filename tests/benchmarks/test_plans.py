"""What the pages ask is answered by indexes, with data enough for PostgreSQL to care."""

import pytest
from django.db import connection

from benchmarks.dataset import fill
from benchmarks.plans import find_problems, is_slow

QUESTIONS = 8_000


@pytest.fixture
def filled(transactional_db):
    parts = connection.settings_dict
    fill(f"postgresql://{parts['USER']}@/{parts['NAME']}?host={parts['HOST']}", QUESTIONS)


def test_no_page_reads_a_big_table_as_a_whole_or_sorts_or_throws_away_much(filled, settings):
    settings.ALLOWED_HOSTS = ["*"]

    assert [str(problem) for problem in find_problems()] == []


def test_what_grows_with_the_data_is_seen():
    whole = {"Node Type": "Seq Scan", "Relation Name": "posts_post", "Actual Rows": 1, "Actual Loops": 1}
    below = {"Node Type": "Index Scan", "Actual Rows": 1_001}

    assert is_slow(whole, {"posts_post"})
    assert not is_slow(whole, {"posts_vote"})
    assert is_slow({"Node Type": "Sort", "Sort Key": ["at"], "Actual Rows": 20, "Plans": [below]}, set())
    assert not is_slow({"Node Type": "Limit", "Actual Rows": 20, "Plans": [below]}, set())
    wasteful = {
        "Node Type": "Index Scan",
        "Actual Rows": 20,
        "Rows Removed by Filter": 600,
        "Actual Loops": 2,
    }
    assert is_slow(wasteful, set())
    assert not is_slow(wasteful | {"Actual Loops": 1}, set())
