"""Deciding about many posts at once: find, look, decide, undo."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.rules import require
from lib.errors import UserError
from moderation import rules
from moderation.actions.bulk import Order, decide_many
from moderation.actions.cleaning_up import clean_up, undo_clean_up
from moderation.forms.bulk import BatchForm, CleanUpForm, SelectionForm
from moderation.models import Batch, BatchAction
from moderation.selectors.batches import list_batches, load_batch
from moderation.selectors.selections import load_clean_up, preview


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """GET finds and shows what would be decided about; a POST decides."""
    require(rules.can_decide_many(request.user))
    if request.method == "POST":
        return _decide_many(request)
    return _show(request, SelectionForm(request.GET or None))


def _show(
    request: HttpRequest, form: SelectionForm, batch_form: BatchForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Show what a selection finds, with the form that decides about it."""
    context = {"form": form, "batches": list_batches()}
    if form.is_bound and form.is_valid():
        found = preview(request.user, form.selection, BatchAction(form.cleaned_data["action"]))
        given = {**form.cleaned_data, "upto": found.upto}
        batch_form = batch_form or BatchForm(initial=given)
        context |= {"found": found, "batch_form": batch_form, "action": given["action"]}
    return render(request, "moderation/bulk.html", context, status=status)


def _decide_many(request: HttpRequest) -> HttpResponse:
    form = BatchForm(request.POST)
    if not form.is_valid():
        return _show(request, SelectionForm(request.POST), form, status=422)
    data = form.cleaned_data
    order = Order(BatchAction(data["action"]), data["rule"], data["reason"], form.selection, data["upto"])
    batch = decide_many(request.user, order)
    return redirect("moderation:batch", batch.pk)


@login_required
@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """How far a batch is, and the way to undo it."""
    require(rules.can_decide_many(request.user))
    return render(request, "moderation/batch.html", {"page": load_batch(batch_id, request.user)})


@login_required
@require_POST
def undo_many(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Undo a batch as one."""
    require(rules.can_decide_many(request.user))
    count = undo_clean_up(request.user, get_object_or_404(Batch, pk=batch_id))
    words = ngettext("Undone: %(count)d post.", "Undone: %(count)d posts.", count)
    messages.success(request, words % {"count": count})
    return redirect("moderation:batch", batch_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def spammer(request: HttpRequest, handle: str) -> HttpResponse:
    """Clean up after a spammer in one confirmed step."""
    require(rules.can_decide_many(request.user))
    person = get_object_or_404(User, handle=handle.lower())
    require(rules.can_clean_up(request.user, person))
    page = load_clean_up(request.user, person)
    form = CleanUpForm(request.POST or None, domains=page.domains, initial={"upto": page.found.upto})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = clean_up(
                request.user, person, upto=data["upto"], domains=data["domains"], reason=data["reason"]
            )
        except UserError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Cleaned up."))
            return redirect("moderation:batch", made.pk)
    context = {"page": page, "form": form}
    return render(request, "moderation/spammer.html", context, status=422 if form.is_bound else 200)
