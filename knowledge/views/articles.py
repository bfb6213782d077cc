"""The start page of knowledge, relief by place, one article, the frequent questions."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from knowledge.actions.counting_views import count_view
from knowledge.addresses import HELP_SLUG
from knowledge.emergency import COOKIE, COUNTRIES, Country, find_country
from knowledge.selectors import page_versions
from knowledge.selectors.articles import (
    faq_entry_address,
    get_article,
    list_faq,
    load_article_page,
    load_relief_page,
)
from knowledge.selectors.browse import load_knowledge_page, read_narrowing
from knowledge.structured_data import describe_article, describe_faq, to_json
from knowledge.views.moved import follow_moves
from lib.page_cache.building import on_each_view
from lib.page_cache.policy import cached_for_guests
from posts.selectors.page_versions import lists
from search.query import read_query

ONE_YEAR = 365 * 24 * 60 * 60


@cached_for_guests(lists("articles"), query=("where", "theme", "tag", "cursor"))
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    page = load_knowledge_page(read_narrowing(request.GET), request.GET.get("cursor", ""))
    return render(request, "knowledge/articles.html", {"page": page})


@cached_for_guests(lists("articles"))
@require_safe
def relief(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/relief.html", {"page": load_relief_page()})


@cached_for_guests(lists("articles"), query=("cursor",))
@require_safe
def faq(request: HttpRequest) -> HttpResponse:
    words = read_query(request.GET.get("q", ""))
    page = list_faq(request.GET.get("cursor", ""), words)
    data = None if words or not page.rows else to_json(describe_faq(page.rows))
    return render(request, "knowledge/faq.html", {"page": page, "words": words, "structured_data": data})


@require_safe
@follow_moves
def faq_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to a frequent question, wherever it is shown."""
    return redirect(faq_entry_address(slug, request.user))


@cached_for_guests(page_versions.article, "slug")
@require_safe
@follow_moves
def article(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_article(slug, request.user)
    page = load_article_page(found, request.user)
    if request.method == "GET" and page.post.is_public:
        on_each_view(partial(count_view, found.pk))
    context = {"page": page, "structured_data": to_json(describe_article(page))}
    if slug == HELP_SLUG:
        return _render_help(request, context)
    return render(request, "knowledge/article.html", context)


def _render_help(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show the page with emergency numbers, those of the reader's country first."""
    values = request.GET if COOKIE in request.GET else request.COOKIES
    country = find_country(values, COOKIE)
    countries = sorted(COUNTRIES, key=lambda one: str(one.name))
    context |= {"country": country, "countries": countries}
    response = render(request, "knowledge/article.html", context)
    if COOKIE in request.GET and _was_chosen_here(request):
        _remember(response, country)
    return response


def _was_chosen_here(request: HttpRequest) -> bool:
    """Whether the reader sent the form of our own page; a link from elsewhere only shows a country."""
    came_from = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.GET.get("remember") == "yes" and came_from == "same-origin"


def _remember(response: HttpResponse, country: Country | None) -> None:
    if country is None:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        country.code,
        max_age=ONE_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
