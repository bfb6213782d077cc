"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.selectors.results import find


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    return render(request, "search/search.html", {"results": find(request.GET.get("q", ""))})
