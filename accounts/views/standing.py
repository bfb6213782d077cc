"""Pages of privileges and badges."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models.reputation import DAILY_CAP, POINTS
from accounts.privileges import has_all, next_step, standings
from accounts.rules import can_see_reputation, require
from accounts.selectors.badges import badges_of, list_badges
from accounts.selectors.people import load_person


@require_safe
def privileges(request: HttpRequest) -> HttpResponse:
    """What is earned with which reputation, and what the reader has of it."""
    found = standings(request.user)
    is_member = request.user.is_authenticated
    context = {
        "standings": found,
        "next": next_step(found) if is_member else None,
        "has_all": is_member and has_all(request.user),
        "causes": [(cause.label, points) for cause, points in POINTS.items()],
        "daily_cap": DAILY_CAP,
        "new_members": settings.NEW_MEMBERS,
    }
    return render(request, "accounts/privileges.html", context)


@require_safe
def badges(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/badges.html", {"rows": list_badges()})


@require_safe
def person_badges(request: HttpRequest, handle: str) -> HttpResponse:
    person = load_person(handle, request.user)
    if handle != person.handle:
        return redirect("accounts:person-badges", person.handle, permanent=True)
    require(can_see_reputation(request.user, person))
    return render(request, "accounts/person_badges.html", {"person": person, "rows": badges_of(person)})
