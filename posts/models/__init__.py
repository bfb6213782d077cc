"""The tables of posts."""

from posts.models.outbox import PostChange
from posts.models.post import Post
from posts.models.revision import Revision
from posts.models.tag import PostTag, Tag
from posts.models.vote import Vote

__all__ = ["Post", "PostChange", "PostTag", "Revision", "Tag", "Vote"]
