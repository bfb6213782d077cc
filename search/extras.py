"""What the apps above tell the index about their posts: the functions named in the setting SEARCH_EXTRAS."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from search.models import DocumentKind


@dataclass(frozen=True)
class Extra:
    """What a post alone does not say: which kind of article it is, more words, its places, its review."""

    kind: DocumentKind | None = None
    summary: str = ""
    body_sites: tuple[str, ...] = ()
    reviewed_on: date | None = None


type Describe = Callable[[Iterable[int]], dict[int, Extra]]
NOTHING = Extra()


def describe(post_ids: Iterable[int]) -> dict[int, Extra]:
    """Return what the apps above know of these posts, one query an app."""
    ids = list(post_ids)
    known: dict[int, Extra] = {}
    for path in settings.SEARCH_EXTRAS:
        tell: Describe = import_string(path)
        known |= tell(ids)
    return known
