"""The history of someone's reputation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.rules import can_see_reputation, require
from accounts.selectors.people import load_person
from posts.selectors.reputation import list_history


@require_safe
def reputation(request: HttpRequest, handle: str) -> HttpResponse:
    person = load_person(handle, request.user)
    if handle != person.handle:
        return redirect("posts:reputation", person.handle, permanent=True)
    require(can_see_reputation(request.user, person))
    context = {
        "person": person,
        "page": list_history(person, request.user, request.GET.get("cursor", "")),
    }
    return render(request, "posts/reputation.html", context)
