"""The moment in which a post that had to wait is seen for the first time."""

from django.utils import timezone

from moderation.models import Screening
from posts.models import Post
from posts.submissions import Band


def is_first_shown(post: Post) -> bool:
    """Whether a locked post that was held is public now and nobody has been told yet; says yes once a post."""
    if not post.is_public:
        return False
    first = Screening.objects.filter(post=post).order_by("pk").first()
    if first is None or first.band != Band.HOLD or first.announced_at:
        return False
    first.announced_at = timezone.now()
    first.save(update_fields=["announced_at"])
    return True
