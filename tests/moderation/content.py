"""The content of the database, to be compared before and after."""

from accounts.models import ReputationEvent, User
from moderation.models import Flag, ReviewItem
from notifications.models import Subscription
from posts.models import Post, PostTag, Tag, Vote
from qa.models import Question

# What only ever grows, or says which copy of a page is stale.
POST_LEFT_OUT = {"version"}
ITEM_LEFT_OUT = {"version", "claimed_by_id", "claimed_until"}
PERSON_COLUMNS = (
    "pk", "reputation_points", "reputation", "suspended_until", "suspension_reason", "suspension_words",
    "suspended_abilities", "has_warning", "is_active", "roles",
)  # fmt: skip


def rows_of(queryset, left_out=frozenset()):
    return [
        {name: value for name, value in row.items() if name not in left_out}
        for row in queryset.order_by("pk").values()
    ]


def content_of_site():
    """Posts, votes, reports, items, tags, followers, reputation and people, row by row.

    Left out is what only ever grows: the record, the outbox, letters, versions of texts, the decisions themselves.
    """
    return {
        "posts": rows_of(Post.objects.all(), POST_LEFT_OUT),
        "questions": rows_of(Question.objects.all()),
        "votes": rows_of(Vote.objects.all()),
        "reports": rows_of(Flag.objects.all()),
        "items": rows_of(ReviewItem.objects.all(), ITEM_LEFT_OUT),
        "tags": rows_of(Tag.objects.exclude(items=None, post_count=0).distinct()),
        "tagged": sorted(PostTag.objects.values_list("content_object_id", "tag_id")),
        "followers": rows_of(Subscription.objects.all()),
        "points": rows_of(ReputationEvent.objects.active(), {"id"}),
        "people": list(User.objects.order_by("pk").values(*PERSON_COLUMNS)),
    }
