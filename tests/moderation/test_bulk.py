"""Deciding about many posts as one: what it does is what single decisions do, and it is undone as one."""

import random
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.models import ReputationEvent
from accounts.roles import Role
from audit.models import AuditEvent
from lib.errors import UserError
from moderation.actions.bulk import Order, decide_many
from moderation.actions.cleaning_up import clean_up, undo_clean_up
from moderation.actions.deciding import decide
from moderation.actions.flagging import flag_post
from moderation.actions.reviewing import start_review
from moderation.actions.undoing_many import undo_batch
from moderation.deeds import Verdict
from moderation.models import Batch, BatchAction, Decision, DecisionAction, Flag, FlagReason, WatchedEntry
from moderation.selectors.selections import Selection, domains_of, find, preview
from notifications.models import Notification
from posts.actions.changing_many import apply_states, lock_threads
from posts.actions.changing_state import apply_state
from posts.actions.locking import lock_thread
from posts.actions.voting import cast_vote
from posts.kinds import Kind, State
from posts.models import Post, PostChange
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_guest_comment,
    make_member,
    make_moderator,
    make_question,
    make_staff,
    run_tasks,
)
from tests.moderation.content import content_of_site

pytestmark = pytest.mark.django_db
EVERYTHING = 2**60


def order(selection, action=BatchAction.DELETE, upto=EVERYTHING):
    return Order(action, "selling", "Advertising.", selection, upto)


def spammer_with_posts(number=3):
    """A member with comments in different threads, a question of their own, votes and reports."""
    spammer, reader = make_member(), make_member()
    own = make_question(spammer, tags=["calf", "night"])
    posts = [own, *(make_comment(make_question(), spammer) for _ in range(number - 1))]
    make_comment(own, reader)
    for post in posts:
        cast_vote(reader, post, 1)
    flag_post(reader, posts[0], reason=FlagReason.SPAM)
    return spammer, posts


def build_threads(chance):
    posts = []
    for _ in range(3):
        question = make_question(tags=chance.choice([["calf"], ["calf", "night"]]))
        answer = make_answer(question, make_expert())
        posts += [question, answer, make_comment(question), make_comment(answer)]
        cast_vote(make_member(), answer, 1)
    return posts


def one_by_one(states):
    for key in sorted(states):
        post = lock_thread(key)[1]
        if post.state != states[key]:
            apply_state(None, post, states[key], reason="test")


def all_at_once(states):
    apply_states(None, list(lock_threads(list(states)).values()), states, reason="test")


def traces(since):
    """What was recorded and announced."""
    events = AuditEvent.objects.filter(pk__gt=since).values_list("action", "target_id")
    return set(events), set(PostChange.objects.values_list("post_id", "what"))


@pytest.mark.parametrize("seed", range(4))
def test_many_states_at_once_are_what_single_ones_are(seed):
    chance = random.Random(seed)
    chosen = chance.sample([post.pk for post in build_threads(chance)], 6)
    down = {key: chance.choice([State.HIDDEN, State.DELETED, State.PENDING]) for key in chosen}
    up = {key: chance.choice([State.VISIBLE, State.HIDDEN]) for key in chosen}
    since = AuditEvent.objects.latest("pk").pk

    found = []
    for way in (one_by_one, all_at_once):
        with transaction.atomic():
            way(down)
            way(up)
            found.append((content_of_site(), *traces(since)))
            transaction.set_rollback(True)

    assert found[0] == found[1]


def test_one_decision_removes_them_all_and_is_undone_as_one():
    spammer, posts = spammer_with_posts()
    before = content_of_site()
    moderator = make_moderator()

    batch = decide_many(moderator, order(Selection(author=spammer.handle)))

    assert (batch.is_finished, batch.done_count) == (True, 3)
    assert set(Post.objects.filter(author=spammer).values_list("state", "is_public")) == {("deleted", False)}
    assert Decision.objects.filter(batch=batch).count() == 3
    assert not Flag.objects.filter(is_open=True).exists()
    assert AuditEvent.objects.filter(action="moderation.delete", actor=moderator).count() == 3

    undo_batch(make_moderator(), batch)

    after = content_of_site()
    known = {row["pk"] for row in before["people"]}
    after["people"] = [row for row in after["people"] if row["pk"] in known]
    # What was not on the table before has a closed item now, which the decision hangs on.
    known = {row["id"] for row in before["items"]}
    after["items"] = [row for row in after["items"] if row["id"] in known]
    assert after == before


def test_author_and_reporter_get_one_letter_each():
    spammer, posts = spammer_with_posts()
    reader = Flag.objects.get().flagger
    flag_post(reader, posts[1], reason=FlagReason.SPAM)

    decide_many(make_moderator(), order(Selection(author=spammer.handle)))

    told = Notification.objects.filter(verb__in=["moderated", "flag_decided"])
    assert sorted(told.values_list("recipient_id", "verb")) == sorted(
        [(spammer.pk, "moderated"), (reader.pk, "flag_decided")]
    )
    assert "2 reports" in told.get(recipient=reader).note


def test_reported_spam_is_charged_once_for_all_of_it():
    spammer, posts = spammer_with_posts()
    flag_post(make_member(), posts[1], reason=FlagReason.SPAM)

    batch = decide_many(make_moderator(), order(Selection(author=spammer.handle)))
    assert ReputationEvent.objects.active().filter(cause="spam").count() == 1

    undo_batch(make_moderator(), batch)
    assert not ReputationEvent.objects.active().filter(cause="spam").exists()


def test_nothing_newer_than_what_was_shown_is_touched():
    spammer, posts = spammer_with_posts()
    shown = preview(make_moderator(), Selection(author=spammer.handle), BatchAction.DELETE)
    newer = make_comment(make_question(), spammer)

    decide_many(make_moderator(), order(Selection(author=spammer.handle), upto=shown.upto))

    newer.refresh_from_db()
    assert newer.is_public


def test_the_preview_counts_what_the_decision_then_does():
    spammer, posts = spammer_with_posts()

    found = preview(make_moderator(), Selection(author=spammer.handle.upper()), BatchAction.DELETE)

    assert (found.count, found.public_count, found.author_count, found.report_count) == (3, 3, 1, 1)
    assert found.by_kind == {"Comment": 2, "Question": 1}
    assert found.authors == [spammer.handle]


def test_posts_are_found_by_phrase_domain_guest_and_time(tmp_path):
    moderator, article = make_moderator(), make_article(tmp_path)
    one = make_comment(make_question(), body="Buy cheap pills at https://pills.example today")
    guests = [make_guest_comment(article, body=text) for text in ("First of mine.", "Second of mine.")]
    make_guest_comment(article, email="other@example.org")

    def by(**selection):
        return set(find(moderator, Selection(**selection), BatchAction.DELETE).values_list("pk", flat=True))

    assert by(phrase="CHEAP pills") == by(domain="pills.example") == {one.pk}
    assert by(guest=guests[0].pk) == {guest.pk for guest in guests}
    Post.objects.filter(pk=one.pk).update(created_at=one.created_at - timedelta(hours=2))
    assert by(phrase="cheap pills", hours=1) == set()
    assert by() == by(guest=one.pk) == set()


def test_own_posts_masks_articles_and_staffs_are_left_out(tmp_path):
    moderator = make_moderator()
    make_comment(make_question(), moderator, body="some words of mine")
    make_comment(make_question(), make_staff(Role.EDITOR), body="some words of mine")
    make_article(tmp_path, title="Some words of mine about cramps")
    masked = make_question(body="These are some words of mine under a mask.", is_masked=True)

    found = find(moderator, Selection(phrase="words of mine"), BatchAction.DELETE)
    assert [post.pk for post in found] == [masked.pk]
    assert not find(moderator, Selection(author=masked.author.handle), BatchAction.DELETE).exists()


def test_what_was_decided_again_since_stays_when_the_batch_is_undone():
    spammer, posts = spammer_with_posts()
    batch = decide_many(make_moderator(), order(Selection(author=spammer.handle), BatchAction.HIDE))
    make_decision_on_hidden(posts[0])

    assert undo_batch(make_moderator(), batch) == 2

    posts[0].refresh_from_db()
    assert posts[0].state == State.DELETED


def make_decision_on_hidden(post):
    moderator = make_moderator()
    item = start_review(moderator, post)
    decide(moderator, item, Verdict(DecisionAction.DELETE, "Deleted then.", item.version, rule="kind"))


def test_undoing_a_batch_twice_changes_nothing_more():
    spammer, posts = spammer_with_posts()
    batch = decide_many(make_moderator(), order(Selection(author=spammer.handle)))
    undo_batch(make_moderator(), batch)

    assert undo_batch(make_moderator(), batch) == 0


def test_a_large_one_goes_on_in_the_background_and_says_how_far_it_is(client, monkeypatch):
    monkeypatch.setattr("moderation.actions.bulk.CHUNK", 2)
    spammer, posts = spammer_with_posts(5)
    moderator = make_moderator()

    batch = decide_many(moderator, order(Selection(author=spammer.handle)))

    client.force_login(moderator)
    assert (batch.is_finished, batch.done_count, batch.post_count) == (False, 2, 5)
    assert b"2 of 5 done" in client.get(reverse("moderation:batch", args=[batch.pk])).content
    run_tasks()
    batch.refresh_from_db()
    assert (batch.is_finished, batch.done_count) == (True, 5)
    assert Post.objects.filter(author=spammer, state=State.DELETED).count() == 5


def test_members_decide_about_nothing_and_an_empty_find_is_said():
    with pytest.raises(PermissionDenied):
        decide_many(make_member(), order(Selection(phrase="anything")))
    with pytest.raises(UserError):
        decide_many(make_moderator(), order(Selection(phrase="nowhere to be found")))


def test_a_spammer_is_blocked_and_cleaned_up_in_one_step_and_all_of_it_comes_back():
    spammer, posts = spammer_with_posts()
    before = content_of_site()

    WatchedEntry.objects.create(kind="domain", pattern="known.example", action="block")
    domains = ["known.example", "pills.example"]

    batch = clean_up(make_moderator(), spammer, upto=EVERYTHING, domains=domains, reason="Advertising.")

    assert batch.before["domains"] == ["pills.example"]
    assert WatchedEntry.objects.get(pattern="pills.example").action == "block"
    spammer.refresh_from_db()
    assert spammer.is_suspended
    assert not Post.objects.filter(author=spammer, is_public=True).exists()

    undo_clean_up(make_moderator(), batch)
    spammer.refresh_from_db()
    assert not spammer.is_suspended
    assert content_of_site()["posts"] == before["posts"]
    assert WatchedEntry.objects.get().pattern == "known.example"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_staff_are_not_cleaned_up(role):
    with pytest.raises(PermissionDenied):
        clean_up(make_moderator(), make_staff(role), upto=EVERYTHING, reason="Advertising.")


def test_a_thousand_posts_take_a_fixed_number_of_statements(django_assert_max_num_queries):
    """The cost is in rows, not in statements: 60 posts take as many of them as 12."""
    numbers = []
    for size in (12, 60):
        spammer = make_member()
        Post.objects.bulk_create(
            Post(kind=Kind.COMMENT, author=spammer, root=root, parent=root, body="Buy this.", is_public=True)
            for root in [make_question()] * size
        )
        Post.objects.filter(kind=Kind.QUESTION).update(comment_count=size)
        moderator = make_moderator()
        with django_assert_max_num_queries(70) as counted:
            decide_many(moderator, order(Selection(author=spammer.handle)))
        numbers.append(len(counted))

    assert numbers[0] == numbers[1]


def test_where_links_lead():
    html = '<p><a href="https://www.Pills.example/buy?x=1" rel="nofollow">a</a> <a href="http://other.example:8/">b</a></p>'

    assert domains_of([html, html, '<a href="/about/">c</a>']) == ["pills.example", "other.example"]


def test_a_decision_without_a_rule_is_asked_for_it_and_keeps_what_was_found_and_typed(client):
    author = make_member()
    question = make_question(author)
    client.force_login(make_moderator())
    form = {
        "author": author.handle, "hours": "24", "action": "delete", "upto": str(question.pk),
        "rule": "", "reason": "Advertising for a cure.",
    }  # fmt: skip

    response = client.post("/moderation/many/", form)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Advertising for a cure." in page
    assert question.title in page
    assert "This field is required" in page
    assert not Batch.objects.exists()
