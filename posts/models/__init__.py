"""The tables of posts."""

from posts.models.draft import Draft, DraftKind
from posts.models.keeping import Bookmark, ReadMarker
from posts.models.outbox import PostChange
from posts.models.page_version import PageVersion
from posts.models.picture import Picture
from posts.models.post import Post
from posts.models.revision import Revision
from posts.models.suggested_edit import SuggestedEdit, SuggestionSource, SuggestionState
from posts.models.tag import PostTag, Tag, TagExpert, TagFollow, TagMerge, TagMergePost, TagRevision
from posts.models.vote import Vote

__all__ = [
    "Bookmark",
    "Draft",
    "DraftKind",
    "PageVersion",
    "Picture",
    "Post",
    "PostChange",
    "PostTag",
    "ReadMarker",
    "Revision",
    "SuggestedEdit",
    "SuggestionSource",
    "SuggestionState",
    "Tag",
    "TagExpert",
    "TagFollow",
    "TagMerge",
    "TagMergePost",
    "TagRevision",
    "Vote",
]
