"""The medical words: all of them on a page, and one alone for the place where it was read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.glossary import find_terms, get_glossary
from lib.page_cache.policy import cached_for_guests
from posts.selectors.page_versions import lists
from search.query import read_query


@cached_for_guests(lists())
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    if "term" in request.GET:
        return _explain(request, request.GET["term"])
    words = read_query(request.GET.get("q", ""))
    return render(request, "knowledge/glossary.html", {"terms": find_terms(words), "words": words})


def _explain(request: HttpRequest, key: str) -> HttpResponse:
    """Show one term without a page around it, to stand beside the word in a text."""
    term = get_glossary().get(key)
    if term is None:
        raise Http404
    return render(request, "knowledge/_term.html", {"term": term})
