"""The tables of posts."""

from posts.models.outbox import PostChange
from posts.models.page_version import PageVersion
from posts.models.picture import Picture
from posts.models.post import Post
from posts.models.revision import Revision
from posts.models.suggested_edit import SuggestedEdit, SuggestionSource, SuggestionState
from posts.models.tag import PostTag, Tag
from posts.models.vote import Vote

__all__ = [
    "PageVersion", "Picture", "Post", "PostChange", "PostTag", "Revision", "SuggestedEdit", "SuggestionSource",
    "SuggestionState", "Tag", "Vote",
]  # fmt: skip
