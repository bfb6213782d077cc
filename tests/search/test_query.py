"""search.query and what its operators find"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.actions.voting import cast_vote
from posts.models import Post
from search.actions.indexing import index_pending
from search.query import FILTERS_MOST, QUERY_LENGTH, Filter, parse
from search.selectors.results import find
from tests.factories import make_answer, make_article, make_guest_comment, make_member, make_question

PIECES = st.sampled_from(
    ['"', "-", ":", " ", "tag:", "site:calf", "user:@ann", "is:answered", "score:>3", "before:2026-13", "after:2026",
     "calf", "\x00", "\u202e", "🦵", "القدم", "' OR 1=1 --", "<->", ":*", "&", "|", "!", "(", ")", "\\"]
)  # fmt: skip


@given(
    st.text(max_size=400)
    | st.lists(PIECES, max_size=60).map("".join)
    | st.lists(PIECES, max_size=60).map(" ".join)
)
def test_any_text_is_a_query_and_reading_it_again_changes_nothing(typed):
    query = parse(typed)

    assert len(query.text) <= QUERY_LENGTH
    assert "\x00" not in query.text
    assert len(query.filters) <= FILTERS_MOST
    assert parse(query.text).filters == query.filters
    assert parse(query.text).words == query.words


@given(st.text(alphabet="abc äöü", max_size=60))
def test_plain_words_stay_words(typed):
    assert parse(typed).words.split() == [word for word in typed.split() if word]


@pytest.mark.parametrize(
    ("typed", "name", "value", "is_negated"),
    [
        ("tag:Night-Cramps", "tag", "night-cramps", False),
        ("-tag:night", "tag", "night", True),
        ('site:"lower back"', "site", "lower-back", False),
        ("SITE:Calf", "site", "calf", False),
        ("user:@Ann", "user", "ann", False),
        ("is:Answered", "is", "answered", False),
        ("score:>3", "score", (">", 3), False),
        ("score:>=-2", "score", (">=", -2), False),
        ("score:5", "score", ("=", 5), False),
        ("before:2026-02-03", "before", date(2026, 2, 3), False),
        ("after:2026-02", "after", date(2026, 2, 1), False),
        ("after:2026", "after", date(2026, 1, 1), False),
    ],
)
def test_operators_are_read(typed, name, value, is_negated):
    assert parse(f"calf {typed} night").filters == (Filter(name, value, is_negated),)
    assert parse(f"calf {typed} night").words == "calf night"


@pytest.mark.parametrize(
    "typed",
    ["tag:", "tag:🦵", "site:banana", "user:", "user:a b@c", "is:nice", "score:many", "score:>٣", "score:>9999999",
     "before:yesterday", "before:2026-02-30", "after:0000", "after:99999-01-01"],
)  # fmt: skip
def test_an_operator_that_makes_no_sense_is_left_out_with_advice(typed):
    query = parse(typed.split(" ")[0])

    assert query.filters == () or typed.startswith("user:a")
    assert typed.startswith("user:a") or str(query.problems[0].advice)


def test_a_word_with_a_colon_that_is_no_operator_is_words():
    assert parse("ratio:high http://x.org").words == "ratio high http x org"


def test_phrases_and_what_is_left_out_are_told_apart():
    query = parse('calf "restless legs" -night -"at rest" "single"')

    assert query.phrases == ("restless legs",)
    assert query.excluded == ("night", "at rest")
    assert query.words == "calf single"


def pks(query):
    return {row.pk for row in find(query).rows if row.kind != "tag"}


@pytest.fixture
def threads(db, tmp_path):
    ann = make_member("ann")
    calf = make_question(ann, title="Cramp after a swim, first", body_site="calf", tags=["swimming"])
    foot = make_question(title="Cramp after a swim, second", body_site="foot", tags=["feet"])
    article = make_article(tmp_path, "swim-cramps", title="Cramp and swim")
    faq = make_article(tmp_path, "faq-swim", kind="faq", title="Why a cramp in a swim?")
    make_answer(calf)
    for _ in range(4):
        cast_vote(make_member(), foot, 1)
    Post.objects.filter(pk=calf.pk).update(created_at="2025-03-04T12:00Z")
    index_pending()
    return {"calf": calf.pk, "foot": foot.pk, "article": article.pk, "faq": faq.pk}


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("tag:swimming", {"calf"}),
        ("-tag:swimming", {"foot", "article", "faq"}),
        ("site:foot", {"foot"}),
        ("site:calf", {"calf", "article", "faq"}),
        ("user:ann", {"calf"}),
        ("-user:ann", {"foot", "article", "faq"}),
        ("is:answered", {"calf"}),
        ("is:unanswered", {"foot"}),
        ("is:question", {"calf", "foot"}),
        ("is:article", {"article"}),
        ("is:faq", {"faq"}),
        ("score:>3", {"foot"}),
        ("score:<1 is:question", {"calf"}),
        ("before:2025-03-05", {"calf"}),
        ("before:2025-03-04", set()),
        ("after:2025-03-05 is:question", {"foot"}),
        ("is:question -first", {"foot"}),
        ('is:question "swim first"', {"calf"}),
    ],
)
@pytest.mark.parametrize("words", ["swim", ""])
def test_operators_narrow_words_and_stand_alone(threads, words, operator, expected):
    assert pks(f"{words} {operator}") == {threads[name] for name in expected}


@pytest.mark.django_db
def test_what_was_written_under_a_mask_is_never_found_by_its_author():
    ann = make_member("ann")
    masked = make_question(ann, title="A cramp that I am ashamed of")
    Post.objects.filter(pk=masked.pk).update(byline="Quiet Heron")
    index_pending()

    assert pks("ashamed") == {masked.pk}
    assert pks("user:ann") == set()
    assert pks("ashamed user:ann") == set()
    assert pks("user:quiet-heron") == set()
    # Leaving out what she wrote must not tell either.
    assert pks("ashamed -user:ann") == {masked.pk}


@pytest.mark.django_db
def test_a_guest_is_nobody_that_can_be_searched_for(tmp_path):
    article = make_article(tmp_path)
    make_guest_comment(article, name="kim")
    make_member("kim")
    index_pending()

    assert pks("user:kim") == set()
