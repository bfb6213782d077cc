"""Reporting a post; the moderators' queue."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import require
from lib.errors import UserError
from moderation import rules
from moderation.actions.deciding import Verdict, decide
from moderation.actions.finding_rings import close_ring
from moderation.actions.flagging import flag_post
from moderation.actions.reviewing import start_review
from moderation.actions.unmasking import agree_to_unmask, ask_to_unmask, look_behind_mask
from moderation.forms import DecisionForm, FlagForm, UnmaskForm
from moderation.models import ReviewItem, VoteRing
from moderation.selectors.queue import TABS, list_queue, load_item, queue_counts
from moderation.selectors.vote_rings import list_vote_rings
from posts.views.posts import get_post, sign_in_to_act


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, post_id: int) -> HttpResponse:
    post = get_post(request, post_id)
    require(rules.can_flag(request.user, post))
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            flag_post(request.user, post, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Thank you. A moderator will look at it and you will be told."))
            return redirect("posts:permalink", post.pk)
    context = {"post": post, "form": form}
    return render(request, "moderation/flag.html", context, status=422 if form.is_bound else 200)


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


@login_required
@never_cache
@require_POST
def unmask(request: HttpRequest, item_id: int) -> HttpResponse:
    """Ask to learn who is behind a mask, agree to it as the second one, or look it up."""
    require(rules.can_see_queue(request.user))
    item = get_object_or_404(ReviewItem.objects.select_related("post"), pk=item_id)
    intent = request.POST.get("intent")
    if intent == "look":
        person = look_behind_mask(request.user, item.post)
        return render(request, "moderation/behind_mask.html", {"item": item, "person": person})
    if intent == "agree":
        agree_to_unmask(request.user, item.post)
        return redirect("moderation:item", item.pk)
    form = UnmaskForm(request.POST)
    if not form.is_valid():
        raise UserError(" ".join(form.errors["reason"]))
    ask_to_unmask(request.user, item.post, form.cleaned_data["reason"])
    return redirect("moderation:item", item.pk)


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
