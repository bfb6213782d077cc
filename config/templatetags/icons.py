"""The tag `lucide`, whose icons are drawn once: fixed ones while the template is read, others when first shown."""

from functools import lru_cache

from django import template
from django.template.base import Node, Parser, TextNode, Token
from django.template.context import Context
from lucide.templatetags import lucide as package

from lib.compiled_templates.writing import is_fixed

register = template.Library()
ICONS_KEPT = 500

draw = lru_cache(maxsize=ICONS_KEPT)(package.lucide)


@register.tag
def lucide(parser: Parser, token: Token) -> Node:
    node = package.register.tags["lucide"](parser, token)
    node.func = draw
    if node.target_var is None and all(map(is_fixed, (*node.args, *node.kwargs.values()))):
        return TextNode(node.render(Context()))
    return node
