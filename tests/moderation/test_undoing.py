"""moderation.actions.undoing: after random posts, votes and reports, each decision is undone to the exact state."""

import os
import random
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from lib.errors import UserError
from moderation import rules
from moderation.actions.deciding import decide
from moderation.actions.flagging import flag_post
from moderation.actions.keeping import erase_old_copies
from moderation.actions.purging import agree_to_purge, ask_to_purge
from moderation.actions.reviewing import start_review
from moderation.actions.undoing import undo_decision
from moderation.deeds import Verdict
from moderation.models import (
    HARMLESS,
    Decision,
    DecisionAction,
    Flag,
    FlagReason,
    Keepsake,
    ReviewItem,
)
from notifications.models import Subscription
from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.actions.voting import cast_vote
from posts.kinds import Kind, State
from posts.models import Post
from search.models import Document
from tests.factories import (
    BODY,
    make_answer,
    make_article,
    make_comment,
    make_decision,
    make_expert,
    make_guest_comment,
    make_item,
    make_member,
    make_moderator,
    make_question,
    make_staff,
    run_tasks,
)
from tests.moderation.content import content_of_site, rows_of

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("UNDO_EXAMPLES", "8"))
DECISIONS = 4
WORD = "wood"
# The others ask for a text or for another question.
PLAIN_REASONS = [reason for reason in FlagReason if reason not in (FlagReason.OTHER, FlagReason.DUPLICATE)]


def build_threads(chance):
    """Questions with answers and comments, voted on and reported as chance will have it."""
    people = [make_member() for _ in range(4)]
    posts = []
    for _ in range(2):
        question = make_question(chance.choice(people), tags=chance.choice([["calf"], ["calf", "night"]]))
        posts += [question, make_comment(question, chance.choice(people))]
        if chance.random() < 0.7:
            answer = make_answer(question, make_expert())
            posts += [answer, make_comment(answer, chance.choice(people))]
    for post in posts:
        for person in people:
            post.refresh_from_db()
            if post.author_id != person.pk and chance.random() < 0.4:
                cast_vote(person, post, 1)
            if post.author_id != person.pk and chance.random() < 0.3:
                fitting = [reason for reason in PLAIN_REASONS if rules.can_flag_as(post, reason)]
                flag_post(person, post, reason=chance.choice(fitting))
    return posts


def choices_for(action, chance, post):
    others = Post.objects.public().filter(kind=Kind.QUESTION).exclude(pk=post.pk).order_by("pk")
    return {
        DecisionAction.MERGE: {"target": chance.choice([other.pk for other in others] or [post.pk])},
        DecisionAction.EDIT: {"body": f"{BODY} And it lasts {chance.randint(2, 99)} minutes."},
        DecisionAction.CLOSE: {"close_reason": "unclear"},
        DecisionAction.MOVE: {"body_site": chance.choice(["calf", "foot"]), "tags": ["night"]},
        DecisionAction.SUSPEND: {"days": 3, "abilities": chance.choice([(), ("comment",)])},
    }.get(action, {})


def decide_at_random(chance, moderator, posts):
    """Make one decision that the rules allow; return it, or None when it could not be made."""
    post = Post.objects.select_related("author", "root", "parent").get(pk=chance.choice(posts).pk)
    possible = [action for action in DecisionAction if rules.can_decide_at_once(moderator, post, action)]
    if not possible:
        return None
    action = chance.choice(possible)
    item = ReviewItem.objects.filter(post=post).latest("pk")
    before = content_of_site()
    rule = "" if action in HARMLESS else "selling"
    verdict = Verdict(
        action, "For the test.", item.version, rule=rule, passage=WORD if action == DecisionAction.MASK else "",
        choices=choices_for(action, chance, post),
    )  # fmt: skip
    try:
        with transaction.atomic():
            return decide(moderator, item, verdict), before
    except UserError:
        return None


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_undoing_in_turn_leads_back_through_every_earlier_state(seed):
    chance, moderator = random.Random(seed), make_moderator()
    posts = build_threads(chance)
    for post in posts:
        start_review(moderator, post)

    made = [decide_at_random(chance, moderator, posts) for _ in range(DECISIONS)]

    for decision, before in reversed([one for one in made if one]):
        undo_decision(make_moderator(), decision)
        assert without_history(content_of_site()) == without_history(before), decision.action


def without_history(content):
    """An edit that is undone is in the history of the text, and so are the moderators of this test."""
    posts = [
        {name: value for name, value in row.items() if name != "revision_count"} for row in content["posts"]
    ]
    people = [row for row in content["people"] if Role.MODERATOR not in row["roles"]]
    return content | {"posts": posts, "people": people}


@pytest.mark.parametrize("action", [action for action in DecisionAction if action != DecisionAction.PURGE])
def test_each_decision_is_undone(action):
    other, question = make_question(), make_question()
    reader = make_member()
    for post in (question, make_answer(question, make_expert())):
        cast_vote(reader, post, 1)
    Subscription.objects.create(person=reader, post=question)
    if action == DecisionAction.APPROVE:
        change_state(make_moderator(), question, State.PENDING)
    if action == DecisionAction.RESTORE:
        make_decision(question, DecisionAction.HIDE)
    item = start_review(make_moderator(), question)
    before = content_of_site()
    moderator = make_moderator()
    rule = "" if action in HARMLESS else "selling"
    verdict = Verdict(
        action, "For the test.", item.version, rule=rule, passage=WORD if action == DecisionAction.MASK else "",
        choices=choices_for(action, random.Random(1), question),
    )  # fmt: skip
    decision = decide(moderator, item, verdict)
    changed = without_history(content_of_site())

    undo_decision(make_moderator(), decision)

    assert other.pk < question.pk
    assert changed != without_history(before)
    assert without_history(content_of_site()) == without_history(before)


def test_the_index_is_as_before_too():
    question = make_question()
    make_answer(question, make_expert())
    run_tasks()
    left_out = {"id", "indexed_at", "changed_at"}

    def index():
        # A document that comes back is a new row, after those that stayed.
        return sorted(
            rows_of(Document.objects.all(), left_out), key=lambda row: (row["kind"], row["post_id"] or 0)
        )

    before = index()
    decision = make_decision(question, DecisionAction.DELETE)
    run_tasks()
    assert not Document.objects.filter(post=question).exists()

    undo_decision(make_moderator(), decision)
    run_tasks()

    assert index() == before


def test_followers_are_still_there():
    question, reader = make_question(), make_member()
    Subscription.objects.create(person=reader, post=question)
    before = content_of_site()["followers"]

    undo_decision(make_moderator(), make_decision(question, DecisionAction.DELETE))

    assert content_of_site()["followers"] == before != []


def test_a_masked_passage_is_in_no_version_and_comes_back_in_all():
    question = make_question()
    earlier = [revision.body for revision in question.revisions.order_by("number")]

    decision = make_decision(question, DecisionAction.MASK, passage="hard as  wood")

    question.refresh_from_db()
    assert "hard as wood" not in question.body + question.body_html + question.excerpt
    assert all("hard as wood" not in revision.body for revision in question.revisions.all())
    assert b"wood" not in bytes(Keepsake.objects.get().sealed)

    undo_decision(make_moderator(), decision)

    question.refresh_from_db()
    assert "hard as wood" in question.body
    assert [revision.body for revision in question.revisions.order_by("number")] == earlier
    assert not Keepsake.objects.exists()


def test_a_passage_that_is_not_there_is_not_masked():
    with pytest.raises(UserError):
        make_decision(make_question(), DecisionAction.MASK, passage="never said")


def purged(post):
    """Delete a post, let an administrator ask to erase it and a moderator agree; return the decision."""
    deleted = make_decision(post, DecisionAction.DELETE)
    asker = make_staff(Role.ADMINISTRATOR)
    verdict = Verdict(DecisionAction.PURGE, "A threat.", 0, rule="kind")
    return agree_to_purge(make_moderator(), ask_to_purge(asker, deleted.item, verdict))


def test_what_was_erased_for_good_is_nowhere_in_the_clear_and_comes_back():
    question = make_question()
    words, html = question.body, question.body_html

    decision = purged(question)

    question.refresh_from_db()
    assert (question.state, question.body, question.title) == (State.PURGED, "", "")
    assert not question.revisions.exists()
    assert words.encode() not in bytes(Keepsake.objects.get().sealed)

    undo_decision(make_staff(Role.ADMINISTRATOR), decision)

    question.refresh_from_db()
    assert (question.state, question.body, question.body_html) == (State.DELETED, words, html)
    assert question.revisions.get().body == words


def test_moderators_do_not_bring_back_what_was_erased():
    with pytest.raises(PermissionDenied):
        undo_decision(make_moderator(), purged(make_question()))


def test_nobody_erases_alone_and_members_not_at_all():
    deleted = make_decision(make_question(), DecisionAction.DELETE)
    verdict = Verdict(DecisionAction.PURGE, "A threat.", 0, rule="kind")
    with pytest.raises(PermissionDenied):
        ask_to_purge(make_moderator(), deleted.item, verdict)
    asker = make_staff(Role.ADMINISTRATOR)
    asked = ask_to_purge(asker, deleted.item, verdict)

    with pytest.raises(PermissionDenied):
        agree_to_purge(asker, asked)
    with pytest.raises(UserError):
        ask_to_purge(asker, deleted.item, verdict)


def test_the_copy_is_erased_after_thirty_days_and_then_it_stays_so():
    decision = make_decision(make_question(), DecisionAction.MASK, passage=WORD)
    Keepsake.objects.update(kept_until=timezone.now() - timedelta(seconds=1))

    assert erase_old_copies() == 1
    with pytest.raises(UserError):
        undo_decision(make_moderator(), decision)


def test_after_thirty_days_nothing_is_undone():
    decision = make_decision(make_question())
    Decision.objects.update(at=timezone.now() - timedelta(days=31))
    decision.refresh_from_db()

    with pytest.raises(PermissionDenied):
        undo_decision(make_moderator(), decision)


def test_undoing_twice_changes_nothing_more():
    question = make_question()
    decision = make_decision(question)
    undo_decision(make_moderator(), decision)
    after = content_of_site()

    undo_decision(Decision.objects.get().undone_by, decision)

    assert content_of_site() == after


def test_later_decisions_are_undone_first():
    question, moderator = make_question(), make_moderator()
    first = make_decision(question, DecisionAction.HIDE)
    item = start_review(moderator, question)
    decide(moderator, item, Verdict(DecisionAction.DELETE, "And now deleted.", item.version, rule="kind"))

    with pytest.raises(UserError):
        undo_decision(make_moderator(), first)


def test_an_edit_since_is_not_taken_away():
    question = make_question()
    decision = make_decision(question, DecisionAction.EDIT, body=f"{BODY} Shorter.")
    edit_post(question.author, question, Edit(body=f"{BODY} My own words again."))

    with pytest.raises(UserError):
        undo_decision(make_moderator(), decision)


def test_nobody_undoes_what_was_decided_about_their_own_post():
    author = make_moderator()
    decision = make_decision(make_question(author), DecisionAction.HIDE, make_staff(Role.ADMINISTRATOR))

    with pytest.raises(PermissionDenied):
        undo_decision(author, decision)


def test_what_was_reported_meanwhile_keeps_its_item_and_the_old_reports_join_it():
    question, moderator = make_question(), make_moderator()
    item = make_item(question)
    item.refresh_from_db()
    first = Flag.objects.get()
    decision = decide(moderator, item, Verdict(DecisionAction.DISMISS, "All is well.", item.version))
    newer = make_item(question)

    undo_decision(make_moderator(), decision)

    first.refresh_from_db()
    newer.refresh_from_db()
    assert (first.is_open, first.item_id, newer.flag_count) == (True, newer.pk, 2)
    assert ReviewItem.objects.filter(is_open=True).count() == 1


def test_a_guests_comment_waits_again_after_its_publication_is_undone(tmp_path):
    comment = make_guest_comment(make_article(tmp_path))
    item = ReviewItem.objects.get(post=comment)
    before = content_of_site()
    decision = decide(make_moderator(), item, Verdict(DecisionAction.APPROVE, "Fine.", item.version))

    undo_decision(make_moderator(), decision)

    assert without_history(content_of_site()) == without_history(before)


def test_two_edits_in_a_row_are_undone_in_turn():
    question, moderator = make_question(), make_moderator()
    first = make_decision(question, DecisionAction.EDIT, moderator, body=f"{BODY} Once.")
    item = ReviewItem.objects.get()
    verdict = Verdict(
        DecisionAction.EDIT, "And again.", item.version, rule="kind", choices={"body": f"{BODY} Twice."}
    )
    second = decide(moderator, item, verdict)

    undo_decision(make_moderator(), second)
    undo_decision(make_moderator(), first)

    question.refresh_from_db()
    assert question.body == BODY
