"""The search page, suggestions while typing, and the description that browsers read."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from search.actions.saving_searches import forget_search, save_search
from search.forms import SaveSearchForm
from search.selectors.results import find
from search.selectors.saved_searches import list_saved
from search.selectors.suggestions import complete


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    results = find(request.GET.get("q", ""), request.GET.get("cursor", ""))
    context = {"results": results, "base_query": urlencode({"q": results.query.text})}
    return render(request, "search/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return places for what is being typed.

    The form is {"groups": [{"label", "suggestions": [{"kind", "title", "heading", "url"}]}]}.
    """
    groups = [
        {
            "label": group.label,
            "suggestions": [
                {"kind": row.kind, "title": row.title, "heading": row.heading, "url": row.url}
                for row in group.suggestions
            ],
        }
        for group in complete(request.GET.get("q", ""))
    ]
    return JsonResponse({"groups": groups})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: HttpRequest) -> HttpResponse:
    """Show the searches that somebody saved; a POST saves one."""
    if request.method == "POST":
        form = SaveSearchForm(request.POST)
        if form.is_valid():
            save_search(request.user, form.cleaned_data["q"])
            messages.success(request, _("Saved. You will hear of new questions and guides that it finds."))
        return redirect("search:saved")
    return render(request, "search/saved.html", {"searches": list_saved(request.user)})


@login_required
@require_POST
def forget(request: HttpRequest, search_id: int) -> HttpResponse:
    forget_search(request.user, search_id)
    messages.success(request, _("Deleted. You will hear of it no more."))
    return redirect("search:saved")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """Describe the search, so that a browser can offer it in its own field."""
    context = {"site_url": settings.SITE_URL}
    kind = "application/opensearchdescription+xml"
    return render(request, "search/opensearch.xml", context, content_type=kind)
