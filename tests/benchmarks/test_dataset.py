"""The data set that is measured: its proportions, its counters, the same for the same seed."""

import pytest
from django.db import connection
from django.db.models import Count, F, Q

from benchmarks import dataset
from benchmarks.copying import row_template, without_indexes
from benchmarks.dataset import TYPICAL_ANSWERS, TYPICAL_COMMENTS, TYPICAL_EVERY, fill
from benchmarks.pages import all_pages, typical_questions
from benchmarks.plot import Bar, draw
from benchmarks.vocabulary import tag_names
from posts.models import Post, Tag, Vote
from tests.emptying import empty_filled

QUESTIONS = 200


def address():
    parts = connection.settings_dict
    return f"postgresql://{parts['USER']}@/{parts['NAME']}?host={parts['HOST']}"


@pytest.fixture
def filled(transactional_db):
    fill(address(), QUESTIONS)


def schema():
    """Every index and constraint as the database describes it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisvalid FROM pg_index"
            " UNION ALL SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint ORDER BY 1, 2"
        )
        return cursor.fetchall()


def test_a_filled_site_has_the_proportions_of_a_real_one_and_exact_counters(filled):
    questions = Post.objects.filter(kind="question")
    assert questions.count() == QUESTIONS
    assert 2 < Post.objects.filter(kind="answer").count() / QUESTIONS < 5
    assert 1.5 < Post.objects.filter(kind="comment").count() / QUESTIONS < 5
    assert 5 < Vote.objects.count() / QUESTIONS < 30

    counted = Post.objects.annotate(
        answers=Count("replies", Q(replies__kind="answer"), distinct=True),
        comments=Count("replies", Q(replies__kind="comment"), distinct=True),
        up=Count("votes", Q(votes__value=1), distinct=True),
        down=Count("votes", Q(votes__value=-1), distinct=True),
    )
    wrong = counted.exclude(
        answers=F("answer_count"), comments=F("comment_count"), up=F("up_count"), down=F("down_count")
    )
    assert list(wrong.values_list("pk", flat=True)) == []
    tags = Tag.objects.annotate(carried=Count("items")).exclude(carried=F("post_count"))
    assert not tags.exists()

    typical = typical_questions()
    assert len(typical) >= QUESTIONS / TYPICAL_EVERY
    first = typical[0].thread
    assert first.filter(kind="answer").count() == TYPICAL_ANSWERS
    assert first.filter(kind="comment").count() == TYPICAL_COMMENTS

    new = Post.objects.create(kind="article", title="A", slug="a", body="b", body_html="b", author_id=1_001)
    assert new.pk > typical[-1].pk


def test_indexes_and_constraints_are_what_they_were_before(transactional_db):
    before = schema()

    with without_indexes(address(), [Post, Vote]):
        assert len(schema()) < len(before)

    assert schema() == before


def test_a_thread_depends_on_its_number_alone_whoever_writes_it(transactional_db, monkeypatch):
    def threads():
        return list(
            Post.objects.order_by("pk").values_list("pk", "title", "body", "author", "up_count", "down_count")
        )

    fill(address(), QUESTIONS)
    at_once = threads()
    empty_filled()
    monkeypatch.setattr(dataset, "SHARE", 60)
    monkeypatch.setattr(dataset, "in_processes", map)
    fill(address(), QUESTIONS)

    assert threads() == at_once


def test_its_pages_can_be_read(filled, client):
    for pages in all_pages():
        if pages.name != "article":  # of the files, not of the data set
            assert client.get(pages.addresses[0]).status_code == 200, pages.name


def test_tags_are_all_different_and_never_taken():
    names = tag_names(2_000, {"calf", "foot"})

    assert len(set(names)) == len(names) == 2_000
    assert not {"calf", "foot"} & set(names)
    assert max(map(len, names)) <= 30


def test_a_column_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="no_such_column"):
        row_template(Post, ("id", "no_such_column"))


def test_a_drawing_says_what_is_missed():
    drawn = draw("Two", [Bar("fast & good", 400, 300), Bar("slow", 10, 300)])

    assert "fast &amp; good" in drawn
    assert drawn.count("#b3541e") == drawn.count("#1f6f6b") == 1
