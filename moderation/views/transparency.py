"""What moderation did, in numbers for everybody; and for moderators what they did themselves."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.rules import require
from lib.dates import site_today
from lib.page_cache.policy import cached_for_guests
from moderation import rules
from moderation.selectors.transparency import load_report, report_version
from moderation.selectors.workload import own_day


@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """The last twelve months."""
    return render(request, "moderation/transparency.html", {"report": load_report(), "is_month": False})


@cached_for_guests(report_version, "year", "month")
@require_safe
def monthly_report(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month that has begun; what is over reads what was stored then."""
    if not (1 <= month <= 12 and 2000 <= year <= 9000):
        raise Http404
    chosen = date(year, month, 1)
    if chosen > site_today():
        raise Http404
    return render(request, "moderation/transparency.html", {"report": load_report(chosen), "is_month": True})


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """One's own numbers, shown to nobody else."""
    require(rules.can_see_queue(request.user))
    return render(request, "moderation/own_day.html", {"day": own_day(request.user)})
