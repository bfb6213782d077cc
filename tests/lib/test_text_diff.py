"""lib.text_diff"""

from hypothesis import given
from hypothesis import strategies as st

from lib.text_diff import DiffLine, compare_words, diff_lines, side_by_side

lines = st.lists(st.sampled_from(["", "calf", "calves", "? calf", "- calf", "+ calf", "  calf"]), max_size=8)
words = st.text(alphabet="ab .é-", max_size=40)


def test_kept_added_and_removed_lines_are_told_apart():
    compared = diff_lines("one\ntwo\nthree", "one\n2\nthree\nfour")

    assert compared == [
        DiffLine("same", "one"),
        DiffLine("removed", "two"),
        DiffLine("added", "2"),
        DiffLine("same", "three"),
        DiffLine("added", "four"),
    ]


def test_a_text_that_stays_has_only_kept_lines():
    assert {line.kind for line in diff_lines("one\ntwo", "one\ntwo")} == {"same"}


def test_empty_texts_have_nothing_to_compare():
    assert diff_lines("", "") == []


def test_everything_is_added_to_an_empty_text():
    assert diff_lines("", "a\nb") == [DiffLine("added", "a"), DiffLine("added", "b")]


@given(lines, lines)
def test_both_texts_can_be_read_from_the_comparison(before, after):
    compared = diff_lines("\n".join(before), "\n".join(after))

    assert [x.text for x in compared if x.kind != "added"] == "\n".join(before).splitlines()
    assert [x.text for x in compared if x.kind != "removed"] == "\n".join(after).splitlines()


def test_in_a_changed_line_the_words_that_differ_are_told():
    row = side_by_side("My left calf is hard as wood.", "My calf is hard.")[0]

    assert [part.text for part in row.before_parts if part.is_other] == [" left", " as wood"]
    assert [part.text for part in row.after_parts if part.is_other] == []


def test_lines_that_have_little_in_common_are_marked_as_wholes():
    assert compare_words("Is it the statin?", "Walk every evening, then stretch.") == ((), ())
    assert compare_words("calf " * 2000, "calves " * 2000) == ((), ())


@given(words, words)
def test_both_lines_can_be_read_from_their_words(before, after):
    old, new = compare_words(before, after)

    assert "".join(part.text for part in old) in (before, "")
    assert "".join(part.text for part in new) in (after, "")
