"""Writes the function of a list of nodes."""

from collections.abc import Callable, Iterable
from typing import Any

from django.template import Engine, TemplateDoesNotExist
from django.template.base import FilterExpression, Node, NodeList, TextNode, VariableNode
from django.template.context import Context
from django.template.defaulttags import (
    AutoEscapeControlNode,
    CommentNode,
    CsrfTokenNode,
    CycleNode,
    FirstOfNode,
    ForNode,
    IfChangedNode,
    IfNode,
    LoadNode,
    NowNode,
    PartialDefNode,
    RegroupNode,
    ResetCycleNode,
    URLNode,
    WithNode,
)  # fmt: skip
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, GetCurrentLanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.timezone import template_localtime
from django.utils.translation import gettext

from lib.compiled_templates import running
from lib.compiled_templates.addresses import Address
from lib.compiled_templates.expressions import CannotCompileError, condition_of, may_fail, value_of
from lib.compiled_templates.nodelists import Compiled, CompiledNodeList
from lib.compiled_templates.once import OnceNode
from lib.compiled_templates.scopes import Loop, Scope, Unit

type Lines = list[str]
type Writer = Callable[[Any, Scope, Engine], Lines]
GLOBALS = {**vars(running), "template_localtime": template_localtime}
# Where a tag says under which name it leaves what it made.
SETS = ("asvar", "target_var", "var_name", "variable", "varname")
# What counts or looks around while it is rendered keeps the wall that Django builds around an included template.
NEEDS_WALLS = (ExtendsNode, BlockNode, CycleNode, IfChangedNode, ResetCycleNode)
BY_DJANGO = (
    AutoEscapeControlNode, BlockNode, BlockTranslateNode, ExtendsNode, FirstOfNode, GetCurrentLanguageNode,
    IncludeNode, NowNode, OnceNode, PartialDefNode, RegroupNode, SimpleNode, StaticNode, TranslateNode, URLNode,
)  # fmt: skip


def compile_nodes(nodes: NodeList, engine: Engine) -> Compiled | None:
    """Return the function of a list of nodes; None where something in it is unknown."""
    if engine.string_if_invalid:
        return None
    unit = Unit(frozenset(_set_names(nodes)))
    scope = Scope(unit)
    try:
        body = write(nodes, scope, engine)
    except CannotCompileError:
        return None
    names = tuple(unit.names)
    head = f"def render(context, frame, add{''.join(f', n_{name}' for name in names)}):"
    begin = ["language = frame.language", "show = frame.show", *body]
    space = GLOBALS | unit.constants
    code = compile("\n".join([head, *indented(begin)]), "<compiled template>", "exec")
    exec(code, space)  # noqa: S102 - written here, of templates of the site
    return Compiled(space["render"], names, scope.needs_context)


def write(nodes: Iterable[Node], scope: Scope, engine: Engine) -> Lines:
    """Return the lines that print these nodes."""
    lines: Lines = []
    text = ""
    for node in nodes:
        if isinstance(node, TextNode):
            text += node.s
            continue
        lines += _text(text)
        text = ""
        lines += _writer_of(node)(node, scope, engine)
    return lines + _text(text)


def indented(lines: Lines) -> Lines:
    return [f" {line}" for line in lines] or [" pass"]


def _text(text: str) -> Lines:
    return [f"add({text!r})"] if text else []


def _writer_of(node: Node) -> Writer:
    writer = WRITERS.get(type(node))
    if writer is None:
        raise CannotCompileError(node)
    return writer


def _set_names(nodes: Iterable[Node]) -> Iterable[str]:
    for node in nodes:
        yield from (name for name in (getattr(node, attribute, None) for attribute in SETS) if name)
        for attribute in node.child_nodelists:
            yield from _set_names(getattr(node, attribute, None) or ())


def _by_django(node: Node, scope: Scope, _engine: Engine) -> Lines:
    scope.require_context()
    return [f"add({scope.unit.constant(node)}.render(context))"]


def _nothing(_node: Node, _scope: Scope, _engine: Engine) -> Lines:
    return []


def _variable(node: VariableNode, scope: Scope, _engine: Engine) -> Lines:
    return [f"add(show({value_of(node.filter_expression, scope)}, context))"]


def _if(node: IfNode, scope: Scope, engine: Engine) -> Lines:
    lines: Lines = []
    for condition, nodes in reversed(node.conditions_nodelists):
        body = write(nodes, scope, engine)
        if condition is None:
            lines = body
            continue
        code = condition_of(condition, scope)
        before: Lines = []
        if may_fail(condition):
            holds = scope.unit.fresh("holds")
            before = ["try:", f" {holds} = {code}", "except Exception:", f" {holds} = False"]
            code = holds
        lines = [*before, f"if {code}:", *indented(body), *(["else:", *indented(lines)] if lines else [])]
    return lines


def _for(node: ForNode, scope: Scope, engine: Engine) -> Lines:
    unit = scope.unit
    values, length, number = unit.fresh("values"), unit.fresh("length"), unit.fresh("number")
    loop = Loop(number, length, scope)
    bound = {name: unit.fresh("each") for name in node.loopvars}
    inside = scope.inside(bound, loop)
    body = write(node.nodelist_loop, inside, engine)
    item = unit.fresh("item")
    names = ", ".join(bound.values())
    taken = f"{names} = {item}" if len(bound) == 1 else f"{names} = unpacked({item}, {len(bound)})"
    source = f"reversed({values})" if node.is_reversed else values
    around: Lines = []
    if inside.needs_context:
        around = ["with context.push():"]
        body = _with_loop_in_context(body, bound, loop)
    lines = [f"for {number}, {item} in enumerate({source}):", *indented([taken, *body])]
    empty = write(node.nodelist_empty, scope.inside({}), engine)
    return [
        f"{values} = items({value_of(node.sequence, scope, missing='None')})",
        f"{length} = len({values})",
        f"if {length} >= 1:",
        *indented([*around, *indented(lines)] if around else lines),
        *(["else:", *indented(empty)] if empty else []),
    ]


def _with_loop_in_context(body: Lines, bound: dict[str, str], loop: Loop) -> Lines:
    """Put the names of a loop into the context; those that were taken out of one item go again after it."""
    lines = [f"context['forloop'] = {loop.state}"]
    if len(bound) > 1:
        return [*lines, f"with context.push({as_dict(bound)}):", *indented(body)]
    return [*lines, *(f"context[{name!r}] = {code}" for name, code in bound.items()), *body]


def as_dict(values: dict[str, str]) -> str:
    """Return the code of these names with what they stand for."""
    return f"{{{', '.join(f'{name!r}: {code}' for name, code in values.items())}}}"


def _given(values: dict[str, FilterExpression], scope: Scope) -> tuple[dict[str, str], Lines]:
    """Return variables for what a tag gives by name, and the lines that fill them."""
    given = {name: scope.unit.fresh("given") for name in values}
    return given, [f"{given[name]} = {value_of(value, scope)}" for name, value in values.items()]


def _with(node: WithNode, scope: Scope, engine: Engine) -> Lines:
    given, lines = _given(node.extra_context, scope)
    inside = scope.inside(given)
    body = write(node.nodelist, inside, engine)
    if inside.needs_context:
        return [*lines, f"with context.push({as_dict(given)}):", *indented(body)]
    return lines + body


def _include(node: IncludeNode, scope: Scope, engine: Engine) -> Lines:
    found = _included(node, engine)
    if found is None:
        return _by_django(node, scope, engine)
    given, lines = _given(node.extra_context, scope)
    others = [name for name in found.names if name not in given]
    passed = given | {name: "MISSING" if node.isolated_context else scope.name(name) for name in others}
    call = ", ".join(["frame", "add", *[passed[name] for name in found.names]])
    function = scope.unit.constant(found.function)
    if not found.needs_context:
        return [*lines, f"{function}(context, {call})"]
    if node.isolated_context:
        return [*lines, f"{function}(context.new({as_dict(given)}), {call})"]
    scope.require_context()
    return [*lines, f"with context.push({as_dict(given)}):", f" {function}(context, {call})"]


def _included(node: IncludeNode, engine: Engine) -> Compiled | None:
    """Return the function of a template that is included under a fixed name and needs no walls."""
    name = node.template
    if not is_fixed(name) or name.var.startswith("."):
        return None
    try:
        nodes = engine.get_template(name.var).nodelist
    except TemplateDoesNotExist:  # an error only where it is included
        return None
    if not isinstance(nodes, CompiledNodeList) or any(nodes.get_nodes_by_type(kind) for kind in NEEDS_WALLS):
        return None
    return nodes.compiled(engine)


def is_fixed(expression: FilterExpression) -> bool:
    """Whether an argument is a text that stands in the template, without filters."""
    return isinstance(expression.var, str) and not expression.filters


def _url(node: URLNode, scope: Scope, engine: Engine) -> Lines:
    if node.asvar or not is_fixed(node.view_name):
        return _by_django(node, scope, engine)
    values = [value_of(value, scope) for value in (*node.args, *node.kwargs.values())]
    address = scope.unit.constant(Address(str(node.view_name.var), tuple(node.kwargs)))
    return [f"add({address}({', '.join(['frame', 'context', *values])}))"]


def _csrf(_node: CsrfTokenNode, scope: Scope, _engine: Engine) -> Lines:
    return [f"add(csrf_field({scope.name('csrf_token')}))"]


def _simple(node: SimpleNode, scope: Scope, engine: Engine) -> Lines:
    if node.takes_context or node.target_var is not None:
        return _by_django(node, scope, engine)
    args = [value_of(value, scope) for value in node.args]
    named = as_dict({name: value_of(value, scope) for name, value in node.kwargs.items()})
    args += [f"**{named}"] if node.kwargs else []
    kind = getattr(node.func, "shared", None)
    called = scope.unit.constant(kind or node.func)
    called = f"frame.shared({called})" if kind else called
    return [f"add(shown_output({called}({', '.join(args)}), frame))"]


def _static(node: StaticNode, scope: Scope, engine: Engine) -> Lines:
    if node.varname or not is_fixed(node.path):
        return _by_django(node, scope, engine)
    texts = scope.unit.constant(running.Once(lambda: node.render(Context())))
    return [f"add({texts}[frame.place])"]


def _translate(node: TranslateNode, scope: Scope, engine: Engine) -> Lines:
    expression = node.filter_expression
    is_text = expression.is_var and expression.var.lookups is None and isinstance(expression.var.literal, str)
    if node.asvar or node.message_context or expression.filters or not is_text:
        return _by_django(node, scope, engine)
    texts = scope.unit.constant(running.Once(lambda: node.render(Context())))
    return [f"add({texts}[language])"]


def _block_translate(node: BlockTranslateNode, scope: Scope, engine: Engine) -> Lines:
    if node.asvar or node.message_context:
        return _by_django(node, scope, engine)
    singular, names = node.render_token_list(node.singular)
    plural, more = node.render_token_list(node.plural) if node.plural and node.countervar else ("", [])
    if not names and not more and not plural:
        texts = scope.unit.constant(running.Once(lambda: gettext(singular) % {}))
        return [f"add({texts}[language])"]
    given, lines = _given(node.extra_context, scope)
    count = "None"
    if plural:
        count = given[node.countervar] = scope.unit.fresh("count")
        lines.append(f"{count} = {value_of(node.counter, scope)}")
    used = dict.fromkeys([*names, *more])
    values = as_dict({name: _shown(given.get(name) or scope.name(name)) for name in used})
    return [*lines, f"add(told(language, {singular!r}, {plural!r}, {count}, {values}))"]


def _shown(code: str) -> str:
    return f"show('' if (_ := {code}) is MISSING else _, context)"


WRITERS: dict[type[Node], Writer] = {
    **dict.fromkeys(BY_DJANGO, _by_django),
    BlockTranslateNode: _block_translate,
    CommentNode: _nothing,
    CsrfTokenNode: _csrf,
    ForNode: _for,
    IfNode: _if,
    IncludeNode: _include,
    LoadNode: _nothing,
    SimpleNode: _simple,
    StaticNode: _static,
    TranslateNode: _translate,
    URLNode: _url,
    VariableNode: _variable,
    WithNode: _with,
}
