"""What is not kept of screening: passages, and texts that were refused."""

from datetime import timedelta

from django.utils import timezone

from moderation.models import Screening
from posts.submissions import Band

KEPT = timedelta(days=90)


def forget_old_screenings() -> None:
    """Erase passages after three months, and whatever was refused without becoming a post."""
    old = Screening.objects.filter(at__lt=timezone.now() - KEPT)
    old.filter(post=None, band=Band.REFUSE).delete()
    old.exclude(evidence=b"").update(evidence=b"")
