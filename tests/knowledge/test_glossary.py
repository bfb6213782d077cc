"""The medical words: their file, their page, and where they are explained."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from knowledge.glossary import GlossaryError, find_terms, get_glossary, load_glossary
from posts.models import Post
from tests.factories import make_article, make_question

TIC = "- term: tic\n  other_names: []\n  meaning: A quick move.\n"
TERM = 'href="/knowledge/glossary/#term-spasticity"'


def load(folder, text):
    path = folder / "glossary.yaml"
    path.write_text(text, encoding="utf-8")
    return load_glossary(path)


# ---------------------------------------------------------------- The file


def test_a_term_has_a_key_for_its_place_on_the_page(tmp_path):
    glossary = load(
        tmp_path, "- term: Parkinson disease\n  other_names: [PD]\n  meaning: ' A slow disease. '\n"
    )

    term = glossary["parkinson-disease"]
    assert (term.name, term.other_names, term.meaning, term.letter) == (
        "Parkinson disease", ("PD",), "A slow disease.", "P",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", r"glossary\.yaml: must be a list"),
        ("[]", r"glossary\.yaml: must not be empty"),
        ("- tic", r"\[0\]: must have keys and values"),
        ("- term: [", r"glossary\.yaml:1: "),
        ("- term: tic\n  term: tic\n", r"glossary\.yaml:2: key 'term' stands twice"),
        ("- term: tic\n  meaning: A move.\n", r"\[0\]: key missing: other_names"),
        (TIC + "  kind: x\n", r"\[0\]: unknown key: kind"),
        (TIC.replace("tic", "''"), r"\[0\]\.term: must be a text"),
        (TIC.replace("tic", "'…'"), r"\[0\]\.term: must hold letters or digits"),
        (TIC.replace("tic", "t" * 61), r"\[0\]\.term: has 61 characters, at most 60"),
        (TIC.replace("A quick move.", "m" * 301), r"\[0\]\.meaning: has 301 characters"),
        (TIC.replace("A quick move.", "7"), r"\[0\]\.meaning: must be a text"),
        (TIC.replace("[]", "none"), r"\[0\]\.other_names: must be a list"),
        (TIC.replace("[]", "['']"), r"\[0\]\.other_names\[0\]: must be a text"),
        (TIC + TIC.replace("tic", "Tic"), r"\[1\]: term 'Tic' has the key of another one: tic"),
        (TIC + TIC.replace("tic", "ALS"), r"\[1\]: term 'ALS' is not in alphabetical order"),
    ],
)
def test_what_is_wrong_is_refused_and_its_place_named(tmp_path, text, said):
    with pytest.raises(GlossaryError, match=said):
        load(tmp_path, text)


def test_the_glossary_is_read_once():
    assert get_glossary() is get_glossary()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("SPASTICITY", ["spasticity"]),
        ("botox", ["botulinum-toxin"]),
        ("  water   pill ", ["diuretic"]),
        ("spasticity botox", []),
        ("\x00", []),
    ],
)
def test_terms_are_found_by_name_other_name_and_meaning(words, found):
    assert [term.key for term in find_terms(words)] == found


def test_without_words_every_term_is_found():
    assert find_terms(" ") == list(get_glossary().values())


# ---------------------------------------------------------------- The page


@pytest.mark.django_db
def test_the_page_shows_every_term_with_its_anchor_and_takes_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = client.get("/knowledge/glossary/").content.decode()

    places = [html.index(f'id="term-{key}"') for key in get_glossary()]
    assert places == sorted(places)
    assert '<a class="chip" href="#term-acetaminophen">A</a>' in html
    assert 'data-behaviour="filter-entries"' in html


@pytest.mark.django_db
def test_a_search_shows_what_it_found_and_is_not_for_search_engines(client):
    html = client.get("/knowledge/glossary/?q=Botox%3Cb%3E").content.decode()
    assert "No such word here" in html
    assert "Botox&lt;b&gt;" in html

    html = client.get("/knowledge/glossary/?q=Botox").content.decode()
    assert html.count('class="glossary-entry"') == 1
    assert "1 word for “Botox”." in html
    assert "noindex" in html


@pytest.mark.django_db
def test_one_term_is_explained_alone_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = client.get("/knowledge/glossary/?term=spasticity").content.decode()

    assert "muscles are stiff" in html
    assert TERM in html
    assert "<html" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["nothing", "", "%00", "Spasticity", "x" * 5000])
def test_a_term_that_is_not_there_is_not_found(client, key):
    assert client.get(f"/knowledge/glossary/?term={key}").status_code == 404


@pytest.mark.django_db
def test_the_start_page_and_each_article_lead_to_the_glossary(client, tmp_path):
    make_article(tmp_path, "night-cramps")

    for address in ("/knowledge/", "/knowledge/night-cramps/"):
        main = client.get(address).content.decode().partition("<footer")[0]
        assert 'href="/knowledge/glossary/"' in main, address


# ---------------------------------------------------------------- In texts


@pytest.mark.django_db
def test_words_are_explained_in_articles_answers_to_frequent_questions_and_posts(client, tmp_path):
    text = "Stiffness is [spasticity](term:spasticity) in the words of my doctor, and it is worse at night."
    make_article(tmp_path, "night-cramps", body=text)
    make_article(tmp_path, "faq-stiff", kind="faq", body=text)
    make_article(tmp_path, "calf-steps", kind="relief", body=text)
    question = make_question(body=text)

    addresses = (
        "/knowledge/night-cramps/",
        "/knowledge/calf-steps/",
        "/faq/",
        reverse("qa:question", args=[question.pk, question.slug]),
    )
    for address in addresses:
        html = client.get(address).content.decode()
        assert TERM in html.partition('data-behaviour="term"')[2], address


@pytest.mark.django_db
def test_copies_for_the_time_without_a_connection_have_plain_words(client, tmp_path):
    make_article(tmp_path, "calf-steps", kind="relief", body="Not [spasticity](term:spasticity), a cramp.")

    html = client.get("/offline/calf-steps/").content.decode()

    assert "Not spasticity, a cramp." in html


@pytest.mark.django_db
def test_a_word_without_explanation_breaks_no_page(client, tmp_path):
    post = make_article(tmp_path, "night-cramps", body="See [this](term:no-such-word).")

    assert client.get("/knowledge/night-cramps/").status_code == 200
    assert "#term-no-such-word" in Post.objects.get(pk=post.pk).body_html


@pytest.mark.django_db
def test_every_page_leads_to_relief_steps_in_one_click(client):
    call_command("load_knowledge", verbosity=0)

    for address in ("/", "/questions/", "/faq/", "/knowledge/glossary/"):
        header = client.get(address).content.decode().partition("<main")[0]
        assert 'href="/knowledge/relief/"' in header, address
    home = client.get("/").content.decode().partition("<main")[2].partition("<footer")[0]
    assert home.count('href="/knowledge/relief/"') >= 2
    assert "Somewhere else" in home
