"""Suspending somebody, from their own page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.suspending import end_suspension
from accounts.models import User
from accounts.rules import can_suspend, require
from accounts.selectors.people import load_person
from accounts.selectors.suspensions import list_suspensions
from lib.errors import UserError
from moderation import rules
from moderation.actions.suspending import suspend_over
from moderation.forms.suspending import SuspensionForm
from moderation.models import Decision
from moderation.selectors.texts import texts_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suspend_person(request: HttpRequest, handle: str) -> HttpResponse:
    """Decide to suspend a person for some days, or end a suspension early."""
    person = load_person(handle, request.user)
    require(can_suspend(request.user, person))
    if request.method == "POST" and request.POST.get("intent") == "end":
        end_suspension(request.user, person)
        messages.success(request, _("%(name)s may write again.") % {"name": person.name})
        return redirect("posts:profile", person.handle)
    form = SuspensionForm(request.POST or None, texts=texts_of(person, request.user))
    decision = _suspend(request.user, person, form) if form.is_bound and form.is_valid() else None
    if decision:
        messages.success(
            request, _("%(name)s is suspended, and told. Here it can be undone.") % {"name": person.name}
        )
        return redirect("moderation:item", decision.item_id)
    context = {
        "person": person,
        "form": form,
        "history": list_suspensions(person),
        "can_clean_up": rules.can_clean_up(request.user, person),
    }
    return render(request, "moderation/suspend.html", context, status=422 if form.is_bound else 200)


def _suspend(actor: User, person: User, form: SuspensionForm) -> Decision | None:
    try:
        return suspend_over(actor, person, form.chosen_post, form.terms())
    except UserError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return None
