"""search.selectors.results and the search page"""

import pytest
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st

from posts.models import Post
from search.actions.counting_words import count_words
from search.actions.indexing import index_pending
from search.models import Document
from search.query import QUERY_LENGTH, parse
from search.selectors.candidates import _telling, by_words, newest
from search.selectors.filters import conditions_of
from search.selectors.results import RESULTS, find
from search.selectors.terms import Term, read_terms
from tests.factories import make_answer, make_article, make_question
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
    return {row.title for row in find(query).rows if row.kind == "question"}


@pytest.fixture
def questions():
    for title in ["Calf cramp after swimming", "Foot cramp after swimming", "A swimming cramp in the calf"]:
        make_indexed(title)
    count_words()


@pytest.mark.usefixtures("questions")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("calf", {"Calf cramp after swimming", "A swimming cramp in the calf"}),
        ('"calf cramp"', {"Calf cramp after swimming"}),
        ('"calf cramp', {"Calf cramp after swimming"}),
        ("swimming -calf", {"Foot cramp after swimming"}),
        ("swimming -foot", {"Calf cramp after swimming", "A swimming cramp in the calf"}),
        ('swimming -"calf cramp"', {"Foot cramp after swimming", "A swimming cramp in the calf"}),
        ("cycling foot", {"Foot cramp after swimming"}),
        ("ca", {"Calf cramp after swimming", "A swimming cramp in the calf"}),
        ("calf\x00after", {"Calf cramp after swimming", "A swimming cramp in the calf"}),
        ("elbow", set()),
        ("the", set()),
    ],
)
def test_words_phrases_and_operators_mean_what_people_expect(query, expected):
    assert titles(query) == expected


@pytest.mark.usefixtures("questions")
@pytest.mark.parametrize("query", ODD_QUERIES, ids=lambda query: repr(query)[:30])
def test_whatever_is_typed_the_page_answers(client, query):
    assert len(find(query).query.text) <= QUERY_LENGTH
    assert client.get("/search/", {"q": query}).status_code == 200


def test_naughty_strings_are_searched_for_without_harm():
    make_indexed("Calf cramp after swimming")

    assert all(len(find(query).query.text) <= QUERY_LENGTH for query in naughty_strings())


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


def test_a_search_takes_five_queries_and_one_more_for_an_unknown_word(django_assert_num_queries):
    make_indexed("Calf cramp after swimming")
    count_words()

    with django_assert_num_queries(5):
        find("swimming")
    with django_assert_num_queries(6):
        find("swimmingly swimmong")


def test_the_best_results_come_in_pages_that_do_not_overlap():
    for number in range(RESULTS + 1):
        make_question(title=f"Calf cramp after swimming {number}")
    index_pending()

    first = find("swimming is:question")
    second = find("swimming is:question", first.page.next_cursor)

    assert [len(first.rows), len(second.rows), first.count] == [RESULTS, 1, RESULTS + 1]
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}
    assert second.page.next_cursor is None


@pytest.mark.parametrize("cursor", ["x", "-1", "999", "1e3", "٣", "9" * 5000, "\x00"])
def test_a_cursor_that_makes_no_sense_is_answered(client, cursor):
    make_indexed("Calf cramp after swimming")

    assert client.get("/search/", {"q": "swimming", "cursor": cursor}).status_code == 200


def test_the_words_are_marked_in_an_excerpt_and_nothing_else_is_html(client):
    make_question(
        title="Calf cramp after swimming",
        body="I swim <b>a lot</b> &amp; it <script>alert(1)</script> cramps \ue000x.",
    )
    index_pending()

    page = client.get("/search/", {"q": "cramps"}).content.decode()

    assert "<mark>cramps</mark>" in page
    assert "<script>alert" not in page
    assert page.count("<mark>") == page.count("</mark>")


def test_an_unknown_word_is_corrected_from_the_words_of_the_site():
    for number in range(3):
        make_indexed(f"Does magnesium help, number {number}")
    count_words()

    results = find("magnesuim")

    assert results.did_you_mean == "magnesium"


def test_a_word_of_few_documents_is_not_suggested_since_it_may_be_a_name():
    make_indexed("Does zanzibarcanary help against cramps")
    count_words()

    assert find("zanzibarcanari").did_you_mean == ""


def test_a_lay_word_finds_what_experts_call_otherwise():
    make_indexed("Nocturnal calf cramp, what is it")

    assert titles("charley horse") == {"Nocturnal calf cramp, what is it"}


def test_facets_count_what_was_found_and_lead_to_it(client):
    calf = make_question(title="Calf cramp after swimming", body_site="calf", tags=["calf"])
    make_question(title="Foot cramp after swimming", body_site="foot", tags=["feet"])
    make_answer(calf)
    index_pending()

    facets = {choice.operator: choice for facet in find("swimming").facets for choice in facet.choices}
    narrowed = find(facets["site:calf"].query)

    assert {name: choice.count for name, choice in facets.items()} == {
        "is:answered": 1, "site:calf": 1, "site:foot": 1, "tag:calf": 1, "tag:feet": 1,
    }  # fmt: skip
    assert [row.pk for row in narrowed.rows] == [calf.pk]


def test_places_of_one_article_are_one_result_with_links_to_each(tmp_path):
    body = "## Magnesium\n\nHardly studied.\n\n## Magnesium in pregnancy\n\nMagnesium may help a little."
    make_article(tmp_path, "night-cramps", body=body)
    index_pending()

    (hit,) = [row for row in find("magnesium").rows if row.kind != "tag"]

    assert {hit.url, *(place.url for place in hit.more)} == {
        "/knowledge/night-cramps/#magnesium",
        "/knowledge/night-cramps/#magnesium-in-pregnancy",
    }


def test_nothing_found_says_what_to_try(client):
    page = client.get("/search/", {"q": "xylophone site:banana"}).content.decode()

    assert "Nothing found" in page
    assert "/ask/" in page
    assert "site:lower-back" in page


def test_the_description_for_browsers_leads_to_the_search(client):
    response = client.get("/opensearch.xml")

    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert 'template="http://testserver/search/?q={searchTerms}"' in response.content.decode()


def test_a_word_that_no_document_has_does_not_hide_what_a_common_one_finds():
    questions = [make_question(title=f"Calf cramp after swimming, time {number}") for number in range(3)]
    index_pending()
    count_words()

    found = by_words(read_terms("swimming zanzibar"), Q(), pool=1)

    assert set(found) <= set(Document.objects.filter(post__in=questions).values_list("pk", flat=True))
    assert len(found) == 1


def test_the_words_that_find_are_rare_or_stand_together():
    terms = [
        Term("cramp", 0.1, "cramp", 900, 1000),
        Term("calf", 1.0, "calf", 300, 1000),
        Term("night", 0.8, "night", 250, 1000),
        Term("quinin", 4.0, "quinine", 20, 1000),
        Term("saddl", 5.0, "saddle", 0, 1000),
    ]

    assert _telling(terms, 600) == "'saddl' | 'quinin' | 'night' | 'calf'"
    assert _telling(terms, 100) == "'saddl' | 'quinin' | (('night') & ('calf'))"
    assert _telling(terms[:2], 100) == "(('calf') & ('cramp'))"
    assert _telling(terms[:1], 100) == "(('cramp'))"


def test_a_topic_finds_the_same_whether_the_index_or_the_posts_are_asked(tmp_path):
    topics = ["night-cramps", "basics", "other", "covid-19", "mật-ong"]  # the guide is about the basics
    for topic in topics:
        make_question(title=f"Swimming and {topic}, what to do", tags=[topic])
    make_question(title="Swimming in night-cramps, basics of it", tags=["swimming"])
    make_article(tmp_path, body="Often.\n\n## Swimming\n\nStretch before swimming.")
    index_pending()
    terms = read_terms("swimming")

    for topic in topics:
        query = parse(f"swimming tag:{topic}")
        exact = conditions_of(query)
        quick = Document.objects.filter(exact, pk__in=by_words(terms, conditions_of(query, as_indexed=True)))
        assert {one.pk for one in quick} == set(by_words(terms, exact)), topic
        assert quick.filter(kind="question").count() == 1, topic
    sections = Document.objects.filter(
        kind="section", pk__in=by_words(terms, conditions_of(parse("tag:basics")))
    )
    assert sections.exists()


def test_a_topic_that_is_no_word_is_looked_up_and_no_post_is_asked_for_each_document():
    def plan(typed: str) -> str:
        return Document.objects.filter(conditions_of(parse(typed), as_indexed=True)).explain()

    assert "posts_posttag" in plan("tag:other")
    assert "posts_post " not in plan("tag:other")
    assert "posts_posttag" not in plan("tag:night-cramps")


def test_a_query_of_operators_alone_lists_what_is_newest_whatever_it_is(tmp_path):
    old, new = (make_question(title=f"Cramp, the {age} one", tags=["swimming"]) for age in ("old", "new"))
    article = make_article(tmp_path)
    for post, day in ((old, 1), (article, 2), (new, 3)):
        Post.objects.filter(pk=post.pk).update(created_at=f"2025-03-0{day}T12:00Z")
    index_pending()

    found = Document.objects.in_bulk(newest(Q()))
    owners = [found[key].post_id for key in newest(Q())]
    assert list(dict.fromkeys(owners)) == [new.pk, article.pk, old.pk, None]  # at the end the topic
    assert [found[key].post_id for key in newest(Q(), most=1)] == [new.pk]


def test_operators_are_asked_so_that_an_index_answers():
    for typed in ("after:2024", "before:2024", "user:ann"):
        wanted = str(Document.objects.filter(conditions_of(parse(typed), as_indexed=True)).query)
        assert "AT TIME ZONE" not in wanted, typed
        assert "accounts_user" not in wanted.partition(" WHERE ")[0], typed
