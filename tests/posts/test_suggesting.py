"""posts.actions.suggesting"""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import ReputationEvent
from accounts.roles import Role
from lib.errors import UserError
from notifications.models import Notification, Verb
from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.actions.locking import lock_thread
from posts.actions.suggesting import MOST_OPEN, approve_suggestion, hold_edit, reject_suggestion, suggest_edit
from posts.kinds import State
from posts.models import Revision, SuggestedEdit, SuggestionSource
from posts.selectors.revisions import list_revisions
from tests.factories import (
    after_grace,
    make_answer,
    make_comment,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    make_staff,
    make_suggester,
    run_tasks,
)

pytestmark = pytest.mark.django_db
NEW = "Now it happens in the foot as well, every second night, and walking helps a little."
EDIT = Edit(body=NEW, reason="Easier to read")


def held(post, editor=None):
    """Hold an edit as screening does: with the post locked, in one transaction."""
    with transaction.atomic():
        _root, post = lock_thread(post.pk)
        return hold_edit(editor or post.author, post, EDIT)


def test_a_suggestion_leaves_the_post_and_its_history_alone():
    question = make_question()
    before = question.body

    suggestion = suggest_edit(make_suggester(), question, EDIT)

    question.refresh_from_db()
    assert (question.body, question.revision_count) == (before, 1)
    assert (suggestion.revision.number, suggestion.revision.is_applied) == (-1, False)
    assert [row.revision.number for row in list_revisions(question, "").rows] == [1]


def test_an_approved_suggestion_becomes_the_next_version_by_its_editor():
    question, editor = make_question(), make_suggester()
    suggestion = suggest_edit(editor, question, EDIT)

    post = approve_suggestion(question.author, suggestion)

    assert post.body == NEW
    version = Revision.objects.get(post=question, number=2)
    assert (version.editor, version.reason, version.is_applied) == (editor, "Easier to read", True)
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_by) == ("approved", question.author)


def test_approving_gives_two_points_once_and_tells_the_editor():
    question, editor = make_question(), make_suggester()
    approve_suggestion(make_moderator(), suggest_edit(editor, question, EDIT))

    run_tasks()
    run_tasks()

    event = ReputationEvent.objects.get(person=editor)
    assert (event.cause, event.points) == ("edit_published", 2)
    note = Notification.objects.get(recipient=editor)
    assert (note.verb, note.note) == (Verb.EDIT_DECIDED, "Approved.")


def test_the_author_is_told_of_suggestions_once_until_they_have_looked():
    question = make_question()
    suggest_edit(make_suggester(), question, EDIT)
    suggest_edit(make_suggester(), question, EDIT)

    run_tasks()

    assert Notification.objects.filter(recipient=question.author, verb=Verb.EDIT_SUGGESTED).count() == 1


def test_a_rejected_suggestion_needs_its_reason_and_changes_nothing():
    question, editor = make_question(), make_suggester()
    suggestion = suggest_edit(editor, question, EDIT)

    reject_suggestion(question.author, suggestion, note="It says something else now.")
    run_tasks()

    question.refresh_from_db()
    assert question.body != NEW
    assert Notification.objects.get(recipient=editor).note == "Rejected: It says something else now."
    assert not ReputationEvent.objects.filter(person=editor).exists()


def test_the_database_refuses_a_rejection_without_a_note():
    suggestion = suggest_edit(make_suggester(), make_question(), EDIT)

    with pytest.raises(IntegrityError, match="suggested_edit_rejected_with_a_note"), transaction.atomic():
        SuggestedEdit.objects.update(
            state="rejected", decided_by=suggestion.post.author, decided_at=timezone.now()
        )


def test_nobody_decides_their_own():
    editor = make_moderator()
    suggestion = held(make_question(), editor)

    with pytest.raises(PermissionDenied):
        approve_suggestion(editor, suggestion)
    with (
        pytest.raises(IntegrityError, match="suggested_edit_not_decided_by_its_editor"),
        transaction.atomic(),
    ):
        SuggestedEdit.objects.update(state="approved", decided_by=editor, decided_at=timezone.now())


def test_what_is_decided_is_not_decided_again():
    question = make_question()
    suggestion = suggest_edit(make_suggester(), question, EDIT)
    reject_suggestion(question.author, suggestion, note="No.")

    with pytest.raises(UserError, match="Rejected"):
        approve_suggestion(make_moderator(), suggestion)


def test_a_newer_text_overtakes_what_waits_and_its_editor_is_told():
    question, editor = make_question(), make_suggester()
    suggestion = suggest_edit(editor, question, EDIT)

    edit_post(question.author, question, Edit(body=f"{NEW} And the neck."))
    run_tasks()

    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_by) == ("superseded", None)
    assert Notification.objects.get(recipient=editor).note == "Overtaken by a newer text."


def test_a_second_suggestion_takes_the_place_of_the_first():
    question, editor = make_question(), make_suggester()
    first = suggest_edit(editor, question, EDIT)

    second = suggest_edit(editor, question, Edit(body=f"{NEW} Also in the day.", reason="More"))

    first.refresh_from_db()
    assert (first.state, second.state, second.revision.number) == ("superseded", "open", -2)


def test_a_suggestion_says_why_and_changes_something():
    question, editor = make_question(), make_suggester()

    with pytest.raises(UserError, match="what you changed"):
        suggest_edit(editor, question, Edit(body=NEW))
    with pytest.raises(UserError, match="already"):
        suggest_edit(editor, question, Edit(body=question.body, reason="Nothing"))


def test_so_many_suggestions_of_one_member_wait_at_most():
    editor = make_suggester()
    for _ in range(MOST_OPEN):
        suggest_edit(editor, make_question(), EDIT)

    with pytest.raises(UserError, match="waiting"):
        suggest_edit(editor, make_question(), EDIT)


@pytest.mark.parametrize("make", [make_comment, lambda question: question], ids=["comment", "without points"])
def test_not_everybody_suggests_everywhere(make):
    target = make(make_question())
    editor = make_suggester() if target.kind == "comment" else make_member()

    with pytest.raises(PermissionDenied):
        suggest_edit(editor, target, EDIT)


def test_lay_members_suggest_to_answers_and_only_their_author_or_a_moderator_decides():
    answer = make_answer(make_question())
    suggestion = suggest_edit(make_suggester(points=5000), answer, EDIT)

    with pytest.raises(PermissionDenied):
        approve_suggestion(make_suggester(points=5000), suggestion)
    assert approve_suggestion(answer.author, suggestion).body == NEW


def test_who_edits_without_review_changes_questions_at_once_and_approves_what_others_suggest():
    trusted = make_suggester(points=1000, days_old=61)
    suggestion = suggest_edit(make_suggester(), make_question(), EDIT)

    assert edit_post(trusted, make_question(), EDIT).body == NEW
    assert approve_suggestion(trusted, suggestion).body == NEW


def test_what_was_held_is_decided_by_moderators_alone_and_gives_no_points():
    question = make_question()
    suggestion = held(question)

    assert suggestion.source == SuggestionSource.HELD
    with pytest.raises(PermissionDenied):
        approve_suggestion(make_expert(), suggestion)
    assert approve_suggestion(make_moderator(), suggestion).body == NEW
    assert not ReputationEvent.objects.exists()


def test_what_waits_for_a_deleted_post_cannot_be_approved_and_goes_when_it_is_erased():
    question = make_question()
    suggestion = suggest_edit(make_suggester(), question, EDIT)
    moderator = make_moderator()
    change_state(moderator, question, State.DELETED)

    with pytest.raises(PermissionDenied):
        approve_suggestion(moderator, suggestion)
    change_state(make_staff(Role.ADMINISTRATOR), question, State.PURGED)
    assert not SuggestedEdit.objects.exists()


def test_a_suggestion_is_sent_seen_and_approved_on_pages(client):
    question, editor = make_question(), make_suggester()
    client.force_login(editor)
    sent = {"title": question.title, "body": NEW, "tags": "calf", "reason": "Easier to read"}
    assert client.get(reverse("posts:edit", args=[question.pk]))["Location"].endswith("/suggest/")
    assert client.post(reverse("posts:suggest", args=[question.pk]), sent | {"reason": ""}).status_code == 422
    assert client.post(reverse("posts:suggest", args=[question.pk]), sent).status_code == 302
    page = reverse("posts:suggestions", args=[question.pk])
    assert NEW in client.get(page).content.decode()

    client.force_login(make_member())
    assert NEW not in client.get(page).content.decode()
    client.force_login(question.author)
    shown = client.get(page).content.decode()
    assert re.search(rf'<ins><span class="vh">Added: </span>\s*{re.escape(NEW)}', shown)
    assert "Easier to read" in client.get(f"{page}?view=inline").content.decode()
    decide = reverse("posts:decide-suggestion", args=[SuggestedEdit.objects.get().pk])
    assert client.post(decide, {"decision": "reject"}).status_code == 409
    assert client.post(decide, {"decision": "approve"}).status_code == 302

    question.refresh_from_db()
    assert question.body == NEW


def test_going_back_to_a_version_is_a_version(client):
    question = after_grace(make_question())
    before = question.body
    edit_post(question.author, question, Edit(body=NEW))
    client.force_login(question.author)

    client.post(reverse("posts:roll-back", args=[question.pk, 1]))

    question.refresh_from_db()
    assert (question.body, question.revision_count) == (before, 3)
    assert Revision.objects.get(post=question, number=3).reason == "Back to version 1"
