"""The link by which an asker says how it is without signing in: signed, limited in time, and revocable."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from qa.models import Outcome

SALT = "qa.outcome"
LASTS = timedelta(days=60)


def make_token(outcome: Outcome) -> str:
    return signing.dumps([outcome.pk, str(outcome.key)], salt=SALT)


def link_to(outcome: Outcome, result: str = "") -> str:
    """Return the full address for a mail; a result is chosen on the page, and sent only by its button."""
    query = f"?result={result}" if result else ""
    return settings.SITE_URL + reverse("qa:outcome-link", args=[make_token(outcome)]) + query


def read_token(token: str) -> Outcome | None:
    """Return what a link stands for; None when it is altered, too old, or was revoked."""
    try:
        pk, key = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    found = Outcome.objects.select_related("question__post").filter(pk=pk, key=key)
    return found.filter(question__post__author__is_active=True).first()
