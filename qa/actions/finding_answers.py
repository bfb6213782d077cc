"""Somebody found the answer before asking."""

from django.db import transaction
from django.db.models import F

from lib.dates import site_today
from posts.models import Post
from qa.models import FoundAnswer


@transaction.atomic
def count_found(post: Post, anchor: str) -> None:
    """Count that a place on the site answered what somebody was about to ask."""
    found, is_new = FoundAnswer.objects.get_or_create(post=post, anchor=anchor, on=site_today())
    if not is_new:
        FoundAnswer.objects.filter(pk=found.pk).update(times=F("times") + 1)
