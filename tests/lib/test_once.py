"""Pieces of pages that are rendered once for each thing that they depend on."""

import re

from django.conf import settings
from django.template import engines
from django.utils.translation import override

from lib.compiled_templates import once

TEMPLATES = settings.BASE_DIR / "templates"


class Counter:
    """Says how often it was asked."""

    def __init__(self):
        self.number = 0

    def __str__(self):
        self.number += 1
        return f"<{self.number}>"


def template():
    return engines["django"].from_string(
        "{% load once %}{% once place %}{{ place }}{{ counter }}{% endonce %}"
    )


def test_a_piece_is_rendered_once_for_each_value_and_language():
    page, counter = template(), Counter()

    def shown(place):
        return page.render({"place": place, "counter": counter})

    assert [shown("calf"), shown("calf")] == ["calf&lt;1&gt;"] * 2
    assert shown("neck") == "neck&lt;2&gt;"
    with override("de"):
        assert shown("calf") == "calf&lt;3&gt;"
    assert shown("neck") == "neck&lt;2&gt;"


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(once, "PIECES_KEPT", 3)
    page = template()
    node = next(node for node in page.template.nodelist if isinstance(node, once.OnceNode))
    for number in range(20):
        assert page.render({"place": number}) == str(number)
        assert len(node._pieces) <= 3


PIECE = re.compile(r"{% once[^%]*%}(.*?){% endonce %}", re.DOTALL)
INCLUDED = re.compile(r'{% include "([^"]+)"')
OF_A_READER = re.compile(r"\b(?:user|csrf_token|perms|messages|reader|session)\b")


def whole(text):
    """The text of a piece with all that it includes."""
    return text + "".join(whole((TEMPLATES / name).read_text()) for name in INCLUDED.findall(text))


def test_no_piece_that_is_kept_shows_a_reader_or_a_token():
    pieces = [
        (path.name, whole(piece))
        for path in TEMPLATES.rglob("*.html")
        for piece in PIECE.findall(path.read_text())
    ]

    assert len(pieces) >= 3
    assert [(name, found[0]) for name, text in pieces if (found := OF_A_READER.search(text))] == []
    assert OF_A_READER.search("{% if user.is_authenticated %}")
