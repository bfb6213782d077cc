"""How it is now: by the link of a mail, signed in, and what helped all askers."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.rules import require
from lib.body_sites import BodySite
from qa import rules
from qa.actions.outcomes import report, stop_asking
from qa.forms.outcomes import OutcomeForm
from qa.models import Outcome
from qa.models.outcome import Result
from qa.outcome_links import read_token
from qa.selectors.outcomes import what_helped
from qa.selectors.question_page import load_question

READING_OR_ACTING = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(READING_OR_ACTING)
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form to whoever has the link; only its button stores, because programs open links of mails too."""
    outcome = read_token(token)
    if outcome is None:
        return render(request, "qa/outcome_gone.html", status=410)
    return _ask(request, outcome, can_stop=True)


@login_required
@require_http_methods(READING_OR_ACTING)
def outcome(request: HttpRequest, post_id: int) -> HttpResponse:
    """The same for the asker, signed in."""
    post = load_question(post_id, request.user)
    require(rules.can_report_outcome(request.user, post))
    found = Outcome.objects.filter(question_id=post.pk).order_by("-days").select_related("question__post")
    latest = found.first()
    if latest is None:
        raise Http404
    return _ask(request, latest, can_stop=False)


def _ask(request: HttpRequest, outcome: Outcome, *, can_stop: bool) -> HttpResponse:
    if request.method == "POST" and can_stop and request.POST.get("intent") == "stop":
        stop_asking(outcome)
        return render(request, "qa/outcome_done.html", {"is_stopped": True, "post": outcome.question.post})
    form = OutcomeForm(request.POST or None, initial=_initial(request, outcome))
    if request.method == "POST" and form.is_valid():
        told = form.report()
        report(outcome, told)
        context = {"post": outcome.question.post, "is_worse": told.result == Result.WORSE}
        return render(request, "qa/outcome_done.html", context)
    context = {"outcome": outcome, "post": outcome.question.post, "form": form, "can_stop": can_stop}
    return render(request, "qa/outcome.html", context, status=422 if form.is_bound else 200)


def _initial(request: HttpRequest, outcome: Outcome) -> dict[str, object]:
    """What was said before, with the result that the link names in front."""
    return {
        "result": request.GET.get("result") or outcome.result,
        "helped": outcome.helped,
        "did_not_help": outcome.did_not_help,
    }


@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """What helped those who asked, for one place or all."""
    where = request.GET.get("where", "")
    site = BodySite(where) if where in BodySite else None
    context = {
        "rows": what_helped(site.value if site else ""),
        "site_chosen": site,
        "places": BodySite.choices,
    }
    return render(request, "qa/outcomes.html", context)
