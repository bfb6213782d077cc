"""search.embedding, search.actions.embedding and what is found by meaning"""

import math

import pytest
from django.core.management import call_command

from search import embedding
from search.actions.checking import compare
from search.actions.counting_words import count_words
from search.actions.embedding import activate, embed_pending
from search.actions.indexing import index_pending, index_roots
from search.apps import check_model
from search.embedding import TOKENIZER_FILE, ModelError, checked_file, embed_query, recipe_fingerprint
from search.model_file import as_used, has_quick_signed_bytes
from search.models import Document, Embedding, Recipe
from search.selectors.candidates import by_meaning
from search.selectors.results import find
from search.selectors.suggestions import complete, suggest, suggest_articles
from tests.factories import make_article, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_model(monkeypatch):
    """A site on which the tokenizer's file is another one than this code knows."""
    monkeypatch.setitem(embedding.CHECKSUMS, TOKENIZER_FILE, "0" * 64)
    caches = (embedding._load, embedding.embed_query, embedding.has_model)
    for one in caches:
        one.cache_clear()
    yield
    for one in caches:
        one.cache_clear()


def make_embedded(**fields):
    question = make_question(**fields)
    index_pending()
    while embed_pending():
        pass
    return question


def cosine(one, other):
    return sum(a * b for a, b in zip(embed_query(one), embed_query(other), strict=True))


def test_texts_of_one_meaning_are_nearer_than_others():
    near = cosine("my calf cramps in bed", "nocturnal spasm of the lower leg")

    assert near > cosine("my calf cramps in bed", "how to file a tax return") + 0.2
    assert math.isclose(cosine("calf", "calf"), 1, abs_tol=1e-5)


@pytest.mark.parametrize("text", ["", " ", "🦵" * 500, "x" * 50_000, "\u202e"])
def test_any_text_has_a_vector(text):
    assert len(embed_query(text)) == 384


def test_a_question_is_found_by_other_words_than_its_own():
    question = make_embedded(
        title="Lower limb spasm wakes me", body="It happens while I am asleep.", tags=["night"]
    )

    assert [row.pk for row in find("calves knotting up nocturnally").rows] == [question.pk]


def test_only_a_changed_text_gets_a_new_vector():
    question = make_embedded()
    before = Embedding.objects.get(document__post=question).pk

    index_roots([question.pk])

    assert embed_pending() == 0
    Document.objects.filter(post=question).update(text_hash="other")
    assert embed_pending() == 1
    assert Embedding.objects.get(document__post=question).pk == before


def test_a_new_recipe_is_built_beside_the_old_one_and_then_takes_its_place():
    question = make_question(title="Lower limb spasm wakes me", tags=["night"])
    index_pending()
    old = Recipe.objects.create(
        fingerprint="old", model=embedding.model_fingerprint(), name="old", is_active=True
    )
    documents = list(Document.objects.order_by("pk"))
    vector = embed_query("calves knotting up")
    Embedding.objects.bulk_create(
        Embedding(document=one, recipe=old, vector=vector, text_hash=one.text_hash) for one in documents[:1]
    )
    assert [row.pk for row in find("calves knotting up").rows if row.kind == "question"] == [question.pk]

    while embed_pending():
        pass

    assert Recipe.objects.get(is_active=True).fingerprint == recipe_fingerprint()
    assert not Embedding.objects.filter(recipe=old.pk).exists()


def test_vectors_of_another_model_are_never_compared_with_a_question():
    question = make_embedded(
        title="Lower limb spasm wakes me", body="While I am asleep, always.", tags=["night"]
    )
    assert by_meaning("calves knotting up nocturnally")

    other = Recipe.objects.create(fingerprint="other", model="another model", name="other")
    Embedding.objects.filter(document__post=question).update(recipe=other)
    Recipe.objects.exclude(pk=other.pk).delete()
    activate(other)

    assert by_meaning("calves knotting up nocturnally") == []


@pytest.mark.usefixtures("without_model")
def test_without_the_model_words_are_searched_and_operators_are_warned(client, caplog):
    question = make_embedded(title="Cramp after swimming")

    assert [row.pk for row in find("swimming").rows] == [question.pk]
    assert suggest("Cramp after swimming", "")[0].slug == question.slug
    assert "words alone" in caplog.text
    assert client.get("/health/").json() == {"status": "ok", "search": "words only"}
    assert [warning.id for warning in check_model()] == ["search.W001"]
    assert not Embedding.objects.exists()


def test_with_the_model_health_says_so(client):
    assert client.get("/health/").json() == {"status": "ok", "search": "hybrid"}
    assert check_model() == []


@pytest.mark.parametrize("file", [("no_such_package", "x"), ("search", "no-such-file")])
def test_a_missing_file_is_named(file):
    with pytest.raises(ModelError, match=file[0]):
        checked_file(file)


def test_suggestions_for_an_asker_lead_to_the_section(tmp_path):
    body = "Most are harmless.\n\n## At night\n\nStretch before bed.\n\n## In pregnancy\n\nMagnesium is often taken."
    make_article(tmp_path, "night-cramps", title="Cramps", body=body)
    make_embedded(title="Twitching eyelid since Monday")

    first = suggest("Expecting and my calves seize", "Third trimester. Is magnesium good?")[0]

    assert (first.slug, first.url) == ("night-cramps", "/knowledge/night-cramps/#in-pregnancy")
    assert [row.slug for row in suggest_articles("Twitching eyelid", "")] in ([], ["night-cramps"])


@pytest.mark.parametrize("text", ["", "\x00", "'; --", "x" * 30_000, "🦵", "&|!:*()<->"])
def test_suggestions_for_any_text_are_a_list(client, text):
    make_embedded()

    assert isinstance(suggest(text, text), list)
    assert isinstance(complete(text), list)
    assert client.get("/search/suggestions/", {"q": text}).status_code == 200


def test_while_typing_the_beginning_of_a_word_finds_it(client):
    question = make_embedded(title="Cramp after swimming", tags=["swimming"])
    count_words()

    groups = client.get("/search/suggestions/", {"q": "swimm"}).json()["groups"]

    assert {group["label"]: [row["url"] for row in group["suggestions"]] for group in groups} == {
        "Questions": [f"/questions/{question.pk}/{question.slug}/"],
        "Topics": ["/tags/swimming/"],
    }
    assert client.get("/search/suggestions/", {"q": "s"}).json() == {"groups": []}


def test_while_typing_relief_steps_stand_first(client, tmp_path):
    make_article(tmp_path, "calf-steps", kind="relief", title="Calf cramp: what to do now")
    make_embedded(title="Calf cramp after swimming")
    count_words()

    groups = client.get("/search/suggestions/", {"q": "calf"}).json()["groups"]

    assert [group["label"] for group in groups][:2] == ["Relief now", "Questions"]
    assert groups[0]["suggestions"][0]["url"].startswith("/knowledge/calf-steps/")


def test_relief_steps_are_read_from_the_first_one_wherever_the_words_were(client, tmp_path):
    body = "## Right now\n\nStraighten the knee.\n\n## Afterward\n\nKnead the swimmer's muscle.\n"
    make_article(tmp_path, "calf-steps", kind="relief", title="Calf cramp: what to do now", body=body)
    index_pending()
    count_words()

    hit = find("knead").rows[0]
    suggested = complete("kne")[0].suggestions[0]

    assert Document.objects.filter(kind="relief", anchor="afterward").exists()
    assert (hit.url, hit.heading, hit.more) == ("/knowledge/calf-steps/", "", [])
    assert (suggested.url, suggested.heading, "#" in suggested.answer) == (
        "/knowledge/calf-steps/",
        "",
        False,
    )
    assert "Relief steps" in client.get("/search/", {"q": "knead"}).content.decode()


def test_check_index_finds_and_repairs_what_differs(capsys):
    question = make_embedded()
    assert not compare()
    Document.objects.filter(post=question).update(text_hash="other")
    make_question(tags=["feet"])
    Document.objects.filter(tag__slug="calf").delete()

    with pytest.raises(SystemExit):
        call_command("check_index")
    call_command("check_index", repair=True)

    assert "2 posts, 2 tags and 0 people differ" in capsys.readouterr().out
    assert not compare()


def test_reindex_makes_an_index_from_nothing(tmp_path, capsys):
    make_article(tmp_path)
    make_question()
    Document.objects.all().delete()

    call_command("reindex")

    assert not compare()
    assert "documents" in capsys.readouterr().out


@pytest.fixture(scope="module")
def vectors(tmp_path_factory):
    """What the model says of the words of a short text: as it is carried, and as it is used on either processor."""
    import numpy as np
    import onnxruntime

    original = checked_file(embedding.MODEL_FILE)
    files = [original]
    for is_signed in (True, False):
        files.append(tmp_path_factory.mktemp("model") / f"{is_signed}.onnx")
        files[-1].write_bytes(as_used(original.read_bytes(), is_signed=is_signed))
    ids = np.array([[101, 2026, 26246, 23494, 2015, 1999, 2793, 102]], dtype=np.int64)
    asked = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    return [onnxruntime.InferenceSession(str(file)).run(None, asked)[0][0] for file in files]


def test_multiplying_bytes_changes_next_to_nothing(vectors):
    import numpy as np

    original, used, _unsigned = (found.mean(axis=0) for found in vectors)

    assert not np.array_equal(original, used)
    assert original @ used / np.linalg.norm(original) / np.linalg.norm(used) > 0.985


@pytest.mark.skipif(not has_quick_signed_bytes(), reason="signed bytes overflow on this processor")
def test_a_processor_that_needs_unsigned_bytes_gets_the_very_same_numbers(vectors):
    import numpy as np

    _original, signed, unsigned = vectors

    assert np.array_equal(signed, unsigned)


def test_a_model_that_is_built_otherwise_stays_as_it_is():
    assert as_used(b"\x3a\x00\x08\x08", is_signed=True) == b"\x3a\x00\x08\x08"
