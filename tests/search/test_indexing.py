"""search.actions.indexing and its task, seen through search.selectors.results"""

import itertools

import pytest
from django.db import transaction

from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.kinds import BODY_MAX, State
from posts.models import Post, PostChange
from search.actions.indexing import BATCH, index_pending, index_roots
from search.models import Document
from search.selectors.results import find
from tests.factories import (
    BODY,
    make_answer,
    make_article,
    make_comment,
    make_moderator,
    make_question,
    run_tasks,
)

pytestmark = pytest.mark.django_db
SYLLABLES = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệ"


def found(query):
    return [row.pk for row in find(query).rows]


def make_indexed_question(**fields):
    question = make_question(**fields)
    run_tasks()
    return question


def test_a_question_is_found_once_the_worker_ran():
    question = make_question(title="My calf cramps after swimming")
    before = found("swimming")

    run_tasks()

    assert before == []
    assert found("swimming") == [question.pk]


@pytest.mark.parametrize("query", ["swim", "SWIMS", "calf cramping", "swum or swam or swims"])
def test_other_forms_of_its_words_find_it_too(query):
    question = make_indexed_question(title="My calf cramps after swimming")

    assert found(query) == [question.pk]


@pytest.mark.parametrize("query", ["restless", "restless legs", "restless-legs", '"restless legs"'])
def test_a_question_is_found_by_its_tags_however_they_are_written(query):
    question = make_indexed_question(tags=["restless-legs"])

    assert found(query) == [question.pk]


def test_an_article_is_found(tmp_path):
    article = make_article(tmp_path, "night-cramps", body="## Magnesium\n\nHardly studied.")

    run_tasks()

    assert found("magnesium") == [article.pk]


def test_the_words_of_an_answer_find_its_question():
    question = make_question()
    make_answer(question, body="Quinine is no longer recommended for cramps at night.")

    run_tasks()

    assert found("quinine") == [question.pk]


def test_the_words_of_a_comment_do_not_count():
    make_comment(make_question(), body="Have you tried pickles?")

    run_tasks()

    assert found("pickles") == []


@pytest.mark.parametrize("state", [State.HIDDEN, State.PENDING, State.DELETED])
def test_a_question_that_is_taken_down_vanishes_before_the_worker_runs(state):
    question = make_indexed_question(title="My calf cramps after swimming")

    change_state(make_moderator(), question, state)

    assert found("swimming") == []
    run_tasks()
    assert not Document.objects.exists()


def test_a_question_that_comes_back_is_found_again():
    question = make_indexed_question(title="My calf cramps after swimming")
    moderator = make_moderator()
    change_state(moderator, question, State.HIDDEN)
    run_tasks()

    change_state(moderator, question, State.VISIBLE)
    run_tasks()

    assert found("swimming") == [question.pk]


def test_an_edit_is_found_by_its_new_words_only():
    question = make_indexed_question(title="My calf cramps after swimming")

    edit_post(question.author, question, Edit(title="My calf cramps after cycling", body=BODY))
    run_tasks()

    assert found("cycling") == [question.pk]
    assert found("swimming") == []


def test_the_words_of_a_hidden_answer_are_forgotten():
    answer = make_answer(make_question(), body="Quinine is no longer recommended for cramps at night.")
    run_tasks()

    change_state(make_moderator(), answer, State.HIDDEN)
    run_tasks()

    assert found("quinine") == []
    assert Document.objects.count() == 1


def test_a_title_counts_more_than_a_text():
    in_text = make_indexed_question(title="My calf cramps every single night", body=f"{BODY} I swim a lot.")
    in_title = make_indexed_question(title="My calf cramps whenever I swim")

    assert found("swim") == [in_title.pk, in_text.pk]


def test_indexing_twice_changes_nothing():
    question = make_question()
    assert index_pending() == 1
    before = Document.objects.values().get()

    assert index_pending() == 0
    index_roots([question.pk])
    assert Document.objects.values().get() == before


def test_what_was_dealt_with_leaves_the_outbox():
    make_answer(make_question())
    assert PostChange.objects.count() == 2

    assert index_pending() == 2

    assert not PostChange.objects.exists()


def test_a_crash_leaves_the_work_for_the_next_run():
    question = make_question(title="My calf cramps after swimming")
    with transaction.atomic():
        index_pending()
        transaction.set_rollback(True)

    run_tasks()

    assert found("swimming") == [question.pk]


def test_more_than_one_batch_is_indexed_in_the_end():
    question = make_question(title="My calf cramps after swimming")
    PostChange.objects.bulk_create(PostChange(post=question, what="edited") for _ in range(2 * BATCH))

    run_tasks()

    assert not PostChange.objects.exists()
    assert found("swimming") == [question.pk]


def test_the_longest_thread_that_the_limits_allow_can_be_indexed():
    question, sounds = make_question(), itertools.product(SYLLABLES, repeat=4)
    words = (f"{a}{b}{c}{d}-{d}{c}{a}{b}" for a, b, c, d in sounds)
    for _ in range(12):
        body = " ".join(itertools.islice(words, BODY_MAX // 10))
        columns = {"kind": "answer", "author": question.author, "body": body, "is_public": True}
        Post.objects.create(root=question, parent=question, **columns)

    index_roots([question.pk])

    assert Document.objects.get().pk == question.pk
