"""Variables with their filters, and conditions, as expressions of Python."""

import operator
from typing import Any

from django.template.base import FilterExpression, Variable
from django.template.defaulttags import TemplateLiteral
from django.template.smartif import TokenBase
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from lib.compiled_templates.scopes import CONSTANTS, Scope

PLAIN_OPERATORS = {"and": "and", "or": "or", "is": "is", "is not": "is not"}
# These may fail, which then counts as False.
COMPARISONS = {
    "==": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
    "in": lambda first, second: first in second, "not in": lambda first, second: first not in second,
}  # fmt: skip
LOOP_PARTS = {
    "counter": "({number} + 1)", "counter0": "{number}", "first": "({number} == 0)",
    "last": "({number} == {length} - 1)", "length": "{length}",
    "revcounter": "({length} - {number})", "revcounter0": "({length} - {number} - 1)",
}  # fmt: skip


class CannotCompileError(Exception):
    """Something that Django has to render."""


def value_of(expression: FilterExpression, scope: Scope, *, missing: str = '""') -> str:
    """Return the code of a variable with its filters; `missing` is what stands for one that is not there."""
    code = _base(expression, scope, missing)
    for func, args in expression.filters:
        code = _filtered(code, func, [_argument(found, arg, scope) for found, arg in args], scope)
    return code


def _base(expression: FilterExpression, scope: Scope, missing: str) -> str:
    if not expression.is_var:
        return scope.unit.constant(expression.var)
    code = raw(expression.var, scope)
    return code if expression.var.lookups is None else f"({missing} if (_ := {code}) is MISSING else _)"


def raw(variable: Variable, scope: Scope) -> str:
    """Return the code of a variable, which may be MISSING."""
    if variable.lookups is None:
        return scope.unit.constant(variable.literal if not variable.translate else _translated(variable))
    if variable.translate:
        raise CannotCompileError(variable)
    name, *bits = variable.lookups
    if part := _part_of_loop(name, bits, scope):
        return part
    code = scope.name(name)
    if code not in CONSTANTS:
        code = f"(called({code}) if callable({code}) else {code})"
    for bit in bits:
        code = f"look({code}, {bit!r})"
    return code


def _part_of_loop(name: str, bits: list[str], scope: Scope) -> str | None:
    loop = scope.loop_of(name)
    if loop is None or len(bits) != 1 or bits[0] not in LOOP_PARTS:
        return None
    return LOOP_PARTS[bits[0]].format(number=loop.number, length=loop.length)


def _translated(variable: Variable) -> Any:
    """The text of `_("…")`, as Variable.resolve makes it."""
    if variable.message_context:
        raise CannotCompileError(variable)
    text = variable.literal.replace("%", "%%")
    return gettext_lazy(mark_safe(text))  # noqa: S308 - a text of the template itself


def _argument(is_variable: bool, arg: Any, scope: Scope) -> str:  # noqa: FBT001 - a pair of Django's
    if not is_variable:
        return scope.unit.constant(mark_safe(arg))  # noqa: S308 - as above
    return f"existing({raw(arg, scope)}, {str(arg)!r})"


def _filtered(code: str, func: Any, args: list[str], scope: Scope) -> str:
    if getattr(func, "expects_localtime", False):
        code = f"template_localtime({code}, context.use_tz)"
    options = ["autoescape=frame.autoescape"] if getattr(func, "needs_autoescape", False) else []
    name = scope.unit.constant(func)
    if getattr(func, "is_safe", False):
        return f"safely({', '.join([name, code, *args, *options])})"
    return f"{name}({', '.join([code, *args, *options])})"


def condition_of(token: TokenBase, scope: Scope) -> str:
    """Return the code of a condition."""
    if isinstance(token, TemplateLiteral):
        return value_of(token.value, scope, missing="None")
    first = condition_of(token.first, scope)
    if token.id == "not":
        return f"(not {first})"
    second = condition_of(token.second, scope)
    if token.id in PLAIN_OPERATORS:
        return f"({first} {PLAIN_OPERATORS[token.id]} {second})"
    return f"compare({scope.unit.constant(COMPARISONS[token.id])}, {first}, {second})"


def may_fail(token: TokenBase) -> bool:
    """Whether Django takes an error in a condition for False."""
    return not isinstance(token, TemplateLiteral) or any(
        found for _func, args in token.value.filters for found, _arg in args
    )
