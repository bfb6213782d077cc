"""Finding many posts at once: by author, guest, domain, phrase and time; and counting what was found."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone

from accounts.models import User
from accounts.rules import Actor
from moderation.models import BatchAction, Flag
from posts.guest_addresses import address_hashes
from posts.kinds import Kind, State
from posts.models import Post
from posts.querysets import PostQuerySet

# What each action can be done to.
STATES_FOR = {
    BatchAction.HIDE: (State.PENDING, State.VISIBLE),
    BatchAction.DELETE: (State.PENDING, State.VISIBLE, State.HIDDEN),
}
SHOWN = 10
# The addresses of links, as they stand in rendered texts.
LINK = re.compile(r'<a [^>]*href="(?:https?:)?//([^/":]+)', re.IGNORECASE)
# So many texts are read for domains, and so many domains offered.
READ = 200
DOMAINS = 20
HOURS_MOST = 24 * 90


@dataclass(frozen=True)
class Selection:
    """How posts are found; what is left empty does not matter. `guest` is any comment of a guest, for its address."""

    author: str = ""
    guest: int | None = None
    domain: str = ""
    phrase: str = ""
    hours: int = 24

    @property
    def is_empty(self) -> bool:
        return not (self.author or self.guest or self.domain or self.phrase)

    def stored(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True)
class Preview:
    """What a selection finds for an action: how many of what, by how many people, some of them, and the newest."""

    count: int
    by_kind: dict[str, int]
    author_count: int
    public_count: int
    report_count: int
    samples: list[Post]
    upto: int
    authors: list[str] = field(default_factory=list)


def find(actor: Actor, selection: Selection, action: BatchAction, upto: int | None = None) -> PostQuerySet:
    """Return the posts of others that the action can be done to; nothing for a selection that names nothing.

    Articles belong to the editors; staff's posts are decided about one by one, what one has reported by a colleague.
    """
    posts = Post.objects.filter(state__in=STATES_FOR[action]).exclude(kind=Kind.ARTICLE)
    posts = posts.exclude(pk__in=Flag.objects.filter(flagger_id=actor.pk, is_open=True).values("post_id"))
    if selection.is_empty:
        return posts.none()
    posts = posts.filter(created_at__gt=timezone.now() - timedelta(hours=selection.hours))
    posts = posts.filter(Q(author=None) | (~Q(author_id=actor.pk) & Q(author__roles=[])))
    posts = posts.exclude(guest_hash__in=address_hashes(actor))
    if upto is not None:
        posts = posts.filter(pk__lte=upto)
    return _narrow(posts, selection)


def _narrow(posts: PostQuerySet, selection: Selection) -> PostQuerySet:
    if selection.author:
        # Not under a mask: who is behind one is learnt by two moderators together.
        posts = posts.filter(author__handle=selection.author.lower()).under_own_name()
    if selection.guest:
        hashes = Post.objects.filter(pk=selection.guest).exclude(guest_hash="").values("guest_hash")
        posts = posts.filter(guest_hash__in=hashes)
    if selection.domain:
        posts = posts.filter(body__icontains=selection.domain)
    if selection.phrase:
        posts = posts.filter(Q(body__icontains=selection.phrase) | Q(title__icontains=selection.phrase))
    return posts


def preview(actor: Actor, selection: Selection, action: BatchAction) -> Preview:
    """Count what a selection finds, in five queries."""
    posts = find(actor, selection, action)
    counts = posts.aggregate(
        all=Count("pk"),
        authors=Count("author_id", distinct=True),
        guests=Count("guest_hash", distinct=True, filter=~Q(guest_hash="")),
        public=Count("pk", filter=Q(is_public=True)),
        upto=Max("pk"),
    )
    by_kind = posts.order_by().values_list("kind").annotate(Count("pk"))
    authors = posts.exclude(author=None).under_own_name().order_by("author__handle")
    return Preview(
        count=counts["all"],
        by_kind={str(Kind(kind).label): number for kind, number in by_kind},
        author_count=counts["authors"] + counts["guests"],
        public_count=counts["public"],
        report_count=Flag.objects.filter(post__in=posts.values("pk"), is_open=True).count(),
        samples=list(posts.select_related("author", "root").order_by("-pk")[:SHOWN]),
        upto=counts["upto"] or 0,
        authors=list(authors.values_list("author__handle", flat=True).distinct()[:SHOWN]),
    )


@dataclass(frozen=True)
class CleanUpPage:
    """An account that may be a spammer's: what it wrote, and where its links lead."""

    person: User
    found: Preview
    domains: list[str]


def load_clean_up(actor: Actor, person: User) -> CleanUpPage:
    """Return what cleaning up would do, in six queries."""
    selection = Selection(author=person.handle, hours=HOURS_MOST)
    bodies = find(actor, selection, BatchAction.DELETE).order_by("-pk").values_list("body_html", flat=True)
    return CleanUpPage(person, preview(actor, selection, BatchAction.DELETE), domains_of(bodies[:READ]))


def domains_of(bodies: Iterable[str]) -> list[str]:
    """Return the foreign domains that texts lead to, the most frequent first."""
    own = settings.SITE_URL.partition("//")[2].partition(":")[0]
    hosts = Counter(
        host.lower().removeprefix("www.") for body in bodies for host in dict.fromkeys(LINK.findall(body))
    )
    return [host for host, _count in hosts.most_common(DOMAINS) if host != own]
