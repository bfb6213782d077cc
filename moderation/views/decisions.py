"""Decisions: as their authors see them, second looks, undoing, and agreeing to erase."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import require
from lib.errors import UserError
from moderation import rules
from moderation.actions.appealing import answer_appeal, appeal
from moderation.actions.purging import agree_to_purge
from moderation.actions.undoing import undo_decision
from moderation.actions.warning import confirm_warning
from moderation.forms.deciding import AppealAnswerForm, AppealForm
from moderation.models import Appeal, AppealOutcome, AuthorWarning, Decision, Purge
from moderation.selectors.fairness import (
    decisions_about,
    latest_decision_id,
    load_decision,
    warnings_to_confirm,
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """A decision about one's own post; a POST asks for a second look."""
    page = load_decision(decision_id, request.user)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal(request.user, page.decision, form.cleaned_data["words"])
        except UserError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Sent. Another moderator looks at it, and you are told."))
            return redirect("moderation:decision", decision_id)
    context = {"page": page, "form": form}
    return render(request, "moderation/decision.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def decision_about(request: HttpRequest, post_id: int) -> HttpResponse:
    """From a post to the newest decision about it, for its author."""
    found = latest_decision_id(post_id, request.user)
    if found is None:
        raise Http404
    return redirect("moderation:decision", found)


@login_required
@require_safe
def own_decisions(request: HttpRequest) -> HttpResponse:
    """What was decided about one's own posts, and what has to be confirmed."""
    context = {"decisions": decisions_about(request.user), "warnings": warnings_to_confirm(request.user)}
    return render(request, "moderation/own_decisions.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, warning_id: int) -> HttpResponse:
    """Confirm that a warning was read."""
    found = get_object_or_404(AuthorWarning, pk=warning_id, person=request.user)
    confirm_warning(request.user, found)
    messages.success(request, _("Thank you. You can write again."))
    return redirect("moderation:own-decisions")


@login_required
@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    require(rules.can_see_queue(request.user))
    found = get_object_or_404(Decision, pk=decision_id)
    undo_decision(request.user, found)
    messages.success(request, _("Undone. Everything is as it was before."))
    return redirect("moderation:item", found.item_id)


@login_required
@require_POST
def answer(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Answer an appeal."""
    require(rules.can_see_queue(request.user))
    found = get_object_or_404(Appeal.objects.select_related("decision"), pk=appeal_id)
    form = AppealAnswerForm(request.POST)
    if not form.is_valid():
        raise UserError(_("Please choose what the second look came to, and give the author an answer."))
    data = form.cleaned_data
    answer_appeal(request.user, found, outcome=AppealOutcome(data["outcome"]), answer=data["answer"])
    messages.success(request, _("Answered. The author is told."))
    return redirect("moderation:item", found.decision.item_id)


@login_required
@require_POST
def agree(request: HttpRequest, purge_id: int) -> HttpResponse:
    """Agree to erase a post for good."""
    require(rules.can_see_queue(request.user))
    found = get_object_or_404(Purge, pk=purge_id)
    agree_to_purge(request.user, found)
    messages.success(
        request, _("Erased. A sealed copy is kept for thirty days, in case it has to be undone.")
    )
    return redirect("moderation:item", found.item_id)
