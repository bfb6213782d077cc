"""What compiled templates call while they run: the rules by which Django looks up, escapes and translates."""

import html
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from inspect import signature
from typing import Any

from django.conf import settings
from django.template.base import VariableDoesNotExist, render_value_in_context
from django.template.context import Context
from django.urls import get_script_prefix, get_urlconf
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, override


class Missing:
    """A name that leads nowhere; printed as nothing, and None in a condition."""


class Silent(str):
    """What a failure that templates keep silent about leaves: nothing, whatever is asked of it."""

    __slots__ = ()


MISSING, SILENT = Missing(), Silent()
# What gettext_lazy returns: a text that is translated when it is shown.
LAZY_TEXT = type(gettext_lazy(""))
TEXTS_KEPT = 5_000
# The classes without `[]`, as far as they have been met.
_without_items: set[type] = set()


class Frame:
    """What stays the same while a list of nodes is rendered."""

    __slots__ = ("_groups_digits", "_shared", "autoescape", "language", "place", "show")

    def __init__(self, context: Context) -> None:
        self.autoescape: bool = context.autoescape
        self.language = get_language()
        self.place = place_now()
        self.show = self._show_escaped if context.autoescape else render_value_in_context
        self._groups_digits = settings.USE_THOUSAND_SEPARATOR
        self._shared: dict[type, Any] = {}

    def _show_escaped(self, value: Any, context: Context) -> str:
        """Return a value as it is printed."""
        kind = type(value)
        if kind is str:
            return html.escape(value)
        if kind is SafeString:
            return value
        if kind is int and not self._groups_digits:
            return str(value)
        if kind is LAZY_TEXT and not value._kw:
            return _shown_text(self.language, *value._args)
        if isinstance(value, Promise):
            text = str(value)
            return text if isinstance(text, SafeData) else html.escape(text)
        return render_value_in_context(value, context)

    def shared(self, kind: type) -> Any:
        """Return the one of a kind that tags here have in common; a simple tag names it as its `shared`."""
        found = self._shared.get(kind)
        if found is None:
            found = self._shared[kind] = kind()
        return found


def place_now() -> tuple[Any, ...]:
    """Return what an address depends on beside its name and values."""
    return settings.ROOT_URLCONF, get_urlconf(), get_script_prefix()


def find(context: Context, name: str) -> Any:
    """Return what the context has under a name, or MISSING."""
    for values in reversed(context.dicts):
        if name in values:
            return values[name]
    return MISSING


def look(value: Any, bit: str) -> Any:
    """Return what a dot leads to: an item, an attribute or a place in a list, called if it can be."""
    try:
        found = getattr(value, bit) if type(value) in _without_items else _item(value, bit)
    except Exception as error:  # noqa: BLE001 - raised again unless templates keep silent about it
        found = _after(error, value, bit)
    return called(found) if callable(found) else found


def _item(value: Any, bit: str) -> Any:
    kind = type(value)
    if kind is Missing or kind is Silent:
        return value
    if kind is SimpleLazyObject:
        return _item(_unwrapped(value), bit)
    if not hasattr(kind, "__getitem__"):
        _without_items.add(kind)
        return getattr(value, bit)
    try:
        return value[bit]
    except (TypeError, AttributeError, KeyError, ValueError, IndexError):
        return getattr(value, bit)


def _unwrapped(value: SimpleLazyObject) -> Any:
    bool(value)  # makes it look, if it has not yet
    return value.__dict__["_wrapped"]


def _after(error: Exception, value: Any, bit: str) -> Any:
    if getattr(error, "silent_variable_failure", False):
        return SILENT
    if not isinstance(error, TypeError | AttributeError) or _has(value, bit):
        raise error
    try:
        return value[int(bit)]
    except (IndexError, ValueError, KeyError, TypeError):
        return MISSING


def _has(value: Any, bit: str) -> bool:
    """Whether there is such an attribute, which then has failed itself; `dir` would tell too, and takes long."""
    return hasattr(type(value), bit) or bit in getattr(value, "__dict__", ())


def called(found: Callable[..., Any]) -> Any:
    """Return what something callable returns, unless it says that templates must not call it."""
    if getattr(found, "do_not_call_in_templates", False):
        return found
    if getattr(found, "alters_data", False):
        return ""
    try:
        return found()
    except TypeError:
        if _can_be_called(found):
            raise
        return ""
    except Exception as error:
        if getattr(error, "silent_variable_failure", False):
            return SILENT
        raise


def _can_be_called(found: Callable[..., Any]) -> bool:
    try:
        signature(found).bind()
    except (ValueError, TypeError):
        return False
    return True


def existing(value: Any, name: str) -> Any:
    """Return the argument of a filter, which has to be there."""
    if value is MISSING:
        raise VariableDoesNotExist("Failed lookup for key [%s] in %r", (name, "the context"))
    return value


def safely(func: Callable[..., Any], value: Any, *args: Any, **options: Any) -> Any:
    """Call a filter that leaves safe texts safe."""
    found = func(value, *args, **options)
    return mark_safe(found) if isinstance(value, SafeData) else found  # noqa: S308


def shown_output(output: Any, frame: Frame) -> str:
    """Return what a simple tag has returned as it is printed."""
    return conditional_escape(output) if frame.autoescape else output


def items(values: Any) -> Any:
    """Return what `for` goes through, with a length."""
    if values is None:
        return ()
    return values if hasattr(values, "__len__") else list(values)


def unpacked(item: Any, number: int) -> Any:
    """Return an item that is taken apart into so many names."""
    try:
        length = len(item)
    except TypeError:
        length = 1
    if length != number:
        raise ValueError(f"Need {number} values to unpack in for loop; got {length}. ")
    return item


def loop_state(number: int, length: int, around: Any) -> dict[str, Any]:
    """Return `forloop` as a whole, for what asks for more than its parts by name."""
    return {
        "parentloop": {} if around is MISSING else around,
        "length": length,
        "counter0": number,
        "counter": number + 1,
        "revcounter": length - number,
        "revcounter0": length - number - 1,
        "first": number == 0,
        "last": number == length - 1,
    }


def compare(how: Callable[[Any, Any], Any], first: Any, second: Any) -> Any:
    """Return how two values compare, False where they do not."""
    try:
        return how(first, second)
    except Exception:  # noqa: BLE001 - as Django does: a condition that cannot be told does not hold
        return False


def csrf_field(token: Any) -> str:
    """Return the field of a form with the reader's token."""
    text = "" if token is MISSING else str(token or "")
    if not text or text == "NOTPROVIDED":
        return ""
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{html.escape(text)}">'


class Once(dict[Any, str]):
    """A fixed text, made once for each thing that it depends on, as it is at that moment."""

    def __init__(self, make: Callable[[], str]) -> None:
        self.make = make

    def __missing__(self, key: Any) -> str:
        found = self[key] = self.make()
        return found


def told(language: str | None, singular: str, plural: str, count: Any, values: dict[str, str]) -> str:
    """Return a text with values in it; with `plural`, the form that goes with the count."""
    if plural and not isinstance(count, Decimal | float | int):
        raise TypeError("Count must be a number: the texts of blocktranslate depend on it.")
    try:
        return _text(language, singular, plural, count) % values
    except (KeyError, ValueError):
        with override(None):  # a translation that has other values in it
            return _text(None, singular, plural, count) % values


@lru_cache(maxsize=TEXTS_KEPT, typed=True)  # a safe text is equal to one that is not
def _shown_text(_language: str | None, message: str) -> str:
    text = gettext(message)
    return text if isinstance(text, SafeData) else html.escape(text)


@lru_cache(maxsize=TEXTS_KEPT)
def _text(_language: str | None, singular: str, plural: str, count: Any) -> str:
    """Return a text in the active language, which is named because it is part of the question."""
    return ngettext(singular, plural, count) if plural else gettext(singular)
