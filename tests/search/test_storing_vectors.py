"""search.actions.embedding and indexing_vectors: which vectors are due, and loading many of them"""

from contextlib import closing

import numpy as np
import pytest
from django.core.management import call_command
from django.db import connection

from search.actions import indexing_vectors
from search.actions.embedding import current_recipe, embed_pending, without_vector
from search.actions.indexing import index_roots
from search.actions.indexing_vectors import embed_all, ensure_index, has_index
from search.models import Document, Embedding, Recipe, VectorDue
from search.tasks import follow_daily, make_vectors
from tests.factories import make_question, run_tasks


class QuickModel:
    """Vectors by chance, and something that happens while each is made."""

    def __init__(self, meanwhile=lambda: None):
        self.meanwhile = meanwhile

    def embed_document(self, texts):
        self.meanwhile()
        vector = np.random.default_rng(len(texts.whole)).normal(size=384)
        return vector / np.linalg.norm(vector)


def use_model(monkeypatch, meanwhile=lambda: None):
    monkeypatch.setattr("search.actions.embedding.get_embedder", lambda: QuickModel(meanwhile))


def due():
    return set(VectorDue.objects.values_list("document", flat=True))


def make_indexed():
    question = make_question()
    index_roots([question.pk])
    return Document.objects.get(post=question)


@pytest.mark.django_db
def test_a_vector_is_due_with_each_new_text_and_only_then(monkeypatch):
    use_model(monkeypatch)
    document = make_indexed()
    assert document.pk in due()

    embed_pending()
    Document.objects.filter(pk=document.pk).update(meta_hash="other")
    assert due() == set()

    Document.objects.filter(pk=document.pk).update(text_hash="other")
    assert due() == {document.pk}


@pytest.mark.django_db
def test_a_text_that_changes_while_its_vector_is_made_stays_due(monkeypatch):
    document = make_indexed()
    use_model(monkeypatch, lambda: Document.objects.filter(pk=document.pk).update(text_hash="newer"))

    embed_pending()

    assert due() == {document.pk} == {one.pk for one in without_vector(current_recipe())}
    use_model(monkeypatch)
    embed_pending()
    assert due() == set()


@pytest.mark.django_db
def test_a_document_that_goes_while_its_vector_is_made_leaves_nothing(monkeypatch):
    document = make_indexed()
    use_model(monkeypatch, lambda: Document.objects.filter(pk=document.pk).delete())

    embed_pending()

    assert not Embedding.objects.filter(document=document.pk).exists()
    assert document.pk not in due()


def make_old_recipe():
    return Recipe.objects.create(fingerprint="old", model="old", name="old", is_active=True)


@pytest.mark.django_db
def test_a_new_recipe_is_completed_in_one_run_whoever_took_what_was_due(monkeypatch):
    use_model(monkeypatch)
    monkeypatch.setattr("search.actions.embedding.BATCH", 2)
    monkeypatch.setattr("search.tasks.VECTORS", 2)
    for _ in range(2):
        make_indexed()
    run_tasks()
    Recipe.objects.all().delete()
    make_old_recipe()
    new = current_recipe()
    VectorDue.objects.all().delete()  # by a worker of the old version

    make_vectors.enqueue()
    run_tasks()

    assert Recipe.objects.get(is_active=True) == new
    assert Embedding.objects.filter(recipe=new).count() == Document.objects.count() > 2


@pytest.mark.django_db(transaction=True)
def test_a_new_recipe_does_not_run_after_what_another_process_holds(monkeypatch):
    looked = []
    use_model(monkeypatch, lambda: looked.append(1))
    make_indexed()
    old, new = make_old_recipe(), current_recipe()

    with closing(connection.copy()) as other:
        other.set_autocommit(False)
        other.cursor().execute("SELECT FROM search_vectordue FOR UPDATE")
        assert embed_pending() == 0
    assert (looked, Recipe.objects.get(is_active=True)) == ([], old)

    embed_all()
    assert Recipe.objects.get() == new
    assert not without_vector(new).exists()


@pytest.mark.django_db
def test_knowing_the_recipe_takes_one_query_and_no_transaction(django_assert_num_queries):
    current_recipe()

    with django_assert_num_queries(1):
        current_recipe()


@pytest.mark.django_db(transaction=True)
def test_many_vectors_are_stored_without_their_index_which_is_there_again_afterwards(monkeypatch, capsys):
    there = []
    use_model(monkeypatch, lambda: there.append(has_index()))
    monkeypatch.setattr(indexing_vectors, "WORTH_IT", 3)
    for _ in range(3):
        make_question()

    call_command("reindex")

    assert there
    assert not any(there)
    assert has_index()
    assert not due()
    assert Embedding.objects.count() == Document.objects.count()
    there.clear()
    Document.objects.update(text_hash="other")

    call_command("reindex")  # as many again are no reason: searches need the index

    assert all(there)


@pytest.mark.django_db(transaction=True)
def test_loading_that_is_broken_off_goes_on_later(monkeypatch):
    made = []

    def stop_at_the_third():
        made.append(1)
        if len(made) == 3:
            raise KeyboardInterrupt

    use_model(monkeypatch, stop_at_the_third)
    monkeypatch.setattr(indexing_vectors, "WORTH_IT", 3)
    monkeypatch.setattr("search.actions.embedding.BATCH", 2)
    monkeypatch.setattr(indexing_vectors.os, "cpu_count", lambda: 1)
    for _ in range(4):
        make_question()

    with pytest.raises(KeyboardInterrupt):
        call_command("reindex")

    assert has_index()
    left = due()
    assert left
    assert Embedding.objects.count() == 2
    use_model(monkeypatch)
    call_command("reindex")
    assert not due()
    assert Embedding.objects.count() == Document.objects.count()


@pytest.mark.django_db
def test_the_worker_builds_the_index_that_a_killed_run_has_left_away():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {indexing_vectors.NAME}")

    follow_daily.enqueue()
    run_tasks()

    assert has_index()
    assert not ensure_index()


@pytest.mark.django_db
def test_check_index_sees_that_the_index_is_away_and_builds_it(monkeypatch, capsys):
    use_model(monkeypatch)
    call_command("reindex")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {indexing_vectors.NAME}")

    with pytest.raises(SystemExit):
        call_command("check_index")
    assert "index of vectors is away" in capsys.readouterr().out
    call_command("check_index", "--repair")

    assert has_index()


@pytest.mark.django_db
def test_reindex_rests_after_each_batch_where_it_is_told_to(monkeypatch):
    use_model(monkeypatch)
    rests = []
    monkeypatch.setattr("lib.progress.time.sleep", rests.append)
    question = make_question()

    call_command("reindex", pause=0.25)

    assert set(rests) <= {0.25, 0.25 / 100}
    # Posts, tags and experts, vectors, related pages.
    assert len(rests) >= 3
    assert Document.objects.filter(post=question).exists()
