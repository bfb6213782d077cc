"""Draws the fields of forms by functions: the HTML of Django's own templates, which take many times as long.

What stands not in the table below (such as a field made of several) is left to those templates.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template.base import render_value_in_context
from django.template.context import Context
from django.utils.html import escape
from django.utils.safestring import SafeData

type Shown = Mapping[str, Any]
WIDGETS = "django/forms/widgets/"
INPUTS = (
    "hidden", "text", "checkbox", "number", "email", "password", "url", "tel", "search", "color", "date", "datetime",
    "time", "file", "input",
)  # fmt: skip
PLAIN = Context()


class FieldRenderer(DjangoTemplates):
    """FORM_RENDERER of the settings."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _text(value: Any) -> str:
    """Return a value as an attribute holds it."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def _shown(value: Any) -> str:
    """Return a value as it stands between tags."""
    return _text(value) if type(value) is str else render_value_in_context(value, PLAIN)


def _attributes(widget: Shown) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Shown) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{_text(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Shown) -> str:
    value = _shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _option(widget: Shown) -> str:
    return f'<option value="{_text(widget["value"])}"{_attributes(widget)}>{_shown(widget["label"])}</option>'


def _labeled(widget: Shown) -> str:
    """A box or a button of several, in its label unless the page writes that itself."""
    if not widget["wrap_label"]:
        return _input(widget)
    place = widget["attrs"].get("id")
    begin = f'<label for="{_text(place)}">' if place else "<label>"
    return f"{begin}{_input(widget)} {_shown(widget['label'])}</label>"


def _select(widget: Shown) -> str:
    parts = [f'<select name="{_text(widget["name"])}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        parts += [f'\n  <optgroup label="{_text(group)}">'] if group else []
        parts += [f"\n  {DRAWN[option['template_name']](option)}" for option in options]
        parts += ["\n  </optgroup>"] if group else []
    return "".join([*parts, "\n</select>"])


DRAWN: dict[str, Callable[[Shown], str]] = {
    f"{WIDGETS}{name}.html": draw
    for name, draw in {
        **dict.fromkeys(INPUTS, _input),
        "textarea": _textarea,
        "select": _select,
        "select_option": _option,
        "radio_option": _labeled,
        "checkbox_option": _labeled,
    }.items()
}
