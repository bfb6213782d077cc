"""Counting what changes on public lists: exact, in the transaction of the change, without waiting."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from posts.kinds import State
from posts.models import PageVersion, Post, Tag
from posts.selectors.page_versions import lists
from qa.selectors.page_versions import question as thread
from tests.factories import make_answer, make_comment, make_expert, make_member, make_question

ROOT = Path(__file__).resolve().parents[2]
COUNT = "SELECT posts_page_changed('{questions}')"


def in_thread(work):
    """Do something in another connection, return its result."""

    def run():
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def versions(*scopes):
    return {scope: lists(scope)()[1] for scope in scopes}


def changed_by(act, *scopes):
    """Return which of these scopes change."""
    before = versions(*scopes)
    act()
    after = versions(*scopes)
    return {scope for scope in scopes if before[scope] != after[scope]}


ALL = ("questions", "articles", "tags", "people")


@pytest.mark.django_db
def test_each_change_counts_where_it_shows():
    question = make_question(body_site="calf")
    answer = make_answer(question)

    assert changed_by(lambda: make_comment(answer), *ALL) == {"questions"}
    assert changed_by(lambda: make_comment(question), *ALL) == {"questions"}
    assert changed_by(lambda: make_answer(question, make_expert()), *ALL) >= {"questions"}
    assert changed_by(lambda: make_question(body_site="foot"), *ALL) == {"questions", "tags"}
    assert changed_by(lambda: Tag.objects.update(description="Muscle."), *ALL) == {"tags"}
    assert changed_by(lambda: User.objects.update(display_name="Ann"), *ALL) == {"people"}
    assert changed_by(lambda: Post.objects.update(body_site="foot"), *ALL) == {"questions"}


@pytest.mark.django_db
def test_what_nobody_sees_counts_nowhere():
    member, question = make_member(), make_question()
    hidden = Post.objects.filter(pk=question.pk)
    hidden.update(state=State.HIDDEN, is_public=False)

    assert not changed_by(lambda: hidden.update(title="A title that nobody sees"), *ALL)
    assert not changed_by(
        lambda: User.objects.filter(pk=member.pk).update(
            last_login=timezone.now(), unread_count=3, reputation_points=F("reputation_points") + 10
        ),
        *ALL,
    )


@pytest.mark.django_db
def test_the_version_of_a_hidden_thread_is_none():
    question = make_question()
    assert thread(question.pk) is not None

    Post.objects.filter(pk=question.pk).update(state=State.HIDDEN, is_public=False)

    assert thread(question.pk) is None


@pytest.mark.django_db
def test_a_day_later_every_stamp_is_another(monkeypatch):
    question = make_question()
    before = lists()(), lists("questions")(), thread(question.pk)

    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    after = lists()(), lists("questions")(), thread(question.pk)

    assert all(one != other for one, other in zip(before, after, strict=True))


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_do_not_wait_for_each_other_and_all_count():
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
    before = lists("questions")()[1]

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COUNT)
        in_thread(_count_with_little_patience)
        assert in_thread(lambda: lists("questions")()[1]) == before + 1

    assert lists("questions")()[1] == before + 2
    assert PageVersion.objects.filter(scope="questions").count() == 2


def _count_with_little_patience():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '1s'")
        cursor.execute(COUNT)


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_does_not_count_and_nobody_else_sees_it_before_it_holds():
    question = make_question()
    before = lists("questions")(), thread(question.pk)
    with transaction.atomic():
        make_answer(question)
        assert lists("questions")() != before[0]
        assert in_thread(lambda: (lists("questions")(), thread(question.pk))) == before
        transaction.set_rollback(True)

    assert (lists("questions")(), thread(question.pk)) == before


# Columns that no page for everybody shows, or that the version of the thread follows.
ELSEWHERE = {
    Post: {
        "id", "kind", "state", "root", "parent", "guest_hash", "submission_key", "body", "comments_closed",
        "is_experience", "up_count", "down_count", "agreement", "revision_count", "version", "score",
        "helpfulness", "parent_kind", "edited_at", "body_html", "is_locked", "is_retracted", "merged_into",
    },
    User: {
        "id", "password", "last_login", "email", "handle_skeleton", "handle_changed_at", "bio", "time_zone",
        "hides_activity", "roles", "has_second_factor", "suspended_until", "suspension_reason",
        "suspension_words", "leaving_posts", "roles_before_leaving", "is_leaving_reminded", "unread_count",
        "reputation_points", "reputation", "created_at", "suspended_abilities", "has_warning",
    },
}  # fmt: skip


@pytest.mark.parametrize("model", ELSEWHERE)
def test_every_column_counts_or_is_known_to_show_on_no_list(model):
    """A new column that a kept page shows has to be in a trigger of posts.migrations."""
    triggers = "".join(path.read_text() for path in (ROOT / "posts" / "migrations").glob("*.py"))
    counted = set(re.findall(r"\bOLD\.(\w+)", triggers))
    columns = {field.name: field.column for field in model._meta.concrete_fields}

    forgotten = {name for name, column in columns.items() if column not in counted} - ELSEWHERE[model]

    assert forgotten == set()
