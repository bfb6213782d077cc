"""The replies of a thread and what the reader has to do with them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, Max, OuterRef, Q, Value, Window
from django.db.models.functions import RowNumber

from accounts.models import ExpertCredential, PersonMute, User
from accounts.readers import ReaderKind, kind_of, reader_of
from accounts.rules import Actor
from lib.pagination import Order
from lib.prepared import Among, Prepared, Slot
from posts.kinds import Kind
from posts.models import Post, Vote
from posts.querysets import PostQuerySet

COMMENTS_SHOWN = 5
ANSWERS_SHOWN = 30
OLDEST_FIRST = Order("created_at", descending=False)
# Expert agreement, then the share of helpful votes, then age; what was retracted comes last.
BEST_FIRST = Order("is_retracted", descending=False, then=("-agreement", "-helpfulness", "created_at", "pk"))
BODY_COLUMNS = (
    "kind", "state", "is_public", "root", "parent", "byline", "comments_closed", "is_locked", "merged_into",
    "body_html", "guest_hash", "is_experience", "is_retracted", "up_count", "down_count", "agreement", "helpfulness",
    "answer_count", "comment_count",
    "revision_count", "created_at", "edited_at",
)  # fmt: skip
AUTHOR_COLUMNS = (
    "author__handle", "author__display_name", "author__is_demo", "author__expert_valid_until",
    "author__avatar_key", "author__leaves_at", "author__erased_at",
    "author__credential__profession", "author__credential__specialty",
)  # fmt: skip


@dataclass
class Comment:
    """A comment, its replies and what the reader has to do with it."""

    post: Post
    expert_title: str
    # The rights and vote of the reader: what moderation.selectors.rights lays on.
    viewed: object = None
    replies: list["Comment"] = field(default_factory=list)

    @property
    def newest_at(self) -> datetime | None:
        """When the newest of its kind under the same post was written; known of those from `first_comments`."""
        return getattr(self.post, "newest_at", None)

    @property
    def is_muted(self) -> bool:
        """Whether the reader has muted its author; known of comments that come `marked_for` the reader."""
        return self.post.is_from_muted


def with_authors(posts: PostQuerySet, *also: str) -> PostQuerySet:
    """Load posts for showing them: text, counters, authors and the relations `also`; lazy loads raise."""
    return (
        posts.select_related("author", "author__credential", *also)
        .only(*BODY_COLUMNS, *AUTHOR_COLUMNS, *also)
        .fetch_mode(models.FETCH_RAISE)
    )


def standing_of_author(post: Post) -> str:
    """Return the standing today of whoever wrote a post under their own name, else nothing."""
    return standing_today(post.author) if post.author_id and not post.byline else ""


def marked_for(posts: PostQuerySet, reader: Actor) -> PostQuerySet:
    """Say of each post whether the reader has muted its author (`is_from_muted`), in the same query.

    Never of what stands under a mask: that would tell who wears it.
    """
    if not reader.is_authenticated:
        return posts.annotate(is_from_muted=Value(False))
    mutes = PersonMute.objects.filter(muter=reader, muted=OuterRef("author"))
    is_known_and_muted = Q(Exists(mutes), byline="")
    return posts.annotate(is_from_muted=ExpressionWrapper(is_known_and_muted, models.BooleanField()))


def standing_today(author: User) -> str:
    """Return the profession of an author whose credential is valid today, else nothing.

    The author comes with the credential loaded.
    """
    if not author.is_verified_expert:
        return ""
    try:
        return author.credential.title
    except ExpertCredential.DoesNotExist:
        return ""


def first_comments(root_id: int, reader: Actor) -> dict[int, list[Comment]]:
    """Return the oldest comments under each post of a thread, by that post's key, in one query.

    At most COMMENTS_SHOWN a post, and as many own experiences; the posts' `comment_count` tells whether there are more.
    """
    comments = _first_comments(kind_of(reader), root=root_id, reader=reader.pk)
    by_parent: dict[int, list[Comment]] = defaultdict(list)
    for post in comments:
        by_parent[post.parent_id].append(Comment(post, standing_of_author(post)))
    for comment in [comment for group in by_parent.values() for comment in group]:
        comment.replies = by_parent.get(comment.post.pk, [])
    return by_parent


@Prepared
def _first_comments(kind: ReaderKind) -> PostQuerySet:
    reader = reader_of(kind)
    comments = Post.objects.filter(root_id=Slot("root", models.BigAutoField()), kind=Kind.COMMENT)
    place = Window(
        RowNumber(),
        partition_by=[F("parent_id"), F("is_experience")],
        order_by=[F("created_at"), F("id")],
    )
    newest_at = Window(Max("created_at"), partition_by=[F("parent_id"), F("is_experience")])
    numbered = marked_for(comments, reader).visible_to(reader).annotate(place=place, newest_at=newest_at)
    return with_authors(numbered.filter(place__lte=COMMENTS_SHOWN)).order_by("created_at", "id")


def comments_before(comment: Post) -> list[Post]:
    """Return the nearest public comments before this one under the same post, at most COMMENTS_SHOWN.

    As many as that mean that the page of the thread does not show it.
    """
    earlier = Post.objects.public().filter(parent_id=comment.parent_id, kind=Kind.COMMENT)
    earlier = earlier.filter(is_experience=comment.is_experience, created_at__lte=comment.created_at)
    return list(earlier.exclude(pk=comment.pk).order_by("-created_at", "-id")[:COMMENTS_SHOWN])


def answers_before(answer: Post, reader: Actor) -> list[Post]:
    """Return the nearest answers before this one that the reader may see, at most ANSWERS_SHOWN.

    As many as that mean that the first page of the question does not show it.
    """
    others = Post.objects.filter(parent_id=answer.parent_id, kind=Kind.ANSWER).visible_to(reader)
    values = [getattr(answer, name) for name, _ in BEST_FIRST.columns]
    earlier = others.filter(BEST_FIRST.after(values, backwards=True))
    return list(earlier.order_by(*BEST_FIRST.fields(backwards=True))[:ANSWERS_SHOWN])


def votes_of(reader: Actor, post_ids: Iterable[int]) -> dict[int, int]:
    """Return the reader's votes on these posts by the posts' keys; one query, none when signed out."""
    if not reader.is_authenticated:
        return {}
    return {vote.post_id: vote.value for vote in _votes(reader=reader.pk, posts=list(post_ids))}


@Prepared
def _votes() -> models.QuerySet[Vote]:
    mine = Vote.objects.filter(Among("post_id", "posts", models.BigIntegerField()))
    return mine.filter(voter=Slot("reader", models.BigAutoField())).only("post", "value")
