"""Reads OIDC_PROVIDERS: where people may have an account already that they can sign in with here."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from config.env import BadSettingError

NAME = "OIDC_PROVIDERS"
FIELDS = ("id", "name", "client_id", "secret", "server_url")
ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")


def read_oidc_providers(text: str) -> list[dict[str, Any]]:
    """Return the providers as allauth takes them; a text that makes no sense stops the start."""
    if not text.strip():
        return []
    try:
        entries = json.loads(text)
    except ValueError:
        raise BadSettingError(NAME, "is not JSON.") from None
    if not isinstance(entries, list):
        raise BadSettingError(NAME, "is not a list of providers.")
    providers = [_read_entry(entry, place) for place, entry in enumerate(entries, 1)]
    if len({provider["provider_id"] for provider in providers}) < len(providers):
        raise BadSettingError(NAME, "has two providers with the same id.")
    return providers


def provider_origins(providers: list[dict[str, Any]]) -> list[str]:
    """Return the origins to which the sign-in forms may lead (the form-action of the content policy)."""
    urls = [urlsplit(provider["settings"]["server_url"]) for provider in providers]
    return sorted({f"{url.scheme}://{url.netloc}" for url in urls})


def _read_entry(entry: Any, place: int) -> dict[str, Any]:
    if not isinstance(entry, dict) or set(entry) != set(FIELDS):
        raise BadSettingError(NAME, f"provider {place} needs exactly {', '.join(FIELDS)}.")
    for field in FIELDS:
        if not isinstance(entry[field], str) or not entry[field].strip():
            raise BadSettingError(NAME, f"provider {place} has no text for {field}.")
    if not ID_PATTERN.fullmatch(entry["id"]):
        raise BadSettingError(NAME, f"provider {place}: the id takes small letters, digits and hyphens.")
    _check_url(entry["server_url"], place)
    return {
        "provider_id": entry["id"],
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": entry["secret"],
        "settings": {"server_url": entry["server_url"].rstrip("/"), "email_authentication": False},
    }


def _check_url(text: str, place: int) -> None:
    try:
        url = urlsplit(text)
    except ValueError:
        url = urlsplit("")
    is_local = url.hostname in ("localhost", "127.0.0.1")
    if not url.hostname or (url.scheme != "https" and not (url.scheme == "http" and is_local)):
        raise BadSettingError(NAME, f"provider {place}: the server_url is no https:// address.")
