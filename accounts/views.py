"""Pages about people."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.editing_profile import edit_profile
from accounts.forms import ProfileForm
from accounts.models import User
from accounts.models.reputation import DAILY_CAP, POINTS
from accounts.privileges import has_all, next_step, standings
from accounts.rules import can_see_reputation, require
from accounts.selectors.badges import badges_of, list_badges
from accounts.selectors.experts import list_experts


@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    page = list_experts(request.GET.get("cursor", ""))
    return render(request, "accounts/experts.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    person = request.user
    initial = {"display_name": person.display_name, "bio": person.bio}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        edit_profile(person, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("posts:profile", person.handle)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/edit_profile.html", {"form": form}, status=status)


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
    person = get_object_or_404(User, handle=handle.lower())
    if handle != person.handle:
        return redirect("accounts:person-badges", person.handle, permanent=True)
    require(can_see_reputation(request.user, person))
    return render(request, "accounts/person_badges.html", {"person": person, "rows": badges_of(person)})
