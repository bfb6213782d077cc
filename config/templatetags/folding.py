"""`url` and `include` as Django has them, without the work that comes out the same each time."""

import re
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template import NodeList, defaulttags, loader_tags
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

register = template.Library()

# What stands in an address as it is, whatever the pattern's converter.
PLAIN = re.compile(r"[-\w]+", re.ASCII)
A_NUMBER, A_WORD = 918273645, "zqx-word-xqz"
# What counts or looks around while it is rendered keeps the wall that Django builds around an included template.
NEEDS_WALLS = (
    loader_tags.ExtendsNode, loader_tags.BlockNode, defaulttags.CycleNode, defaulttags.IfChangedNode,
    defaulttags.ResetCycleNode,
)  # fmt: skip


def is_constant(expression: FilterExpression) -> bool:
    """Whether an argument is a text that stands in the template, without filters."""
    return isinstance(expression.var, str) and not expression.filters


class URLNode(defaulttags.URLNode):
    """Makes the address from the pattern's parts, which are looked for once."""

    def render(self, context: Context) -> str:
        args = tuple(arg.resolve(context) for arg in self.args)
        kwargs = {name: value.resolve(context) for name, value in self.kwargs.items()}
        values = (*args, *kwargs.values())
        if not all(map(_is_plain, values)):
            return str(super().render(context))
        name = self.view_name.resolve(context)
        kinds = tuple(isinstance(value, int) for value in values)
        place = (settings.ROOT_URLCONF, get_urlconf(), get_script_prefix())
        parts = _parts(place, name, len(args), tuple(kwargs), kinds)
        if parts is None:
            return str(super().render(context))
        url = parts[0] + "".join(f"{values[number]}{text}" for number, text in parts[1])
        if self.asvar:
            context[self.asvar] = url
            return ""
        return conditional_escape(url) if context.autoescape else url


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return PLAIN.fullmatch(value) is not None and A_WORD not in value
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


@lru_cache(maxsize=1_000)
def _parts(
    place: tuple[Any, ...], name: str, positional: int, names: tuple[str, ...], kinds: tuple[bool, ...]
) -> tuple[str, tuple[tuple[int, str], ...]] | None:
    """Return the beginning of an address, and after each value its number and what follows; None where that fails.

    `place` is what the answer depends on beside its name and values.
    """
    marks = [
        A_NUMBER + number if is_number else f"{A_WORD}{number}" for number, is_number in enumerate(kinds)
    ]
    named = dict(zip(names, marks[positional:], strict=True))
    try:
        url = reverse(name, args=marks[:positional], kwargs=named)
    except NoReverseMatch:
        return None
    found = sorted((url.find(str(mark)), number) for number, mark in enumerate(marks))
    pieces, rest = [], url
    for _place, number in found:
        before, _mark, rest = rest.partition(str(marks[number]))
        pieces.append(before)
    tails = [*pieces[1:], rest] if found else []
    begin = pieces[0] if found else url
    return begin, tuple((number, tail) for (_place, number), tail in zip(found, tails, strict=True))


@register.tag
def url(parser: Parser, token: Token) -> Node:
    node = defaulttags.url(parser, token)
    return URLNode(node.view_name, node.args, node.kwargs, node.asvar)


class IncludeNode(loader_tags.IncludeNode):
    """Renders what a template consists of in place, when its name is fixed and nothing in it needs to be apart."""

    _nodes: NodeList | None = None

    def render(self, context: Context) -> str:
        nodes = self._nodes
        if nodes is None:
            nodes = self._find_nodes(context)
            if nodes is None:
                return super().render(context)
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        if self.isolated_context:
            return nodes.render(context.new(values))
        with context.push(**values):
            return nodes.render(context)

    def _find_nodes(self, context: Context) -> NodeList | None:
        engine = context.template.engine
        if engine.debug or not is_constant(self.template) or self.template.var.startswith("."):
            return None
        included = engine.get_template(self.template.var)
        if any(included.nodelist.get_nodes_by_type(kind) for kind in NEEDS_WALLS):
            return None
        self._nodes = included.nodelist
        return self._nodes


@register.tag
def include(parser: Parser, token: Token) -> Node:
    node = loader_tags.do_include(parser, token)
    return IncludeNode(
        node.template, extra_context=node.extra_context, isolated_context=node.isolated_context
    )
