"""Lists of articles, one article, the frequent questions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.selectors.articles import get_article, list_articles, list_faq, load_article_page


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    page = list_articles(request.GET.get("cursor", ""))
    return render(request, "knowledge/articles.html", {"page": page})


@require_safe
def faq(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/faq.html", {"page": list_faq(request.GET.get("cursor", ""))})


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_article(slug, request.user)
    page = load_article_page(found, request.user)
    return render(request, "knowledge/article.html", {"page": page})
