"""The decision guide: one question a page. All answers travel in the form; the server keeps none of them.

The form is sent by POST, so that no answer stands in an address, in a log or in the browser's history.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from knowledge.guide.asking import carried_into_question
from knowledge.guide.loading import get_guide
from knowledge.guide.walk import Stop, first_stop, next_stop


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: HttpRequest) -> HttpResponse:
    the_guide = get_guide()
    if request.method != "POST":
        return _show(request, "question", first_stop(the_guide))
    given = {name: [value for value in values if value] for name, values in request.POST.lists()}
    stop = next_stop(the_guide, given, here=request.POST.get("here", ""), to=request.POST.get("to", ""))
    if stop.outcome is None:
        return _show(request, "question", stop)
    return _show(request, "emergency", stop) if stop.outcome.is_emergency else _show_result(request, stop)


def _show(request: HttpRequest, page: str, stop: Stop) -> HttpResponse:
    context = {"stop": stop, "has_seen_result": "seen" in request.POST}
    return render(request, f"knowledge/guide/{page}.html", context, status=422 if stop.problem else 200)


def _show_result(request: HttpRequest, stop: Stop) -> HttpResponse:
    carried = carried_into_question(stop.guide, stop.answers)
    context = {
        "stop": stop,
        "outcome": stop.outcome,
        "carried": carried,
    }
    return render(request, "knowledge/guide/result.html", context)
