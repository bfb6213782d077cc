"""A list of nodes that is rendered by the function made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.template import Engine
from django.template.base import Node, NodeList
from django.template.context import Context
from django.utils.safestring import SafeString

from lib.compiled_templates.running import Frame, find


@dataclass(frozen=True)
class Compiled:
    """The function of a list of nodes, called with context, frame, the `append` of a list, and what it uses by name.

    It `needs_context` where something in it is rendered by Django, which looks for names in the context.
    """

    function: Callable[..., None]
    names: tuple[str, ...]
    needs_context: bool


class CompiledNodeList(NodeList):
    """Renders by a function, which is made the first time; where none can be made, node by node."""

    is_being_compiled = False
    _known: Compiled | bool | None = None

    def render(self, context: Context) -> SafeString:
        found = self.compiled(context.template.engine)
        if found is None:
            return super().render(context)
        parts: list[str] = []
        found.function(context, Frame(context), parts.append, *[find(context, name) for name in found.names])
        return SafeString("".join(parts))

    def compiled(self, engine: Engine) -> Compiled | None:
        """Return the function, None where Django has to render the nodes, or while the function is being made."""
        if self._known is None and not self.is_being_compiled:
            from lib.compiled_templates.writing import compile_nodes

            self.is_being_compiled = True
            try:
                self._known = compile_nodes(self, engine) or False
            finally:
                self.is_being_compiled = False
        return self._known or None

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Node]:
        """Return all nodes of a kind, looked for once: whatever extends a template asks for its blocks."""
        found = self._by_type.get(nodetype)
        if found is None:
            found = self._by_type[nodetype] = super().get_nodes_by_type(nodetype)
        return found

    @cached_property
    def _by_type(self) -> dict[type[Node], list[Node]]:
        return {}
