"""`{% once … %}`: a piece of a page that is rendered once for each thing that it depends on.

For what shows no data, such as the form that narrows a list: it reads the same for everybody who asks for the same
list in the same language. Whatever the piece depends on beside language and addresses is named in the tag:

    {% once request.GET.urlencode %}…{% endonce %}

Nothing of a reader may stand in it, no token either. What is kept is bounded, because readers choose addresses.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lib.compiled_templates.running import place_now

PIECES_KEPT = 100

register = template.Library()


class OnceNode(Node):
    """Renders what stands in it the first time that its values are met."""

    def __init__(self, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist
        self._pieces: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = (get_language(), place_now(), *[value.resolve(context) for value in self.values])
        found = self._pieces.get(key)
        if found is None:
            found = self.nodelist.render(context)
            if len(self._pieces) >= PIECES_KEPT:
                self._pieces.clear()
            self._pieces[key] = found
        return found


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(values, nodes)
