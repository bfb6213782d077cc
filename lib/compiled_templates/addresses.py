"""The addresses of pages, put together from the parts of their pattern, which are looked for once."""

import re
from functools import lru_cache
from typing import Any

from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from lib.compiled_templates.running import Frame, place_now

type Place = tuple[Any, ...]
# What stands in an address as it is, whatever the pattern's converter.
PLAIN = re.compile(r"[-\w]+", re.ASCII)
KNOWN_TYPES, ADDRESSES_KEPT = frozenset({int, str, SafeString}), 500
A_NUMBER, A_WORD = 918273645, "zqx-word-xqz"


class Address:
    """The address of a page by its name; called with the values, the last of which are those of `names`."""

    def __init__(self, name: str, names: tuple[str, ...]) -> None:
        self.name, self.names = name, names
        # The commonest: addresses with numbers alone, by all that they depend on, ready to be filled in.
        self._with_numbers: dict[tuple[Place, bool], str] = {}
        # Those with words in them come again and again too: most of what is read is by few people.
        self._known: dict[tuple[Any, ...], str] = {}

    def __call__(self, frame: Frame, context: Context, *args: Any) -> str:
        for value in args:
            if type(value) is not int or value < 0:
                return self._with_words(frame, context, args)
        key = (frame.place, frame.autoescape)
        found = self._with_numbers.get(key)
        if found is None:
            found = self._pattern(frame, len(args))
            if found is None:
                return self._with_words(frame, context, args)
            self._with_numbers[key] = found
        return found % args

    def _pattern(self, frame: Frame, number: int) -> str | None:
        """Return the address with `%d` for each number, None where it cannot be made so."""
        parts = _parts(frame.place, self.name, number - len(self.names), self.names, (True,) * number)
        if parts is None or [place for place, _text in parts[1]] != list(range(number)):
            return None
        texts = [parts[0], *(text for _place, text in parts[1])]
        return "%d".join(_escaped(text, frame).replace("%", "%%") for text in texts)

    def _with_words(self, frame: Frame, context: Context, args: tuple[Any, ...]) -> str:
        types = tuple([type(value) for value in args])
        key = (frame.place, frame.autoescape, types, args) if KNOWN_TYPES.issuperset(types) else None
        if key and key in self._known:
            return self._known[key]
        kinds = tuple([one is int for one in types])
        parts = None
        if all(map(_is_plain, args)):
            parts = _parts(frame.place, self.name, len(args) - len(self.names), self.names, kinds)
        if parts is None:
            return self._reversed(context, args)
        begin, rest = parts
        found = _escaped(begin + "".join([f"{args[number]}{text}" for number, text in rest]), frame)
        if key:
            if len(self._known) >= ADDRESSES_KEPT:
                self._known.clear()
            self._known[key] = found
        return found

    def _reversed(self, context: Context, args: tuple[Any, ...]) -> str:
        """Return the address as Django's own tag makes it."""
        request = getattr(context, "request", None)
        match = getattr(request, "resolver_match", None)
        app = getattr(request, "current_app", None) or getattr(match, "namespace", None)
        positional = len(args) - len(self.names)
        named = dict(zip(self.names, args[positional:], strict=True))
        url = reverse(self.name, args=args[:positional], kwargs=named, current_app=app)
        return conditional_escape(url) if context.autoescape else url


def address(name: str, *args: Any) -> str:
    """Return the address of a page as `reverse` does, for code that needs many of them."""
    parts = None
    if all(map(_is_plain, args)):
        kinds = tuple([type(value) is int for value in args])
        parts = _parts(place_now(), name, len(args), (), kinds)
    if parts is None:
        return reverse(name, args=args)
    begin, rest = parts
    return begin + "".join([f"{args[number]}{text}" for number, text in rest])


def _escaped(url: str, frame: Frame) -> str:
    return conditional_escape(url) if frame.autoescape else url


def _is_plain(value: Any) -> bool:
    if type(value) is int:
        return value >= 0
    return isinstance(value, str) and PLAIN.fullmatch(value) is not None and A_WORD not in value


@lru_cache(maxsize=1_000)
def _parts(
    place: Place, name: str, positional: int, names: tuple[str, ...], kinds: tuple[bool, ...]
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
