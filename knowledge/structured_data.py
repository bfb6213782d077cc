"""What search engines are told about a page, in the words of schema.org (JSON-LD).

Nothing stands here that the page does not show, and no review that did not take place.
"""

from collections.abc import Iterable
from html import unescape
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import get_language

from knowledge.models import Article, ArticleKind
from knowledge.selectors.articles import ArticlePage, FaqEntry
from lib.json_ld import Thing


def describe_article(page: ArticlePage) -> Thing:
    """Return an article as a MedicalWebPage; a frequent question is a FAQPage besides."""
    article, post = page.article, page.post
    is_question = article.kind == ArticleKind.FAQ
    thing = {
        "@context": "https://schema.org",
        "@type": ["MedicalWebPage", "FAQPage"] if is_question else "MedicalWebPage",
        "url": settings.SITE_URL + reverse("knowledge:article", args=[article.slug]),
        "name": post.title,
        "description": article.summary,
        "inLanguage": get_language(),
        "datePublished": post.created_at.isoformat(),
        "dateModified": page.updated_at.isoformat(),
        "keywords": post.tag_slugs,
        "publisher": _publisher(),
        "citation": [_citation(source) for source in article.sources],
        **_review(article),
    }
    if is_question:
        thing["mainEntity"] = [_question(post.title, post.body_html)]
    return thing


def describe_faq(entries: Iterable[FaqEntry]) -> Thing:
    """Return the page of frequent questions with all that it shows."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "url": settings.SITE_URL + reverse("knowledge:faq"),
        "inLanguage": get_language(),
        "publisher": _publisher(),
        "mainEntity": [_question(entry.title, entry.body_html) for entry in entries],
    }


def _review(article: Article) -> Thing:
    """Who reviewed an article and when; nothing at all while nobody has."""
    if not (article.last_reviewed and article.reviewed_by and article.reviewer_qualification):
        return {}
    return {
        "lastReviewed": article.last_reviewed.isoformat(),
        "reviewedBy": {
            "@type": "Person",
            "name": article.reviewed_by,
            "jobTitle": article.reviewer_qualification,
        },
    }


def _citation(source: dict[str, Any]) -> Thing:
    thing = {
        "@type": "CreativeWork",
        "name": source["title"],
        "publisher": {"@type": "Organization", "name": source["organisation"]},
    }
    if source["year"]:
        thing["datePublished"] = str(source["year"])
    if source["url"]:
        thing["url"] = source["url"]
    return thing


def _question(title: str, html: str) -> Thing:
    text = " ".join(unescape(strip_tags(html)).split())
    return {"@type": "Question", "name": title, "acceptedAnswer": {"@type": "Answer", "text": text}}


def _publisher() -> Thing:
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": settings.SITE_URL}
