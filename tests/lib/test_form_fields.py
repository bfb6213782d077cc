"""Fields drawn by functions are what Django's templates draw; only that those leave empty lines."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import ChoiceWidget
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from lib.form_fields import DRAWN, FieldRenderer

HOSTILE = "<b a='1'>\"&amp;\n two"
SAFE = mark_safe("<i>&lt;</i>")  # noqa: S308 - a text of this test
CHOICES = [
    ("", gettext_lazy("Not one place")),
    (1, 2_000),
    (None, "None"),
    (HOSTILE, HOSTILE),
    ("safe", SAFE),
    (f"A group {HOSTILE}", [("in", "In it"), (7, HOSTILE)]),
]
ATTRS: list[dict[str, Any]] = [
    {},
    {"id": "id_it", "required": True, "disabled": False, "rows": 8, "title": HOSTILE, "data-x": SAFE},
]
VALUES = [None, "", "in", HOSTILE, SAFE, 1, 1234.5, True, False, ["in", HOSTILE, "1"], date(2026, 1, 2)]
PLAIN = [
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput, forms.HiddenInput,
    forms.DateInput, forms.TimeInput, forms.CheckboxInput, forms.FileInput, forms.Textarea, forms.SearchInput,
    forms.TelInput, forms.ColorInput, forms.DateTimeInput,
]  # fmt: skip
CHOOSING = [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple]


def same(html: str) -> str:
    """Return HTML without what Django leaves of the ends of its template files."""
    return html.replace("\n\n", "\n").replace(">\n ", "> ").replace(">\n</label>", "></label>")


def test_every_field_is_drawn_as_by_django() -> None:
    own, django, seen = FieldRenderer(), DjangoTemplates(), 0
    widgets = [kind() for kind in PLAIN] + [kind(choices=CHOICES) for kind in CHOOSING]
    for widget in widgets:
        for attrs in ATTRS:
            for value in VALUES:
                drawn, expected = (
                    widget.render("na<me", value, attrs, renderer=one) for one in (own, django)
                )
                assert same(drawn) == same(expected), (widget, attrs, value)
                seen += 1
    assert seen == len(widgets) * len(ATTRS) * len(VALUES)


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_boxes_that_a_page_labels_itself_are_drawn_as_by_django(kind: type[ChoiceWidget]) -> None:
    class Choosing(forms.Form):
        one = forms.MultipleChoiceField(choices=CHOICES, widget=kind)

    def tags(renderer: DjangoTemplates) -> list[str]:
        bound = Choosing({"one": ["in", "1"]}, renderer=renderer)["one"]
        return [same(text) for option in bound for text in (option.tag(), str(option))]

    drawn = tags(FieldRenderer())
    assert drawn == tags(DjangoTemplates())
    assert len(drawn) == 2 * 7


def test_the_templates_are_those_of_this_django() -> None:
    """A template that Django renames would be drawn by it, slowly and unseen."""
    django = DjangoTemplates()
    for name in DRAWN:
        assert django.get_template(name)
