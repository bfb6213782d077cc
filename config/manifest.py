"""What a phone needs to put the site on its home screen."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

PAPER = "#FAF6EF"  # --paper of css/tokens.css


def site_manifest() -> dict[str, Any]:
    """Return the web app manifest."""
    return {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "description": _("Help with muscle cramps and spasms"),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            _icon("favicon.svg", "image/svg+xml", "any"),
            _icon("icon-192.png", "image/png", "192x192"),
            _icon("icon-512.png", "image/png", "512x512"),
            {**_icon("icon-maskable-512.png", "image/png", "512x512"), "purpose": "maskable"},
        ],
        "shortcuts": [
            {"name": _("Relief now"), "url": reverse("knowledge:relief")},
            {"name": _("When to get help"), "url": reverse("knowledge:article", args=["when-to-get-help"])},
        ],
    }


def _icon(name: str, kind: str, sizes: str) -> dict[str, str]:
    return {"src": static(f"img/{name}"), "type": kind, "sizes": sizes}
