"""Addresses of articles: those that the site itself names, and those that other pages have."""

from django.urls import Resolver404, resolve

HELP_SLUG = "when-to-get-help"
RELIEF_SLUG = "relieve-a-cramp"
# The emergency line, the menus and the copies for the time without a connection lead there.
FIXED_SLUGS = frozenset({HELP_SLUG, RELIEF_SLUG})


def is_free_for_articles(slug: str) -> bool:
    """Whether an article would be shown at an address, and not some other page of the site."""
    try:
        return resolve(f"/knowledge/{slug}/").view_name == "knowledge:article"
    except Resolver404:
        return False
