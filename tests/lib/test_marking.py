"""lib.marking"""

import pytest

from lib.marking import mark_passages


@pytest.mark.parametrize(
    ("html", "passages", "marked"),
    [
        ("<p>Stop the statin now.</p>", ["stop  the\nSTATIN"], "<p><mark>Stop the statin</mark> now.</p>"),
        ("<p>a &lt;b&gt; c</p>", ["<b>"], "<p>a <mark>&lt;b&gt;</mark> c</p>"),
        ('<p class="stop">stop</p>', ["stop"], '<p class="stop"><mark>stop</mark></p>'),
        ("<p>one <b>two</b></p>", ["one two"], "<p>one <b>two</b></p>"),
        ("<p>calf calf</p>", ["calf", "calf calf"], "<p><mark>calf calf</mark></p>"),
        ("<p>calf</p>", ["", " ", "c"], "<p>calf</p>"),
    ],
)
def test_passages_are_marked_in_texts_and_nowhere_else(html, passages, marked):
    assert mark_passages(html, passages) == marked
