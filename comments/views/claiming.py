"""Taking over what one wrote as a guest."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.rules import require
from comments import rules
from comments.actions.claiming import MOST_AT_ONCE, claim_comments
from comments.selectors.guests import claimable


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """List what came as a guest from one's confirmed addresses; a POST takes it over."""
    require(rules.can_claim(request.user))
    if request.method != "POST":
        return render(request, "comments/claim.html", {"found": claimable(request.user)[:MOST_AT_ONCE]})
    count = claim_comments(request.user)
    text = ngettext("%(count)d comment is yours now.", "%(count)d comments are yours now.", count)
    messages.success(request, text % {"count": count})
    return redirect("posts:profile", request.user.handle)
