"""The directory of experts, and what verification means."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import rules
from accounts.actions.suspending_standing import lift_suspension, suspend_standing
from accounts.forms.experts import DirectoryForm
from accounts.forms.verifying import SuspensionForm
from accounts.models import ExpertCredential
from accounts.selectors.experts import list_countries, list_topics, load_directory


@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    form = DirectoryForm(request.GET, countries=list_countries(), topics=list_topics())
    directory = load_directory(form.chosen(), request.GET.get("cursor", ""))
    return render(request, "accounts/experts.html", {"form": form, "directory": directory})


@require_safe
def expert_rules(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/expert_rules.html")


@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/verification.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def standing(request: HttpRequest, handle: str) -> HttpResponse:
    """Suspend somebody's standing, or lift that again."""
    credential = get_object_or_404(ExpertCredential.objects.select_related("user"), user__handle=handle)
    person = credential.user
    rules.require(rules.can_suspend_standing(request.user, person))
    form = SuspensionForm(request.POST or None)
    if request.method == "POST" and request.POST.get("intent") == "lift":
        lift_suspension(request.user, person)
        messages.success(request, _("The suspension is lifted."))
        return redirect("posts:profile", person.handle)
    if request.method == "POST" and form.is_valid():
        suspend_standing(request.user, person, reason=form.cleaned_data["reason"])
        messages.success(request, _("The standing is suspended."))
        return redirect("posts:profile", person.handle)
    status = 422 if form.is_bound else 200
    context = {"form": form, "credential": credential, "person": person}
    return render(request, "accounts/standing.html", context, status=status)
