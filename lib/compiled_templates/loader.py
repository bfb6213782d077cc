"""The loader that TEMPLATES in the settings names: keeps templates, and makes their lists of nodes compiled ones."""

from collections.abc import Sequence

from django.template import Origin, Template
from django.template.base import NodeList
from django.template.defaulttags import AutoEscapeControlNode
from django.template.loader_tags import BlockNode
from django.template.loaders import cached

from lib.compiled_templates.nodelists import CompiledNodeList


class Loader(cached.Loader):
    """Django's cached loader; what it hands out is compiled, except with DEBUG."""

    def get_template(self, template_name: str, skip: Sequence[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        if not self.engine.debug and not isinstance(template.nodelist, CompiledNodeList):
            template.nodelist = compiled(template.nodelist)
        return template


def compiled(nodes: NodeList) -> CompiledNodeList:
    """Return a list of nodes that is rendered by a function, as are those of the blocks in it."""
    for kind in (BlockNode, AutoEscapeControlNode):
        for node in nodes.get_nodes_by_type(kind):
            if not isinstance(node.nodelist, CompiledNodeList):
                node.nodelist = CompiledNodeList(node.nodelist)
    return CompiledNodeList(nodes)
