"""Joining questions, and taking them apart again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import require
from posts.views.posts import sign_in_to_act
from qa import rules
from qa.actions.merging import merge_questions, undo_merge
from qa.forms.closing import MergeForm
from qa.models import Merge
from qa.selectors.merges import list_merges
from qa.selectors.question_page import load_question
from qa.views.closing import cleaned, other_question


@require_POST
@sign_in_to_act
def merge(request: HttpRequest, post_id: int) -> HttpResponse:
    post = load_question(post_id, request.user)
    require(rules.can_see_merges(request.user))
    target = other_question(request, cleaned(MergeForm(request.POST))["target"])
    merge_questions(request.user, post, target)
    messages.success(request, _("The question went into this one. You can take them apart again."))
    return redirect("qa:question", target.pk, target.slug)


@login_required
@require_safe
def merges(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show moderators what went into a question."""
    require(rules.can_see_merges(request.user))
    post = load_question(post_id, request.user)
    page = list_merges(post, request.GET.get("cursor", ""))
    return render(request, "qa/merges.html", {"post": post, "page": page})


@login_required
@require_POST
def undo(request: HttpRequest, merge_id: int) -> HttpResponse:
    require(rules.can_see_merges(request.user))
    found = undo_merge(request.user, get_object_or_404(Merge, pk=merge_id))
    messages.success(request, _("The two questions stand for themselves again."))
    return redirect("posts:permalink", found.source_id)
