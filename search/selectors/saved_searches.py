"""Searches that somebody saved, and what of new posts one finds."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.models import User
from search.models import SavedSearch
from search.query import Query, parse
from search.selectors.candidates import raw_query, visible
from search.selectors.filters import conditions_of
from search.selectors.terms import read_terms
from search.synonyms import get_synonyms, split_words


def list_saved(person: User) -> list[SavedSearch]:
    """Return what somebody saved, the newest first, in one query."""
    return list(SavedSearch.objects.filter(person=person).order_by("-pk"))


def finds(text: str, post_ids: Iterable[int]) -> list[int]:
    """Return those of these posts that a query finds: with all its words, or what stands for them; two queries.

    Likeness of meaning is too vague to write somebody a mail about.
    """
    query = parse(text)
    wanted = conditions_of(query) & _says(query)
    found = visible().filter(wanted, post__in=list(post_ids), position=0)
    return list(found.order_by("post").values_list("post", flat=True))


def _says(query: Query) -> Q:
    words = split_words(query.words)
    stems = {term.word: term.stem for term in read_terms(query.words)}
    others = get_synonyms().expand(words)
    wanted = Q()
    for word in dict.fromkeys(words):
        alike = [word, *(other for other, source in others.items() if word in source)]
        found = [f"'{stems[one]}'" for one in alike if one in stems]
        if found and word in stems:  # a word without a stem says nothing
            wanted &= Q(vector=raw_query(" | ".join(found)))
    return wanted
