"""A person's page: who they are and what they wrote in public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.rules import can_mute, can_see_activity, can_suspend
from accounts.selectors.mutes import has_muted
from accounts.selectors.people import load_person
from posts.kinds import Kind
from posts.selectors.expert_card import load_expert_card
from posts.selectors.rows import by_author
from posts.selectors.thread import standing_today

TABS = {"questions": Kind.QUESTION, "answers": Kind.ANSWER, "comments": Kind.COMMENT}
MOVED_SECONDS = 3600


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    person = load_person(handle, request.user)
    if handle != person.handle:
        moved = redirect("posts:profile", person.handle, permanent=True)
        # Not for ever: a person may take an old handle back.
        patch_cache_control(moved, max_age=MOVED_SECONDS)
        return moved
    may_mute = can_mute(request.user, person)
    may_see_activity = can_see_activity(request.user, person)
    context = {
        "person": person,
        "expert_title": standing_today(person),
        "expert_card": load_expert_card(person, with_figures=may_see_activity),
        "can_suspend": can_suspend(request.user, person),
        "can_mute": may_mute,
        "is_muted": may_mute and has_muted(request.user, person),
        "can_see_activity": may_see_activity,
        "is_own": request.user == person,
    }
    if may_see_activity:
        context |= _activity(request, person)
    return render(request, "posts/profile.html", context)


def _activity(request: HttpRequest, person: User) -> dict[str, object]:
    """Return the tab that was asked for and one page of it, in one query."""
    default = "answers" if person.is_verified_expert else "questions"
    tab = request.GET.get("show", default)
    tab = tab if tab in TABS else default
    page = by_author(person, TABS[tab], request.user, request.GET.get("cursor", ""))
    return {"tab": tab, "page": page}
