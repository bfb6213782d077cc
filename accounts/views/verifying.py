"""The verifiers' pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import rules
from accounts.actions.judging_applications import ask_for_information, give_opinion, start_review
from accounts.actions.looking import look_at_application
from accounts.forms.verifying import InformationForm, OpinionForm
from accounts.models import ExpertApplication
from accounts.selectors.applications import get_sent, list_applications, load_application_page


@never_cache
@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    rules.require(rules.is_verifier(request.user))
    tab = "decided" if request.GET.get("show") == "decided" else "waiting"
    page = list_applications(request.user, request.GET.get("cursor", ""), decided=tab == "decided")
    return render(request, "accounts/applications.html", {"page": page, "tab": tab})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, application_id: int) -> HttpResponse:
    rules.require(rules.is_verifier(request.user))
    found = get_sent(application_id)
    rules.require(rules.can_judge(request.user, found))
    asking, judging = InformationForm(), OpinionForm()
    if request.method == "POST":
        intent = request.POST.get("intent")
        if intent == "start":
            start_review(request.user, found)
            return redirect("accounts:application", found.pk)
        if intent == "ask":
            asking = InformationForm(request.POST)
            if asking.is_valid():
                return _ask(request, found, asking)
        else:
            judging = OpinionForm(request.POST)
            if judging.is_valid():
                return _judge(request, found, judging)
    look_at_application(request.user, found)
    context = {"view": load_application_page(found), "asking": asking, "judging": judging}
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/application.html", context, status=status)


def _ask(request: HttpRequest, found: ExpertApplication, form: InformationForm) -> HttpResponse:
    ask_for_information(request.user, found, wanted=form.cleaned_data["wanted"])
    messages.success(request, _("The applicant has your question."))
    return redirect("accounts:applications")


def _judge(request: HttpRequest, found: ExpertApplication, form: OpinionForm) -> HttpResponse:
    done = give_opinion(request.user, found, form.opinion())
    decided = _("Decided: %(state)s.") % {"state": done.get_state_display()}
    kept = _("Your opinion is kept. A second verifier has to agree before anything happens.")
    messages.success(request, decided if done.is_decided else kept)
    return redirect("accounts:application", found.pk)
