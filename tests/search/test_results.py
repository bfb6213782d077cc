"""search.selectors.results and the search page"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.actions.indexing import index_pending
from search.selectors.results import QUERY_LENGTH, RESULTS, find
from tests.factories import make_member, make_question
from tests.lib.hostile import naughty_strings

pytestmark = pytest.mark.django_db
ODD_QUERIES = [
    "", " ", "calf", '"calf cramp"', '"calf', '""', '"', "'", "-calf", "- -", "calf or", "or", "OR OR", "and", "the",
    "calf & cramp", "calf | !cramp", "calf:*", "(calf", "calf)", "!!", "&", "|", ":", "<->", "<2>", "*", "\\", "%_",
    "\x00", "calf\x00cramp", "calf\ncramp\t", "🦵", "chuột rút", "夜",
    "x" * 10_000, "calf " * 2_000, "- " * 100, '"' * 10_000, "-" * 10_000, "(" * 10_000, "-" * 40 + "calf",
    "\u202e\u200b",
    "'; DROP TABLE posts_post; --", "' OR 1=1 --", "1); SELECT pg_sleep(9)--", "%' UNION SELECT 1", "$$", "{{ 7*7 }}",
]  # fmt: skip


def make_indexed(title):
    question = make_question(title=title, body="It wakes me up and I do not know what to do.", tags=["night"])
    index_pending()
    return question


def titles(query):
    return {row.title for row in find(query).rows}


@pytest.fixture
def questions():
    for title in ["Calf cramp after swimming", "Foot cramp after swimming", "A swimming cramp in the calf"]:
        make_indexed(title)


@pytest.mark.usefixtures("questions")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("calf cramp", {"Calf cramp after swimming", "A swimming cramp in the calf"}),
        ('"calf cramp"', {"Calf cramp after swimming"}),
        ('"calf cramp', {"Calf cramp after swimming"}),
        ("swimming -calf", {"Foot cramp after swimming"}),
        ("swimming -foot", {"Calf cramp after swimming", "A swimming cramp in the calf"}),
        ('swimming -"calf cramp"', {"Foot cramp after swimming", "A swimming cramp in the calf"}),
        ("cycling or foot", {"Foot cramp after swimming"}),
        ("calf\x00cramp", {"Calf cramp after swimming", "A swimming cramp in the calf"}),
        ("elbow", set()),
        ("the", set()),
    ],
)
def test_words_phrases_and_operators_mean_what_people_expect(query, expected):
    assert titles(query) == expected


@pytest.mark.usefixtures("questions")
@pytest.mark.parametrize("query", ODD_QUERIES, ids=lambda query: repr(query)[:30])
def test_whatever_is_typed_the_page_answers(client, query):
    assert len(find(query).query) <= QUERY_LENGTH
    assert client.get("/search/", {"q": query}).status_code == 200


def test_naughty_strings_are_searched_for_without_harm():
    make_indexed("Calf cramp after swimming")

    assert all(len(find(query).query) <= QUERY_LENGTH for query in naughty_strings())


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=40) | st.text(alphabet="\"'-|&!()<>:* ao", max_size=200))
def test_any_text_can_be_searched_for(text):
    assert find(text).rows == []


def test_an_address_with_broken_percent_codes_is_answered(client):
    assert client.get("/search/?q=%FF%00%ED%A0%80&q=b").status_code == 200


def test_the_page_without_a_query_is_there(client):
    assert client.get("/search/").status_code == 200


def test_what_was_typed_is_shown_as_text(client):
    page = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_page_lists_what_was_found(client):
    question = make_indexed("Calf cramp after swimming")

    page = client.get("/search/", {"q": "swimming"})

    assert f"/questions/{question.pk}/" in page.content.decode()


def test_a_search_takes_two_queries(django_assert_num_queries):
    make_indexed("Calf cramp after swimming")

    with django_assert_num_queries(2):
        find("swimming")


def test_only_the_best_results_are_shown_and_it_says_that_there_are_more():
    author = make_member()
    for number in range(RESULTS + 1):
        make_question(author, title=f"Calf cramp after swimming {number}")
    index_pending()

    results = find("swimming")

    assert len(results.rows) == RESULTS
    assert results.is_cut
