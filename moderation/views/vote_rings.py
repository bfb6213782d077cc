"""Pairs who vote for each other."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import require
from moderation import rules
from moderation.actions.finding_rings import close_ring
from moderation.models import VoteRing
from moderation.selectors.vote_rings import list_vote_rings


@login_required
@require_safe
def vote_rings(request: HttpRequest) -> HttpResponse:
    require(rules.can_see_vote_rings(request.user))
    page = list_vote_rings(request.user, request.GET.get("cursor", ""))
    return render(request, "moderation/vote_rings.html", {"page": page})


@login_required
@require_POST
def close_vote_ring(request: HttpRequest, ring_id: int) -> HttpResponse:
    """Put a pair aside."""
    require(rules.can_see_vote_rings(request.user))
    close_ring(request.user, get_object_or_404(VoteRing, pk=ring_id))
    messages.success(request, _("The pair is put aside."))
    return redirect("moderation:vote-rings")
