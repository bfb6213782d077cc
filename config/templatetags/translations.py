"""The tags of i18n, with a `translate` that looks a fixed text up once a language."""

from django import template
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language

from config.templatetags.folding import is_constant

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class FixedTranslateNode(Node):
    """A text that depends on nothing but the language."""

    child_nodelists = ()

    def __init__(self, node: i18n.TranslateNode) -> None:
        self.node = node
        self._known: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        key = (get_language(), context.autoescape)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self.node.render(context)
        return known


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    fixed = _is_fixed(parser, token)
    node = i18n.do_translate(parser, token)
    return FixedTranslateNode(node) if fixed and node.asvar is None and node.message_context is None else node


def _is_fixed(parser: Parser, token: Token) -> bool:
    """Whether the text itself stands in the template; the node that Django makes does not tell any more."""
    bits = token.split_contents()
    return len(bits) > 1 and is_constant(parser.compile_filter(bits[1]))
