"""moderation.actions.queueing"""

import pytest
from django.db import IntegrityError, transaction

from moderation.actions.flagging import flag_post
from moderation.actions.queueing import open_item, settle_kind
from moderation.models import Flag, FlagReason, ItemKind, ReviewItem
from posts.actions.changing_state import apply_state, change_state
from posts.actions.locking import lock_thread
from posts.kinds import State
from tests.factories import (
    make_article,
    make_comment,
    make_guest_comment,
    make_item,
    make_member,
    make_moderator,
    make_question,
)

pytestmark = pytest.mark.django_db


def test_a_persons_flag_and_a_machines_flag_on_one_post_make_one_item():
    question = make_question()

    held = open_item(question, ItemKind.HELD, weight=3)
    flag_post(make_member(), question, reason=FlagReason.SPAM)

    item = ReviewItem.objects.get()
    assert item == held
    assert item.kinds == [ItemKind.FLAG, ItemKind.HELD]
    assert (item.weight, item.flag_count) == (3 + Flag.objects.get().weight, 1)


def test_what_comes_in_makes_an_open_screen_stale_and_what_is_known_does_not():
    question = make_question()
    first = open_item(question, ItemKind.FLAG)

    assert open_item(question, ItemKind.FLAG).version == first.version
    assert open_item(question, ItemKind.URGENT, is_urgent=True).version == first.version + 1
    assert open_item(question, ItemKind.FLAG, weight=2).weight == 2


def test_what_was_urgent_stays_urgent_and_weights_add_up():
    question = make_question()
    open_item(question, ItemKind.URGENT, is_urgent=True, weight=5)

    item = open_item(question, ItemKind.FLAG, weight=4)

    item.refresh_from_db()
    assert (item.is_urgent, item.weight) == (True, 9)


def test_the_urgent_come_first_then_the_heavy_then_the_old():
    light, heavy, urgent, late = (make_question() for _ in range(4))
    open_item(light, ItemKind.FLAG)
    open_item(heavy, ItemKind.FLAG, weight=50_000)
    open_item(urgent, ItemKind.URGENT, is_urgent=True)
    open_item(late, ItemKind.FLAG)

    found = ReviewItem.objects.order_by("place", "pk").values_list("post_id", flat=True)

    assert list(found) == [urgent.pk, heavy.pk, light.pk, late.pk]


def test_what_is_settled_elsewhere_leaves_the_table_and_the_rest_stays():
    question = make_question()
    open_item(question, ItemKind.SUGGESTED_EDIT)
    open_item(question, ItemKind.FLAG)

    settle_kind(question, ItemKind.SUGGESTED_EDIT)
    settle_kind(question, ItemKind.HELD)
    assert ReviewItem.objects.get(is_open=True).kinds == [ItemKind.FLAG]

    settle_kind(question, ItemKind.FLAG)
    settle_kind(question, ItemKind.FLAG)
    item = ReviewItem.objects.get()
    assert not item.is_open
    assert item.closed_at


def test_a_held_text_leaves_the_table_when_its_author_deletes_it_and_reports_of_it_stay():
    held, reported = (make_comment(make_question(), make_member()) for _ in range(2))
    for post in (held, reported):
        apply_state(None, lock_thread(post.pk)[1], State.PENDING)
        open_item(post, ItemKind.HELD)
    open_item(reported, ItemKind.FLAG)

    for post in (held, reported):
        change_state(post.author, post, State.DELETED, reason="own")

    assert not ReviewItem.objects.filter(post=held, is_open=True).exists()
    assert ReviewItem.objects.get(post=reported, is_open=True).kinds == [ItemKind.FLAG]


def test_a_moderator_who_deletes_settles_nothing_by_the_way():
    held = make_comment(make_question())
    open_item(held, ItemKind.HELD)

    change_state(make_moderator(), held, State.DELETED)

    assert ReviewItem.objects.get(post=held).is_open


def test_a_guests_comment_says_what_it_is_and_an_item_its_language(tmp_path):
    item = ReviewItem.objects.get(
        post=make_guest_comment(make_article(tmp_path), body="This helped me when it was bad.")
    )

    assert (item.kinds, item.language) == ([ItemKind.GUEST], "en")


@pytest.mark.parametrize("kinds", [[], ["gossip"]])
def test_the_database_refuses_an_item_of_no_known_kind(kinds):
    item = make_item(make_question())

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewItem.objects.filter(pk=item.pk).update(kinds=kinds)
