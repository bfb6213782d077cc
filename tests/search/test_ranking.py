"""search.ranking, search.spelling and search.synonyms"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from search.ranking import EXPERT_ANSWER, REVIEWED, UNANSWERED_LOSS, Traits, boost, fuse, in_order
from search.spelling import distance
from search.synonyms import SYNONYMS_FILE, SynonymError, get_synonyms, load_synonyms, split_words

NOW = timezone.now()
WORDS = st.text(alphabet="abc", max_size=8)


def test_what_is_in_both_lists_comes_before_what_is_in_one():
    scores = fuse([1, 2, 3], [4, 2, 5])

    assert in_order(scores, dict.fromkeys(scores, Traits()), NOW)[0] == 2


def test_what_may_not_be_seen_has_no_traits_and_no_place():
    assert in_order(fuse([1, 2], [1]), {2: Traits()}, NOW) == [2]


@pytest.mark.parametrize(
    ("traits", "expected"),
    [
        (Traits(is_question=True, answer_count=2, asked_at=NOW - timedelta(days=3000)), EXPERT_ANSWER),
        (Traits(is_question=True, asked_at=NOW), 1.0),
        (Traits(is_question=True, asked_at=NOW + timedelta(days=9)), 1.0),
        (Traits(is_question=True, asked_at=NOW - timedelta(days=180)), 1 - UNANSWERED_LOSS / 2),
        (Traits(reviewed_on=NOW.date()), REVIEWED),
        (Traits(reviewed_on=date(2001, 1, 1)), 1.0),
        (Traits(), 1.0),
    ],
)
def test_boosts_are_small_and_known(traits, expected):
    assert boost(traits, NOW) == pytest.approx(expected)


@given(WORDS, WORDS)
def test_the_distance_of_words_is_symmetric_and_zero_only_for_the_same(one, other):
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("cramp", "carmp", 1), ("cramp", "crampp", 1), ("calf", "half", 1), ("calf", "foot", 3)],
)
def test_swapped_letters_are_one_slip(one, other, expected):
    assert distance(one, other, 2) == expected


def test_the_shipped_synonyms_can_be_read_and_are_many():
    assert len(SYNONYMS_FILE.read_text().splitlines()) > 60
    assert {"calf", "cramp"} <= set(get_synonyms().expand(["charley", "horse"]))


def test_the_longest_term_is_taken():
    assert "diuretic" in get_synonyms().expand(split_words("a new water tablet"))


@pytest.mark.parametrize(
    "text",
    ["", "a: b", "- [one]", "- [one, one]", "- [One, two]", "- [one, 2]", "- one", "- [one, 'a!']", "- [", "\x00",
     "- ['', two]"],
)  # fmt: skip
def test_a_list_with_a_mistake_is_refused(tmp_path, text):
    path = tmp_path / "synonyms.yaml"
    path.write_text(text)

    with pytest.raises(SynonymError):
        load_synonyms(path)
