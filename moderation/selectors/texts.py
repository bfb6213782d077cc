"""What somebody wrote, for a decision about them."""

from accounts.models import User
from posts.models import Post

SHOWN = 30


def texts_of(person: User, moderator: User) -> list[Post]:
    """Return the latest texts of a person, newest first, in one query; nothing that was written under a mask."""
    found = Post.objects.visible_to(moderator).under_own_name().filter(author=person)
    return list(found.select_related("author").order_by("-pk")[:SHOWN])
