"""The inbox."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from notifications.actions.notifying import mark_all_read
from notifications.selectors.inbox import list_inbox


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the inbox; a POST marks everything as read."""
    if request.method == "POST":
        mark_all_read(request.user)
        return redirect("notifications:inbox")
    page = list_inbox(request.user, request.GET.get("cursor", ""))
    return render(request, "notifications/inbox.html", {"page": page})
