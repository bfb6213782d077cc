"""The pages of moderation take the same queries at ten rows and at five hundred."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from audit.models import AuditEvent
from comments.tokens import Purpose, make_token
from moderation.models import (
    Appeal,
    Batch,
    Decision,
    DecisionAction,
    Flag,
    FlagReason,
    ItemKind,
    ReviewItem,
    WatchedEntry,
)
from posts.kinds import Kind, State
from posts.models import Post
from tests.factories import (
    make_article,
    make_decision,
    make_guest_comment,
    make_item,
    make_member,
    make_moderator,
    make_question,
    make_staff,
)
from tests.project.test_query_counts import bulk, make_roots, with_rows

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 500
# The item shows its post's thread, reports, checks, record, history and what is like it, each with one query.
MOST = {"item": 17, "queue": 10, "bulk": 12, "spammer": 12, "batch": 8}
MOST_OF_OTHERS = 8


@pytest.fixture
def pages(tmp_path):
    """Return the addresses by name, with who reads them."""
    moderator, author = make_moderator(), make_member("wave")
    comment = make_guest_comment(make_article(tmp_path))
    item = ReviewItem.objects.get(post=comment)
    own = make_decision(make_question(author), DecisionAction.WARN, moderator)
    listed = make_item(make_question(author))
    batch = Batch.objects.create(
        moderator=moderator, action="delete", rule="selling", reason="Spam.", upto=0, post_count=0
    )
    today = timezone.now()
    page = {
        "queue": (moderator, "/moderation/"),
        "narrowed queue": (moderator, "/moderation/?kind=flag&reason=spam&author=wave&waiting=0"),
        "closed items": (moderator, "/moderation/?show=closed"),
        "item": (moderator, reverse("moderation:item", args=[listed.pk])),
        "guest's item": (moderator, reverse("moderation:item", args=[item.pk])),
        "bulk": (moderator, "/moderation/many/?author=wave&hours=24&action=delete"),
        "spammer": (moderator, "/moderation/spammer/wave/"),
        "batch": (moderator, reverse("moderation:batch", args=[batch.pk])),
        "lists": (moderator, "/moderation/lists/"),
        "own day": (moderator, "/moderation/mine/"),
        "decision": (author, reverse("moderation:decision", args=[own.pk])),
        "own decisions": (author, "/decisions/"),
        "guest's page": (None, reverse("comments:guest-manage", args=[make_token(Purpose.MANAGE, comment.pk)])),
        "transparency": (None, "/transparency/"),
        "month": (None, reverse("moderation:monthly-report", args=[today.year, today.month])),
        "record": (make_staff(Role.ADMINISTRATOR), "/moderation/record/"),
    }  # fmt: skip
    page["search of the record"] = (
        page["record"][0],
        "/moderation/record/?action=moderation.&target_type=post",
    )
    return page, listed, batch


def fill(number, listed, batch):
    """Make `number` rows of whatever the pages list: by as many people, about as many posts, of all kinds."""
    author = listed.post.author
    start = User.objects.count()
    people = User.objects.bulk_create(
        User(email=f"p{start + i}@example.org", handle=f"person_{start + i}") for i in range(number)
    )
    posts = with_rows(make_roots(Kind.QUESTION, author, number, body_site="calf"))
    of_others = with_rows(make_roots(Kind.QUESTION, author, number))
    for post, person in zip(of_others, people, strict=True):
        post.author = person
    Post.objects.bulk_update(of_others, ["author"])
    posts += of_others
    kinds = [*ItemKind]
    items = ReviewItem.objects.bulk_create(
        ReviewItem(post=post, kinds=[kinds[i % len(kinds)], ItemKind.FLAG], flag_count=1, weight=i % 9)
        for i, post in enumerate(posts)
    )
    reasons = [FlagReason.SPAM, FlagReason.RUDE, FlagReason.DANGEROUS]
    Flag.objects.bulk_create(
        Flag(item=item, post_id=item.post_id, flagger=people[i % number], reason=reasons[i % 3])
        for i, item in enumerate(items)
    )
    Flag.objects.bulk_create(
        Flag(item=listed, post_id=listed.post_id, flagger=person, reason=FlagReason.SPAM) for person in people
    )
    bulk(Kind.COMMENT, author, number, root=listed.post, parent=listed.post)
    fill_decisions(number, listed, batch, posts, people)


def fill_decisions(number, listed, batch, posts, people):
    """Decisions about all posts and many about one, second looks, batches, lists and the record."""
    closed = ReviewItem.objects.bulk_create(
        ReviewItem(post=post, kinds=[ItemKind.FLAG], is_open=False, closed_at=timezone.now())
        for post in posts
    )
    old, colleague = timezone.now() - timedelta(hours=1), batch.moderator
    columns = {"action": "warn", "rule": "selling", "reason": "Spam.", "state_before": State.VISIBLE}
    decisions = Decision.objects.bulk_create(
        Decision(item=item, post_id=item.post_id, moderator=people[(i + 1) % number], batch=batch, **columns)
        for i, item in enumerate(closed)
    )
    Decision.objects.bulk_create(
        Decision(
            item=listed,
            post_id=listed.post_id,
            moderator=colleague,
            undone_at=old,
            undone_by=colleague,
            **columns,
        )
        for _ in people
    )
    Appeal.objects.bulk_create(
        Appeal(decision=one, against_id=one.moderator_id, author_id=post.author_id, words="It was a joke.")
        for one, post in zip(decisions, posts, strict=True)
    )
    Batch.objects.bulk_create(
        Batch(moderator=person, action="hide", rule="kind", reason="Rude.", upto=0, post_count=1)
        for person in people
    )
    start = WatchedEntry.objects.count()
    WatchedEntry.objects.bulk_create(
        WatchedEntry(kind="phrase", pattern=f"phrase {start + i}", action="hold", added_by=person)
        for i, person in enumerate(people)
    )
    actions = ("moderation.hide", "appeal.made", "post.held", "appeal.overturned")
    AuditEvent.objects.bulk_create(
        AuditEvent(
            actor=person, action=actions[i % 4], target_type="post", target_id=posts[i].pk,
            details={"rule": "selling", "waited": 60 + i, "kinds": ["flag"]},
        )
        for i, person in enumerate(people)
    )  # fmt: skip


def counted(client, pages):
    """Return how many queries each page takes."""
    found = {}
    for name, (reader, address) in pages.items():
        client.logout()
        if reader:
            client.force_login(reader)
        client.get(address)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200, (name, response.status_code)
        found[name] = len(queries)
    return found


def test_no_page_takes_more_queries_when_there_is_more(client, pages):
    addresses, listed, batch = pages
    fill(FEW, listed, batch)
    few = counted(client, addresses)

    fill(MANY - FEW, listed, batch)

    assert counted(client, addresses) == few
    limits = {name: MOST.get(name.split()[-1], MOST_OF_OTHERS) for name in few}
    assert {name: number for name, number in few.items() if number > limits[name]} == {}
