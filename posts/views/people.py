"""A person's page: who they are and what they wrote in public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from posts.kinds import Kind
from posts.selectors.expert_card import load_expert_card
from posts.selectors.rows import by_author
from posts.selectors.thread import standing_today

TABS = {"questions": Kind.QUESTION, "answers": Kind.ANSWER, "comments": Kind.COMMENT}


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    people = User.objects.select_related("credential")
    person = get_object_or_404(people, handle=handle.lower())
    if handle != person.handle:
        return redirect("posts:profile", person.handle, permanent=True)
    default = "answers" if person.is_verified_expert else "questions"
    tab = request.GET.get("show", default)
    tab = tab if tab in TABS else default
    context = {
        "person": person,
        "expert_title": standing_today(person),
        "expert_card": load_expert_card(person),
        "tab": tab,
        "page": by_author(person, TABS[tab], request.user, request.GET.get("cursor", "")),
    }
    return render(request, "posts/profile.html", context)
