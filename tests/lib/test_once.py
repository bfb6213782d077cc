"""Pieces of pages that are rendered once for each thing that they depend on."""

from django.template import engines
from django.utils.translation import override

from lib.compiled_templates import once


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
