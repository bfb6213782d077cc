"""What the service worker is told: which pages and files to keep, and the version of them all together."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from knowledge.selectors.offline import kept_slugs_and_version
from lib.markdown import RELIEF_FOLDER

STATIC = settings.BASE_DIR / "static"
WORKER = STATIC / "js" / "service-worker.js"
# What templates/knowledge/offline/ links to.
FILES = (
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    "css/components.css",
    "css/pages.css",
    "css/pages-qa.css",
    "css/pages-knowledge.css",
    "js/theme-first.js",
    "img/favicon.svg",
)


def worker_script() -> str:
    """Return the service worker with its orders in front; it changes when anything that it keeps does."""
    slugs, texts = kept_slugs_and_version()
    fallback = reverse("knowledge:offline")
    copies = {
        reverse("knowledge:article", args=[slug]): reverse("knowledge:offline-copy", args=[slug])
        for slug in slugs
    }
    orders = {
        "version": hashlib.sha256(f"{_version_of_the_code()}{texts}".encode()).hexdigest()[:16],
        "fallback": fallback,
        "pages": {reverse("home"): fallback, reverse("knowledge:relief"): fallback, **copies},
        "files": [static(name) for name in FILES],
        "pictures": [f"{RELIEF_FOLDER}{path.name}" for path in _pictures()],
    }
    return f"const KEPT = {json.dumps(orders)};\n\n{WORKER.read_text(encoding='utf-8')}"


def _pictures() -> list[Path]:
    return sorted((STATIC / "img" / "relief").glob("*.svg"))


def _version_of_the_code() -> str:
    """Return the hash of everything that shapes the kept pages beside their texts."""
    return _hash_code() if settings.DEBUG else _hash_code_once()


def _hash_code() -> str:
    templates = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    numbers = settings.BASE_DIR / "knowledge" / "emergency.py"
    found = hashlib.sha256(f"{settings.PROFILE} {settings.SITE_NAME}".encode())
    for path in [WORKER, numbers, *(STATIC / name for name in FILES), *_pictures(), *templates]:
        found.update(path.read_bytes())
    return found.hexdigest()


_hash_code_once = cache(_hash_code)
