"""The copies that a browser keeps. They know nothing of who asks: no session, no cookies, no comments."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from knowledge.addresses import RELIEF_SLUG
from knowledge.emergency import COUNTRIES
from knowledge.selectors.offline import kept_articles, load_copy
from knowledge.views.moved import follow_moves_for_all
from lib.dates import site_today


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What stands for the home page, and for every page that is not kept."""
    rows = kept_articles()
    general = next((row for row in rows if row.slug == RELIEF_SLUG), None)
    return _render("knowledge/offline/index.html", {"rows": rows, "general": general})


@require_safe
@follow_moves_for_all
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    return _render("knowledge/offline/article.html", {"copy": load_copy(slug)})


def _render(template: str, context: dict[str, Any]) -> HttpResponse:
    """Render without the request, so that nothing of its sender can get into the page."""
    context |= {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "countries": COUNTRIES,
        "copied_on": site_today(),
    }
    return HttpResponse(render_to_string(template, context))
