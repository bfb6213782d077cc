"""One item of the queue with all that is needed to decide."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404

from accounts.rules import Actor
from lib.marking import mark_passages
from moderation import rules
from moderation.models import (
    Appeal,
    AuthorWarning,
    Decision,
    DecisionAction,
    Flag,
    FlagReason,
    Purge,
    ReviewItem,
    Unmasking,
)
from moderation.selectors.screenings import ScreeningView, load_screening
from posts.kinds import State
from posts.models import Post
from posts.querysets import PostQuerySet

CONTEXT_POSTS = 6
RECORD_DECISIONS = 10
SIMILAR = 5
# Under which rule a report of a kind is usually decided, to find decisions on similar items.
RULE_OF_REASON = {
    FlagReason.DANGEROUS: ("danger", "medicine", "diagnosis"),
    FlagReason.PERSONAL_DATA: ("private",),
    FlagReason.RUDE: ("kind",),
    FlagReason.SPAM: ("selling",),
    FlagReason.WRONG_PLACE: ("place",),
}


@dataclass(frozen=True)
class AuthorRecord:
    """What moderators should know about an author."""

    post_count: int
    removed_count: int
    warning_count: int
    decisions: list[Decision]


@dataclass(frozen=True)
class ItemPage:
    """One item with its post, its thread, the reports, what was decided before, and what can be decided now."""

    item: ReviewItem
    post: Post
    marked_html: str
    screening: ScreeningView | None
    flags: list[Flag]
    around: list[Post]
    record: AuthorRecord
    similar: list[Decision]
    possible: list[DecisionAction]
    undoable: list[Decision]
    has_reported: bool
    appeal: Appeal | None
    can_answer_appeal: bool
    purge: Purge | None
    can_agree_to_purge: bool
    can_claim: bool
    unmasking: Unmasking | None
    next_id: int | None
    previous_id: int | None

    @property
    def same_as(self) -> int | None:
        """The question of which readers say that it asks the same."""
        return next((flag.duplicate_of_id for flag in self.flags if flag.duplicate_of_id), None)


def load_item(item_id: int, moderator: Actor) -> ItemPage:
    """Return everything about one item in thirteen queries, two more about a question or a mask; raises Http404."""
    found = ReviewItem.objects.select_related(
        "post__author", "post__root", "post__parent", "post__question", "claimed_by"
    )
    item = found.filter(pk=item_id).first()
    if item is None:
        raise Http404
    post = item.post
    flags = list(Flag.objects.filter(post=post).select_related("flagger").order_by("-id")[:30])
    decisions = list(
        Decision.objects.filter(post=post)
        .select_related("moderator", "appeal")
        .order_by("-id")[:RECORD_DECISIONS]
    )
    appeal = _open_appeal(post)
    screening = load_screening(post)
    has_reported = any(flag.item_id == item.pk and flag.flagger_id == moderator.pk for flag in flags)
    purge = Purge.objects.filter(post=post, agreed_at=None).select_related("asked_by").first()
    before, after = _neighbors(item)
    return ItemPage(
        item=item,
        post=post,
        marked_html=mark_passages(post.body_html, _passages(decisions, screening)),
        screening=screening,
        flags=flags,
        around=_around(post, moderator),
        record=_record(post),
        similar=_similar(post, flags),
        possible=[] if has_reported else _possible(moderator, post),
        undoable=[] if has_reported else _undoable(moderator, post, decisions),
        has_reported=has_reported,
        appeal=appeal,
        can_answer_appeal=appeal is not None
        and not has_reported
        and rules.can_answer_appeal(moderator, appeal),
        purge=purge,
        can_agree_to_purge=purge is not None and rules.can_agree_to_purge(moderator, post, purge),
        can_claim=not has_reported and rules.can_claim(moderator, item),
        unmasking=_unmasking(post) if post.is_masked else None,
        next_id=after,
        previous_id=before,
    )


def _passages(decisions: list[Decision], screening: ScreeningView | None) -> list[str]:
    """What to look at in the text: the words that automatic checks found, and that earlier decisions named."""
    found = screening.passages if screening else []
    return found + [decision.passage for decision in decisions if decision.passage and not decision.is_undone]


def _open_appeal(post: Post) -> Appeal | None:
    found = Appeal.objects.filter(decision__post=post, outcome="").select_related(
        "author", "decision__moderator"
    )
    return found.order_by("pk").first()


def _possible(moderator: Actor, post: Post) -> list[DecisionAction]:
    return [action for action in DecisionAction if rules.can_take(moderator, post, action)]


def _undoable(moderator: Actor, post: Post, decisions: list[Decision]) -> list[Decision]:
    """The newest decision that holds, if the moderator can undo it: earlier ones come after it."""
    holding = [decision for decision in decisions if not decision.is_undone]
    return [decision for decision in holding[:1] if rules.can_undo(moderator, post, decision)]


def _neighbors(item: ReviewItem) -> tuple[int | None, int | None]:
    """The items before and after this one in the queue, for those who go through it by keyboard."""
    waiting = ReviewItem.objects.filter(is_open=True).order_by("place", "pk")
    here = Q(place=item.place)
    before = waiting.filter(Q(place__lt=item.place) | (here & Q(pk__lt=item.pk))).reverse()
    after = waiting.filter(Q(place__gt=item.place) | (here & Q(pk__gt=item.pk)))
    first = [queryset.values_list("pk", flat=True).first() for queryset in (before, after)]
    return first[0], first[1]


def _similar(post: Post, flags: list[Flag]) -> list[Decision]:
    """What was decided lately about other posts of the kind that were reported for the same, or under its rule."""
    keys = {key for flag in flags for key in RULE_OF_REASON.get(flag.reason, ())}
    if not keys:
        return []
    found = Decision.objects.filter(rule__in=keys, undone_at=None, batch=None, post__kind=post.kind)
    return list(found.exclude(post=post).select_related("post").order_by("-id")[:SIMILAR])


def _unmasking(post: Post) -> Unmasking | None:
    found = Unmasking.objects.filter(root_id=post.root_or_self_id).select_related("asked_by", "agreed_by")
    return found.order_by("-id").first()


def _around(post: Post, moderator: Actor) -> list[Post]:
    """The start of the thread that the post belongs to, without the post itself."""
    thread = Post.objects.filter(root_id=post.root_or_self_id).visible_to(moderator).exclude(pk=post.pk)
    return list(thread.select_related("author").order_by("created_at", "id")[:CONTEXT_POSTS])


def _by_same_author(post: Post) -> PostQuerySet:
    """What was written under the same name: a member's, a mask's or a guest's.

    A mask and the name behind it are never counted together. Of an erased guest nothing else is known.
    """
    if post.author_id:
        return Post.objects.filter(author_id=post.author_id, byline=post.byline)
    if post.guest_hash:
        return Post.objects.filter(guest_hash=post.guest_hash)
    return Post.objects.filter(pk=post.pk)


def _record(post: Post) -> AuthorRecord:
    own = _by_same_author(post)
    counts = own.aggregate(
        posts=Count("pk"),
        removed=Count("pk", filter=Q(state__in=[State.HIDDEN, State.DELETED])),
    )
    warnings = (
        AuthorWarning.objects.filter(person_id=post.author_id, taken_back_at=None)
        if _is_known(post)
        else None
    )
    decisions = Decision.objects.filter(post__in=own.values("pk")).select_related("moderator", "post")
    return AuthorRecord(
        post_count=counts["posts"],
        removed_count=counts["removed"],
        warning_count=warnings.count() if warnings is not None else 0,
        decisions=list(decisions.order_by("-id")[:RECORD_DECISIONS]),
    )


def _is_known(post: Post) -> bool:
    """Whether it may be said who wrote this."""
    return post.author_id is not None and not post.is_masked
