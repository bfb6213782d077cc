"""The search page, suggestions while typing, and the description that browsers read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from search.selectors.results import find
from search.selectors.suggestions import complete


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    results = find(request.GET.get("q", ""), request.GET.get("cursor", ""))
    context = {"results": results, "base_query": urlencode({"q": results.query.text})}
    return render(request, "search/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return places for what is being typed, as {"suggestions": [{"kind", "label", "title", "heading", "url"}]}."""
    rows = [
        {
            "kind": row.kind,
            "label": row.kind_label,
            "title": row.title,
            "heading": row.heading,
            "url": row.url,
        }
        for row in complete(request.GET.get("q", ""))
    ]
    return JsonResponse({"suggestions": rows})


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """Describe the search, so that a browser can offer it in its own field."""
    context = {"site_url": settings.SITE_URL}
    kind = "application/opensearchdescription+xml"
    return render(request, "search/opensearch.xml", context, content_type=kind)
