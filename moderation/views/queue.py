"""The moderators' queue."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import require
from lib.errors import UserError
from moderation import rules
from moderation.actions.claiming import claim, release
from moderation.actions.deciding import decide
from moderation.actions.purging import ask_to_purge
from moderation.actions.reviewing import start_review
from moderation.deeds import Verdict
from moderation.forms.deciding import AppealAnswerForm, DecisionForm, UnmaskForm
from moderation.forms.filtering import QueueFilterForm
from moderation.models import DecisionAction, ReviewItem
from moderation.selectors.item import ItemPage, load_item
from moderation.selectors.queue import list_queue, pick_applications, queue_counts
from moderation.selectors.workload import suggest_next
from posts.views.posts import get_post, sign_in_to_act


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, or what is closed; nothing is left out unless a filter on the page says so."""
    require(rules.can_see_queue(request.user))
    form = QueueFilterForm(request.GET)
    wanted, cursor, counts = form.wanted(), request.GET.get("cursor", ""), queue_counts()
    context = {
        "form": form,
        "wanted": wanted,
        "base_query": form.query(),
        "counts": counts,
        "next_item": suggest_next(request.user),
        "page": list_queue(wanted, cursor),
        # They stand on the first page, behind what is urgent.
        "applications": [] if cursor else pick_applications(counts, wanted),
    }
    return render(request, "moderation/queue.html", context)


@require_POST
@sign_in_to_act
def review(request: HttpRequest, post_id: int) -> HttpResponse:
    """Put a post on the table without a report."""
    item = start_review(request.user, get_post(request, post_id))
    return redirect("moderation:item", item.pk)


@login_required
@require_POST
def claim_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take an item, take it over, or give it back."""
    require(rules.can_see_queue(request.user))
    found = get_object_or_404(ReviewItem, pk=item_id)
    if request.POST.get("wanted") == "no":
        release(request.user, found)
    else:
        claim(request.user, found)
    return redirect("moderation:item", item_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """One item with its context; a POST decides."""
    if not rules.can_see_queue(request.user):
        raise PermissionDenied
    page = load_item(item_id, request.user)
    form = DecisionForm(request.POST or None, post=page.post, possible=page.possible, same_as=page.same_as)
    if request.method == "POST" and form.is_valid() and _decide(request, page, form):
        return redirect("moderation:queue")
    if form.is_bound:
        # Somebody may have been faster: what is shown is what is true now.
        page = load_item(item_id, request.user)
    context = {"page": page, "form": form, "unmask_form": UnmaskForm(), "answer_form": AppealAnswerForm()}
    return render(request, "moderation/item.html", context, status=422 if form.is_bound else 200)


def _decide(request: HttpRequest, page: ItemPage, form: DecisionForm) -> bool:
    data = form.cleaned_data
    verdict = Verdict(
        action=DecisionAction(data["action"]),
        reason=data["reason"],
        seen_version=data["version"],
        rule=data["rule"],
        passage=data["passage"],
        choices=form.choices(),
    )
    try:
        if verdict.action == DecisionAction.PURGE:
            ask_to_purge(request.user, page.item, verdict)
            messages.success(request, _("Asked. A second person has to agree before the text is erased."))
            return True
        decide(request.user, page.item, verdict)
    except UserError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    messages.success(request, _("Decided. Everyone whom it concerns is told."))
    return True
