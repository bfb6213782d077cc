"""qa.actions.merging"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from accounts.actions.reputation import rebuild
from accounts.models import User
from lib.errors import UserError
from notifications.actions.following import follow
from notifications.models import Notification, Subscription, Topic, Verb
from posts.actions.changing_state import change_state
from posts.actions.voting import cast_vote
from posts.kinds import Kind, State
from posts.models import Bookmark, Post, Tag
from qa.actions.accepting import accept_answer
from qa.actions.archiving import archive_idle
from qa.actions.closing import close_question
from qa.actions.correcting import retract_answer
from qa.actions.merging import merge_questions, undo_merge
from qa.models import CloseReason, Question
from tests.factories import (
    make_answer,
    make_comment,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    run_tasks,
)

pytestmark = pytest.mark.django_db
HEART = "My chest feels crushed since an hour, the left arm is heavy and I am sweating and feel sick."
# What only ever grows: the record, the outbox, the queue, what people were told, and the merges themselves.
GROWING = {
    "audit.AuditEvent", "posts.PostChange", "django_tasks_database.DBTaskResult", "notifications.Notification",
    "qa.Merge", "posts.PageVersion",
}  # fmt: skip
CHANGING = {("posts.Post", "version"), ("accounts.User", "unread_count")}


def contents():
    """Return all rows of all tables, but for what only ever grows."""
    found = {}
    for model in apps.get_models():
        label = model._meta.label
        if label in GROWING or label.startswith(("sessions.", "contenttypes.", "auth.")):
            continue
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if (label, field.name) not in CHANGING and field.get_internal_type() != "BinaryField"
        ]
        found[label] = {row[0]: row for row in model.objects.order_by("pk").values_list("pk", *columns)}
    return found


@pytest.fixture
def cast():
    """Return people who do everything in the examples."""
    return {
        "moderator": make_moderator(),
        "asker": make_member(),
        "experts": [make_expert(), make_expert()],
        "members": [make_member() for _ in range(4)],
    }


number = st.integers(0, 3)
SIDE = st.fixed_dictionaries(
    {
        "answers": number,
        "comments": number,
        "replies": number,
        "votes": st.lists(number, unique=True, max_size=3),
        "followers": st.lists(number, unique=True, max_size=3),
        "bookmarks": st.lists(number, unique=True, max_size=3),
        "accepts": st.booleans(),
        "hides": st.booleans(),
        "retracts": st.booleans(),
        # How many comments of the asker tell of an emergency, and whether one person asked both questions.
        "alarms": st.integers(0, 2),
        "is_same_asker": st.booleans(),
        "closes": st.sampled_from(["", "unclear", "resolved", "archived"]),
    }
)


def ask(cast, side):
    """Write one question, and in comments of its asker what sounds like an emergency."""
    asker = cast["asker"] if side["is_same_asker"] else make_member()
    question = make_question(asker, tags=["calf", "night"])
    for _ in range(side["alarms"]):
        make_comment(question, asker, HEART)
    return question


def build(cast, side):
    """Write one question with all that hangs on it."""
    people, moderator = cast["members"], cast["moderator"]
    question = ask(cast, side)
    answers, comments = write_replies(question, cast, side)
    for i in side["votes"]:
        cast_vote(people[i], question, 1)
        for answer in answers[:1]:
            cast_vote(people[i], answer, 1)
    for i in side["followers"]:
        follow(people[i], question, Topic.CHANGES, wanted=True)
    Bookmark.objects.bulk_create(Bookmark(person=people[i], post=question) for i in side["bookmarks"])
    if answers and side["accepts"]:
        accept_answer(question.author, answers[0], accepted=True)
    if side["hides"]:
        for post in [*answers[-1:], *comments[-1:]]:
            change_state(moderator, post, State.HIDDEN)
    for answer in answers[:1] if side["retracts"] and not side["hides"] else []:
        retract_answer(answer.author, answer, "Not true any more.")
    stand(question, moderator, side["closes"])
    return question


def write_replies(question, cast, side):
    """Write answers and comments of a question, and replies to them; return the first two."""
    people = cast["members"]
    answers = [make_answer(question, cast["experts"][i % 2]) for i in range(side["answers"])]
    comments = [make_comment(question, people[i]) for i in range(side["comments"])]
    targets = [*answers, *comments]
    for i in range(side["replies"] if targets else 0):
        make_comment(targets[i % len(targets)], people[i])
    return answers, comments


def stand(question, moderator, how):
    if how == "archived":
        Post.objects.filter(pk=question.pk).update(last_activity_at=timezone.now() - timedelta(days=181))
        archive_idle()
    elif how:
        actor = question.author if how == "resolved" else moderator
        close_question(actor, question, CloseReason(how))


@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(source=SIDE, target=SIDE)
def check_merge_and_undo(cast, source, target):
    with transaction.atomic():
        source, target = build(cast, source), build(cast, target)
        before = contents()

        merge = merge_questions(cast["moderator"], source, target)
        check_merged(source, target)
        undo_merge(cast["moderator"], merge)

        after = contents()
        assert {name: after[name] for name in after if after[name] != before[name]} == {}
        transaction.set_rollback(True)


def check_merged(source, target):
    """See that nothing is left behind, counters are right, and sums of reputation agree with the ledger."""
    assert not Post.objects.filter(root=source).exists()
    for root in Post.objects.filter(pk__in=[source.pk, target.pk]):
        visible = Post.objects.filter(parent=root, state=State.VISIBLE, is_retracted=False)
        assert root.answer_count == visible.filter(kind=Kind.ANSWER).count()
        assert root.comment_count == visible.filter(kind=Kind.COMMENT).count()
        assert root.up_count == root.votes.count()
    for tag in Tag.objects.all():
        assert tag.post_count == Post.objects.filter(is_public=True, tag_slugs__contains=[tag.slug]).count()
    for question in Question.objects.filter(pk__in=[source.pk, target.pk]):
        assert question.danger_posts == flagged_in(question)
    assert rebuild(list(User.objects.values_list("pk", flat=True)), repair=False) == []


def flagged_in(question):
    """Return the posts with a flag that are the asker's and stand in the thread now; all flags here are as urgent."""
    posts = Post.objects.filter(root_id=question.pk, author=question.post.author_id)
    return sorted(
        posts.filter(red_flags__ended_at=None, red_flags__isnull=False).values_list("pk", flat=True)
    )


def test_merge_and_undo_leave_the_database_as_it_was(cast):
    check_merge_and_undo(cast)


@pytest.fixture
def pair():
    """Return two questions, each with an answer."""
    one, other = make_question(), make_question()
    make_answer(one)
    make_answer(other)
    return one, other


def test_the_address_of_a_merged_question_leads_to_the_other(client, pair):
    source, target = pair
    answer = Post.objects.get(parent=source)
    merge_questions(make_moderator(), source, target)
    there = reverse("qa:question", args=[target.pk, target.slug])

    response = client.get(reverse("qa:question", args=[source.pk, source.slug]))

    assert (response.status_code, response["Location"]) == (301, there)
    assert response["Cache-Control"] == "no-cache"
    assert client.get(reverse("qa:question-short", args=[source.pk]))["Location"] == there
    assert client.get(reverse("posts:permalink", args=[source.pk]), follow=True).status_code == 200
    assert client.get(reverse("posts:permalink", args=[answer.pk]))["Location"].startswith(there)
    page = client.get(there).content.decode()
    assert f'id="post-{answer.pk}"' in page
    assert source.title not in client.get("/questions/").content.decode()


def test_a_merged_question_that_was_removed_leads_nowhere(client, pair):
    source, target = pair
    moderator = make_moderator()
    merge_questions(moderator, source, target)
    change_state(moderator, target, State.HIDDEN)

    assert client.get(reverse("qa:question", args=[source.pk, source.slug])).status_code == 404


def test_votes_followers_and_bookmarks_go_along_once(pair):
    source, target = pair
    both, one = make_member(), make_member()
    for person, post in ((both, source), (both, target), (one, source)):
        cast_vote(person, post, 1)
        follow(person, post, Topic.CHANGES, wanted=True)
        Bookmark.objects.create(person=person, post=post)

    merge_questions(make_moderator(), source, target)

    target.refresh_from_db()
    assert target.up_count == 2
    assert Subscription.objects.filter(post=target).count() == 2
    assert Bookmark.objects.filter(post=target).count() == 2


def test_what_was_written_after_the_merge_stays_with_what_it_belongs_to(pair):
    source, target = pair
    old, moderator = Post.objects.get(parent=source), make_moderator()
    merge = merge_questions(moderator, source, target)
    old.refresh_from_db()
    reply = make_comment(Post.objects.get(pk=old.pk))
    later = make_answer(Post.objects.get(pk=target.pk))

    undo_merge(moderator, merge)

    roots = dict(Post.objects.filter(pk__in=[old.pk, reply.pk, later.pk]).values_list("pk", "root"))
    assert roots == {old.pk: source.pk, reply.pk: source.pk, later.pk: target.pk}


def test_what_an_asker_wrote_of_danger_counts_where_it_has_gone_and_back_again():
    asker, moderator = make_member(), make_moderator()
    source, target = make_question(asker), make_question(asker)
    comment, stranger = make_comment(source, asker, HEART), make_question()
    make_comment(stranger, stranger.author, HEART)

    def urgencies():
        return [Question.objects.get(pk=post.pk).urgency for post in (source, target, stranger)]

    merge = merge_questions(moderator, source, target)
    assert urgencies() == ["", "emergency_now", "emergency_now"]
    assert Question.objects.get(pk=target.pk).danger_posts == [comment.pk]
    # Of another person's danger the asker of the kept question is not told.
    kept = make_question()
    merge_questions(moderator, stranger, kept)
    assert Question.objects.get(pk=kept.pk).urgency == ""
    undo_merge(moderator, merge)
    assert urgencies() == ["emergency_now", "", ""]


def test_the_asker_is_told_and_the_index_follows(client, pair):
    source, target = pair
    merge_questions(make_moderator(), source, target)

    run_tasks()

    assert Notification.objects.filter(
        recipient=source.author, verb=Verb.QUESTION_MERGED, post=target
    ).exists()
    found = client.get("/search/", {"q": source.title}).content.decode()
    assert reverse("qa:question", args=[source.pk, source.slug]) not in found


def test_merging_is_for_moderators_and_into_another_public_question(pair):
    source, target = pair
    moderator = make_moderator()

    with pytest.raises(PermissionDenied):
        merge_questions(make_expert(), source, target)
    with pytest.raises(UserError, match="itself"):
        merge_questions(moderator, source, source)
    change_state(moderator, target, State.HIDDEN)
    with pytest.raises(UserError, match="not public"):
        merge_questions(moderator, source, target)


def test_a_merge_is_undone_once_and_the_last_one_first(pair):
    source, target = pair
    moderator = make_moderator()
    first = merge_questions(moderator, source, target)
    second = merge_questions(moderator, target, make_question())

    with pytest.raises(UserError, match="undo that first"):
        undo_merge(moderator, first)
    undo_merge(moderator, second)
    undo_merge(moderator, first)
    with pytest.raises(PermissionDenied):
        change_state(make_member(), source, State.DELETED)
    with pytest.raises(UserError, match="already"):
        undo_merge(moderator, first)


def test_moderators_do_not_change_the_state_of_what_was_merged(pair):
    source, target = pair
    moderator = make_moderator()
    merge_questions(moderator, source, target)

    with pytest.raises(PermissionDenied):
        change_state(moderator, source, State.HIDDEN)
    assert Question.objects.get(pk=source.pk).standing == "merged"
