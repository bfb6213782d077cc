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
from moderation.actions.deciding import Verdict, decide
from moderation.actions.reviewing import start_review
from moderation.forms.deciding import DecisionForm, UnmaskForm
from moderation.models import ReviewItem
from moderation.selectors.queue import TABS, list_queue, load_item, queue_counts
from posts.views.posts import get_post, sign_in_to_act


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    require(rules.can_see_queue(request.user))
    counts = queue_counts()
    first = "urgent" if counts["urgent"] else "open"
    tab = request.GET.get("show", first)
    tab = tab if tab in TABS else first
    context = {
        "tab": tab,
        "counts": counts,
        "page": list_queue(tab, request.GET.get("cursor", "")),
    }
    return render(request, "moderation/queue.html", context)


@require_POST
@sign_in_to_act
def review(request: HttpRequest, post_id: int) -> HttpResponse:
    """Put a post on the table without a report."""
    item = start_review(request.user, get_post(request, post_id))
    return redirect("moderation:item", item.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """One item with its context; a POST decides."""
    if not rules.can_see_queue(request.user):
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decide(request, item_id, form):
        return redirect("moderation:queue")
    page = load_item(item_id, request.user)
    form.fields["action"].choices = [(action.value, action.label) for action in page.possible]
    context = {"page": page, "form": form, "unmask_form": UnmaskForm()}
    return render(request, "moderation/item.html", context, status=422 if form.is_bound else 200)


def _decide(request: HttpRequest, item_id: int, form: DecisionForm) -> bool:
    found = get_object_or_404(ReviewItem, pk=item_id)
    data = form.cleaned_data
    verdict = Verdict(action=data["action"], reason=data["reason"], seen_version=data["version"])
    try:
        decide(request.user, found, verdict)
    except UserError as error:
        form.add_error(None, error.message)
        return False
    messages.success(request, _("Decided. Everyone whom it concerns is told."))
    return True
