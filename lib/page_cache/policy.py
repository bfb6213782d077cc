"""Which pages may be kept, and what tells that one has changed."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import Resolver404, resolve

# What a page's look-up returns: equal as long as nothing on the page has changed; None where there is no such page.
type Stamp = Hashable


class Plan(NamedTuple):
    """How to learn the stamp of one page. Pages with the same plan share their look-ups."""

    look_up: Callable[..., Stamp]
    arguments: tuple[Any, ...]

    def ask(self) -> Stamp:
        return self.look_up(*self.arguments)


@dataclass(frozen=True)
class Policy:
    """How the pages of one view may be kept."""

    look_up: Callable[..., Stamp]
    arguments: tuple[str, ...]
    query: frozenset[str]


def cached_for_guests[View: Callable[..., Any]](
    look_up: Callable[..., Stamp], *arguments: str, query: tuple[str, ...] = ()
) -> Callable[[View], View]:
    """Let the pages of a view be kept for readers without a session.

    `look_up` gets the named arguments of the address and returns the stamp. Addresses with other names than
    `query` behind the question mark are not kept: everybody could invent more of them. The view may know its
    reader by nothing but the cookies in PAGE_CACHE_COOKIES.
    """

    def mark(view: View) -> View:
        view.page_policy = Policy(look_up, arguments, frozenset(query))  # type: ignore[attr-defined]
        return view

    return mark


def plan_for(request: HttpRequest) -> Plan | None:
    """Return how to learn the stamp of the page that a request asks for, None for pages that are not kept."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    policy: Policy | None = getattr(match.func, "page_policy", None)
    if policy is None or not policy.query.issuperset(request.GET):
        return None
    return Plan(policy.look_up, tuple(match.kwargs[name] for name in policy.arguments))
