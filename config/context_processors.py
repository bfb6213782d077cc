"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.rules import needs_second_factor


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name and contact data, whether it is a demo, and how much the reader has not read."""
    user = getattr(request, "user", None)
    return {
        # allauth's pages bring a `site` of their own, so the name stands alone as well.
        "site_name": settings.SITE_NAME,
        "site": {
            "name": settings.SITE_NAME,
            "url": settings.SITE_URL,
            "contact": {
                "address": settings.CONTACT_ADDRESS,
                "phone": settings.CONTACT_PHONE,
                "messenger": settings.CONTACT_MESSENGER,
                "email": settings.CONTACT_EMAIL,
            },
        },
        "demo": settings.DEMO,
        "needs_second_factor": user is not None and needs_second_factor(user),
        "unread_count": getattr(user, "unread_count", 0),
    }
