"""moderation.actions.screening: bands, who is trusted, what is remembered, and who is told what and when."""

import json
import uuid

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from lib.encryption import decrypt
from lib.errors import LimitError, UserError
from lib.form_keys import new_form_key
from moderation.actions.deciding import Verdict as Judgement
from moderation.actions.deciding import decide
from moderation.actions.screening import PURPOSE
from moderation.models import (
    ApprovedText,
    DecisionAction,
    RemovedText,
    ReviewItem,
    Screening,
    WatchedAction,
    WatchedEntry,
    WatchedKind,
)
from notifications.models import Notification, Verb
from posts.actions.editing import edit_post
from posts.edits import Edit
from posts.kinds import State
from posts.models import SuggestedEdit
from posts.submissions import Circumstances, RefusedError, sent_under
from qa.actions.asking import Draft, ask_question
from qa.actions.telling import Details, change_details
from qa.intake.fields import Answers
from qa.models import Intake
from tests.factories import (
    ANSWER,
    BODY,
    approve,
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_guest_comment,
    make_member,
    make_moderator,
    make_newcomer,
    make_question,
    run_tasks,
)

pytestmark = pytest.mark.django_db
SPAM = "Write to me on WhatsApp +47 912 34 567, I sell the cure at https://pills.example to all of you."
HELD = "Snake oil has helped me so much that I want to tell everybody about it."
REFUSED = "Here is a miracle cure for every cramp, for you and for all of your friends."


@pytest.fixture(autouse=True)
def _lists():
    WatchedEntry.objects.create(kind=WatchedKind.PHRASE, pattern="snake oil", action=WatchedAction.HOLD)
    WatchedEntry.objects.create(kind=WatchedKind.PHRASE, pattern="miracle cure", action=WatchedAction.BLOCK)


def judge(post, action):
    item = ReviewItem.objects.filter(post=post).latest("pk")
    decide(make_moderator(), item, Judgement(action, "Because of the rules.", item.version, rule="kind"))
    post.refresh_from_db()


def test_a_calm_text_is_public_and_what_was_looked_at_is_remembered(django_assert_num_queries):
    question = make_question()

    kept = Screening.objects.get()
    assert (question.is_public, kept.post, kept.band) == (True, question, "publish")
    assert not ReviewItem.objects.exists()


def test_spam_of_a_new_member_waits_in_the_queue():
    question = make_question(make_newcomer(), body=SPAM)

    kept = Screening.objects.get()
    assert (question.state, kept.band) == (State.PENDING, "hold")
    assert {found["check"] for found in kept.findings} >= {"links", "phones", "first_posts"}
    assert ReviewItem.objects.get(is_open=True).post == question


def test_passages_are_encrypted_and_in_no_record():
    make_question(body=SPAM)

    kept = Screening.objects.get()
    assert json.loads(decrypt(PURPOSE, bytes(kept.evidence)))["links"] == "pills.example"
    assert "pills.example" not in json.dumps(kept.findings)
    for event in AuditEvent.objects.all():
        assert "pills" not in json.dumps(event.details)


@pytest.mark.parametrize("write", ["question", "comment"])
def test_holding_mails_nobody_and_approving_tells_everyone_once(write, mailoutbox):
    mentioned, question = make_member("reader"), make_question()
    text = f"{HELD} @{mentioned.handle}"

    held = make_comment(question, body=text) if write == "comment" else make_question(body=text)
    run_tasks()
    assert held.state == State.PENDING
    assert not Notification.objects.exists()
    assert mailoutbox == []

    approve(held)
    run_tasks()
    run_tasks()

    told = Notification.objects.filter(post=held)
    assert told.filter(recipient=held.author, verb=Verb.MODERATED).count() == 1
    if write == "comment":
        assert told.filter(recipient=question.author, verb=Verb.COMMENTED).count() == 1
        assert told.filter(recipient=mentioned, verb=Verb.MENTIONED).count() == 1


def test_an_answer_that_waited_is_announced_once(settings):
    settings.SCREENING = settings.SCREENING | {"checks": ["tests.moderation.test_screening"]}
    question = make_question()
    answer = make_answer(question, body=f"{ANSWER} snake oil")
    run_tasks()
    assert answer.state == State.PENDING
    assert not Notification.objects.exists()

    approve(answer)
    run_tasks()
    judge(answer, DecisionAction.HIDE)
    judge(answer, DecisionAction.RESTORE)
    run_tasks()

    assert Notification.objects.filter(recipient=question.author, verb=Verb.ANSWERED).count() == 1


def test_a_text_that_a_person_approved_is_never_held_again():
    question = make_question(body=HELD)
    approve(question)

    question = edit_post(question.author, question, Edit(body=BODY))
    edited = edit_post(question.author, question, Edit(body=f"  {HELD.upper()}\n"))
    again = make_question(question.author, title=question.title, body=HELD)

    assert edited.body.strip() == HELD.upper()
    assert again.is_public
    assert make_question(body=HELD).state == State.PENDING


def test_what_is_removed_after_all_may_be_held_again():
    question = make_question(body=HELD)
    approve(question)
    judge(question, DecisionAction.HIDE)

    assert not ApprovedText.objects.exists()
    assert RemovedText.objects.get().post == question
    assert make_question(question.author, title=question.title, body=HELD).state == State.PENDING


def test_restoring_takes_a_text_out_of_the_memory_of_removed_ones():
    question = make_question(body=HELD)
    approve(question)
    judge(question, DecisionAction.DELETE)
    judge(question, DecisionAction.RESTORE)

    assert not RemovedText.objects.exists()


@pytest.mark.parametrize("make", [make_expert, make_moderator, lambda: make_member(reputation_points=600)])
def test_experts_staff_and_members_of_long_standing_are_trusted(make):
    question = make_question(make(), body=HELD)

    assert question.is_public
    assert not Screening.objects.exists()


def test_articles_have_reviewers_of_their_own(tmp_path):
    article = make_article(tmp_path, body="## Snake oil\n\nA miracle cure that is none.")

    assert article.is_public
    assert not Screening.objects.exists()


def test_a_refused_text_is_kept_in_the_form_with_a_way_to_a_moderator(client):
    make_question()
    author = make_member()
    client.force_login(author)
    form = {
        "title": "Calf cramp at three in the morning", "body": REFUSED, "tags": "calf",
        "submission_key": str(new_form_key()),
    }  # fmt: skip

    response = client.post(reverse("qa:ask"), form)

    page = response.content.decode()
    assert response.status_code == 422
    assert REFUSED in page
    assert 'name="to_moderator"' in page
    kept = Screening.objects.filter(author=author).get()
    assert (kept.band, kept.post) == ("refuse", None)

    response = client.post(reverse("qa:ask"), form | {"to_moderator": "yes"})

    held = author.posts.get()
    assert response.status_code == 302
    assert held.state == State.PENDING
    assert ReviewItem.objects.get(is_open=True).post == held
    page = client.get(response.headers["Location"]).content.decode()
    assert "A moderator reads it before it is public" in page


def test_refused_texts_go_to_moderators_three_times_a_day():
    author = make_member()
    with sent_under(Circumstances(asks_a_person=True)):
        for number in range(3):
            make_question(author, body=f"{REFUSED} {number}")

        with pytest.raises(LimitError):
            make_question(author, body=f"{REFUSED} again")


def test_outside_of_a_request_a_refused_text_is_an_error():
    with pytest.raises(RefusedError, match="not published here"):
        make_question(body=REFUSED)


def test_a_held_edit_leaves_the_published_text_in_place(client):
    question = make_question()
    client.force_login(question.author)

    response = client.post(
        reverse("posts:edit", args=[question.pk]),
        {"title": question.title, "body": HELD, "tags": "calf"},
        follow=True,
    )

    question.refresh_from_db()
    assert (question.body, question.is_public, question.revision_count) == (BODY, True, 1)
    waiting = SuggestedEdit.objects.get()
    assert (waiting.source, waiting.editor, waiting.revision.body) == ("held", question.author, HELD)
    assert ReviewItem.objects.get(is_open=True).post == question
    page = response.content.decode()
    assert "A moderator reads it before it is public" in page
    assert "Your change is saved" not in page


def test_an_edit_of_what_waits_goes_on_waiting_and_makes_an_old_screen_stale():
    question = make_question(body=HELD)
    seen = ReviewItem.objects.get().version

    edited = edit_post(question.author, question, Edit(body=BODY))

    assert (edited.body, edited.state) == (BODY, State.PENDING)
    assert ReviewItem.objects.get().version > seen


def test_a_guests_comment_is_looked_at_before_a_moderator_reads_it(tmp_path):
    article = make_article(tmp_path)

    comment = make_guest_comment(article, body=HELD)

    assert comment.state == State.PENDING
    assert Screening.objects.get(post=comment).band == "hold"
    with pytest.raises(RefusedError):
        make_guest_comment(article, email="other@example.org", body=REFUSED)


def test_watched_words_are_replaced_in_what_is_stored():
    WatchedEntry.objects.create(
        kind=WatchedKind.PHRASE, pattern="bloody", action=WatchedAction.REPLACE, replacement="very"
    )

    question = make_question(body=f"{BODY} A bloody cramp.")

    assert question.body.endswith("A very cramp.")


def test_screening_a_members_post_takes_two_statements(django_assert_num_queries):
    from moderation.actions.screening import screen
    from posts.kinds import Kind
    from posts.submissions import Submission

    author, question = make_member(), make_question()
    submission = Submission(
        author=author, kind=Kind.COMMENT, body=BODY, root=question, submission_key=uuid.uuid4()
    )

    with django_assert_num_queries(2):
        screen(submission).keep(question)


def look(material):
    return Finding(60, "Because.") if "snake oil" in material.text else None


from moderation.screening.findings import Check, Finding  # noqa: E402

CHECK = Check("test", "Test", look, is_proven=True, for_everybody=True)


def test_notes_beside_a_question_are_read_too():
    details = Details(answers=Answers(triggers_note="Snake oil has helped me so much"))
    asker, question = make_member(), make_question()

    written = ask_question(
        asker,
        Draft("Night cramps in the calf after running", BODY, ["calf"], answers=details.answers),
    )
    with pytest.raises(UserError, match="stopped your notes"):
        change_details(question.author, question, details)

    assert written.post.state == State.PENDING
    assert Intake.objects.filter(post=question, triggers_note="").exists()


def test_notes_for_experts_alone_wait_for_nobody():
    question = make_question()
    details = Details(answers=Answers(triggers_note="Snake oil has helped me"), private=("triggers",))

    change_details(question.author, question, details)

    assert Intake.objects.get(post=question).private_fields == ["triggers"]
