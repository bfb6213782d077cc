"""notifications.actions.notifying, its inbox and its mails"""

import pytest
from django.core import mail
from django.db import transaction

from notifications.actions.notifying import mark_all_read, notify
from notifications.models import Notification, Verb
from notifications.selectors.inbox import list_inbox
from notifications.tasks import mail_notification
from posts.actions.changing_state import change_state
from posts.kinds import State
from tests.factories import make_answer, make_member, make_moderator, make_question, run_tasks

pytestmark = pytest.mark.django_db


def unread(person):
    person.refresh_from_db()
    return person.unread_count


def tell(verb=Verb.ANSWERED, **columns):
    """Tell a new member something about a question; return the notification."""
    notify(make_member(**columns), verb, make_question(), note="Spam")
    return Notification.objects.latest("pk")


def recipients():
    return [address for message in mail.outbox for address in message.to]


def test_a_note_is_put_into_the_inbox():
    reader, question = make_member(), make_question()

    notify(reader, Verb.COMMENTED, question, note="From Ann")

    [note] = list_inbox(reader, "").rows
    assert (note.verb, note.post, note.note, note.read_at) == (Verb.COMMENTED, question, "From Ann", None)
    assert unread(reader) == 1


def test_the_inbox_begins_with_the_newest_and_shows_nobody_elses():
    reader, question = make_member(), make_question()
    for verb in [Verb.COMMENTED, Verb.ANSWERED]:
        notify(reader, verb, question)
    tell()

    assert [note.verb for note in list_inbox(reader, "").rows] == [Verb.ANSWERED, Verb.COMMENTED]


def test_the_inbox_takes_one_query(django_assert_num_queries):
    note = tell()
    notify(note.recipient, Verb.ANSWERED, make_answer(note.post))

    with django_assert_num_queries(1):
        assert [row.post.root_or_self_id for row in list_inbox(note.recipient, "").rows] == [note.post_id] * 2


def test_everything_counts_as_read_once_the_reader_says_so():
    first, other = tell(), tell()
    notify(first.recipient, Verb.COMMENTED, first.post)

    mark_all_read(first.recipient)

    assert unread(first.recipient) == 0
    assert not Notification.objects.filter(recipient=first.recipient, read_at=None).exists()
    assert unread(other.recipient) == 1


def test_what_was_read_before_keeps_its_moment():
    note = tell()
    mark_all_read(note.recipient)
    note.refresh_from_db()
    read_at = note.read_at

    mark_all_read(note.recipient)

    note.refresh_from_db()
    assert note.read_at == read_at


def test_the_mail_is_sent_by_the_worker():
    note = tell()
    before = recipients()

    run_tasks()

    note.refresh_from_db()
    assert before == []
    assert recipients() == [note.recipient.email]
    assert note.mailed_at is not None


def test_the_mail_says_what_happened_and_where():
    note = tell()

    run_tasks()

    [message] = mail.outbox
    assert message.subject == "Your question has an expert answer"
    assert f"/posts/{note.post_id}/" in message.body
    assert f"/posts/{note.post_id}/" in message.alternatives[0].content
    assert message.sent_using == "outbound"


def test_an_answer_is_told_to_the_asker():
    question = make_question()

    make_answer(question)
    run_tasks()

    assert unread(question.author) == 1
    assert recipients() == [question.author.email]


@pytest.mark.parametrize("columns", [{"is_demo": True}, {"is_active": False}])
def test_accounts_that_nobody_reads_get_no_mail(columns):
    note = tell(**columns)

    run_tasks()

    assert recipients() == []
    assert unread(note.recipient) == 1


@pytest.mark.parametrize("state", [State.HIDDEN, State.DELETED, State.PENDING])
def test_nobody_is_mailed_about_a_post_that_was_taken_down_meanwhile(state):
    note = tell()

    change_state(make_moderator(), note.post, state)
    run_tasks()

    assert recipients() == []


def test_nobody_is_mailed_about_an_answer_whose_question_was_taken_down_meanwhile():
    question = make_question()
    make_answer(question)

    change_state(make_moderator(), question, State.HIDDEN)
    run_tasks()

    assert recipients() == []


@pytest.mark.parametrize("verb", [Verb.MODERATED, Verb.FLAG_DECIDED])
def test_decisions_are_mailed_although_the_post_is_hidden(verb):
    note = tell(verb)

    change_state(make_moderator(), note.post, State.HIDDEN)
    run_tasks()

    assert recipients() == [note.recipient.email]


def test_a_task_that_runs_twice_sends_one_mail():
    note = tell()
    mail_notification.enqueue(note.pk)
    run_tasks()
    mail_notification.enqueue(note.pk)
    run_tasks()

    assert recipients() == [note.recipient.email]


def test_a_notification_that_is_gone_is_no_failure():
    mail_notification.call(0)

    assert recipients() == []


def test_nobody_is_told_what_was_rolled_back():
    reader, question = make_member(), make_question()
    with transaction.atomic():
        notify(reader, Verb.ANSWERED, question)
        transaction.set_rollback(True)

    run_tasks()

    assert unread(reader) == 0
    assert recipients() == []
