"""What the feed of a question lists."""

from posts.kinds import Kind
from posts.models import Post
from posts.selectors.thread import with_authors

ENTRIES = 30


def newest_answers(post: Post) -> list[Post]:
    """Return the newest public answers that their authors stand by and no expert warns against, in one query."""
    found = Post.objects.public().standing().filter(parent=post, kind=Kind.ANSWER, answer__warned_at=None)
    return list(with_authors(found).order_by("-created_at", "-id")[:ENTRIES])
