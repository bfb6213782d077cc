"""lib.mentions"""

import pytest

from lib.mentions import MENTIONS_AT_MOST, mentioned_handles


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@mia thank you", ["mia"]),
        ("(@Mia_K) and, @bob.", ["mia_k", "bob"]),
        ("**@mia** > @bob\n\n> @cor said", ["mia", "bob", "cor"]),
        ("@mia @MIA @mia", ["mia"]),
        ("`@mia` and\n\n```\n@bob\n```\n\n    @cor", []),
        ("[@mia](https://example.org)", []),
        ("mia@example.org, me@mia@bob, /@mia, @m, @_mia, @mia@example.org", []),
        ("@" + "a" * 31, []),
        ("", []),
    ],
)
def test_handles_are_read_out_of_text_but_not_out_of_code_and_links(text, handles):
    assert mentioned_handles(text) == handles


def test_no_more_than_a_few_are_called():
    assert len(mentioned_handles(" ".join(f"@person{i}" for i in range(50)))) == MENTIONS_AT_MOST
