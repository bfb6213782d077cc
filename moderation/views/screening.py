"""The lists of watched phrases and domains, and which checks count."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.rules import require
from lib.errors import UserError
from moderation import rules
from moderation.actions.screening_rules import change_rule
from moderation.actions.watching import stop_watching, watch
from moderation.forms.screening import RuleForm, WatchForm
from moderation.models import Mode, WatchedEntry
from moderation.selectors.screening_rules import list_entries, load_rules_page
from moderation.tasks import TRIAL_DAYS, run_trial


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """What is on the lists; a POST puts something on one."""
    require(rules.can_keep_lists(request.user))
    form = WatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        watch(request.user, form.entry())
        messages.success(request, _("It is on the list. All processes go by it within seconds."))
        return redirect("moderation:lists")
    context = {"entries": list_entries(), "form": form}
    return render(request, "moderation/lists.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def unwatch(request: HttpRequest, entry_id: int) -> HttpResponse:
    require(rules.can_keep_lists(request.user))
    stop_watching(request.user, get_object_or_404(WatchedEntry, pk=entry_id))
    messages.success(request, _("It is off the list."))
    return redirect("moderation:lists")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest) -> HttpResponse:
    """Which checks count; a POST tries one out or changes it."""
    require(rules.can_change_screening(request.user))
    if request.method == "POST":
        _act(request)
        return redirect("moderation:checks")
    return render(request, "moderation/checks.html", {"page": load_rules_page(), "modes": Mode.choices})


def _act(request: HttpRequest) -> None:
    form = RuleForm(request.POST)
    if not form.is_valid():
        raise UserError(form.first_error())
    data = form.cleaned_data
    if data["intent"] == "try":
        run_trial.enqueue(data["name"], data["threshold"])
        messages.info(
            request,
            _("The trial runs over the decisions of %(days)d days. Look again in a minute.")
            % {"days": TRIAL_DAYS},
        )
        return
    change_rule(request.user, data["name"], mode=Mode(data["mode"]), threshold=data["threshold"])
    messages.success(request, _("Changed."))
