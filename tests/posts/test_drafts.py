"""posts.actions.drafting and the pages around it"""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lib.errors import UserError
from posts.actions.changing_state import change_state
from posts.actions.drafting import MOST_BYTES, MOST_DRAFTS, save_draft
from posts.kinds import State
from posts.models import Draft, DraftKind
from tests.factories import (
    ANSWER,
    BODY,
    STATEMENT,
    make_answer,
    make_expert,
    make_member,
    make_moderator,
    make_question,
)

pytestmark = pytest.mark.django_db
CANARY = "zanzibarcanary"
TITLE = f"{CANARY} in the title of what I am writing"


def signed_in(person):
    device = Client()
    device.force_login(person)
    return device


@pytest.fixture
def person():
    return make_member()


def test_a_draft_goes_on_on_another_device_and_is_gone_when_published(person):
    make_question()
    phone, desk = signed_in(person), signed_in(person)

    phone.post("/drafts/save/ask/", {"title": TITLE, "body": BODY, "tags": "calf"})

    assert TITLE in desk.get("/drafts/").content.decode()
    form = desk.get("/ask/").context["form"]
    assert (form["title"].value(), form["body"].value()) == (TITLE, BODY)
    key = form["submission_key"].value()
    sent = {"title": TITLE, "body": BODY, "tags": "calf", "submission_key": str(key), "answers_seen": "yes"}
    assert desk.post("/ask/", sent).status_code == 302
    assert not Draft.objects.exists()


def test_saving_again_takes_the_place_of_what_was_kept(person):
    device = signed_in(person)
    for body in ("First.", "Second."):
        device.post("/drafts/save/ask/", {"title": TITLE, "body": body})

    assert Draft.objects.count() == 1
    assert device.get("/ask/").context["form"]["body"].value() == "Second."


@pytest.mark.parametrize("kind", ["answer", "comment", "edit"])
def test_drafts_about_a_post_fill_its_form_alone(kind):
    writer = make_expert()
    question, other = make_question(), make_question()
    device = signed_in(writer)
    device.post(reverse("posts:save-draft-about", args=[kind, question.pk]), {"body": CANARY})
    name = {"answer": "qa:answer", "comment": "comments:comment", "edit": "posts:edit"}[kind]

    assert CANARY in device.get(reverse(name, args=[question.pk])).content.decode()
    assert CANARY not in device.get(reverse(name, args=[other.pk])).content.decode()
    assert reverse(name, args=[question.pk]) in device.get("/drafts/").content.decode()


def test_a_changed_answer_is_kept_by_its_button_and_goes_on_from_the_list():
    question = make_question()
    answer = make_answer(question)
    device = signed_in(answer.author)
    form = reverse("qa:edit-answer", args=[answer.pk])
    keep = reverse("posts:save-draft-about", args=["edit", answer.pk])
    assert f'formaction="{keep}" formnovalidate' in device.get(form).content.decode()

    device.post(
        keep, {**STATEMENT, "body": f"{ANSWER} {CANARY}", "change": "correction", "reason": "It hurt."}
    )

    listed = re.search(r'<h2 class="h3"><a href="([^"]+)"', device.get("/drafts/").content.decode())
    shown = device.get(listed[1], follow=True).context["form"]
    assert (shown["body"].value(), shown["reason"].value()) == (f"{ANSWER} {CANARY}", "It hurt.")
    assert shown["change"].value() == "correction"
    sent = {name: shown[name].value() for name in (*STATEMENT, "body", "change", "reason")}
    assert device.post(form, sent).status_code == 302
    assert not Draft.objects.exists()


def test_nobody_else_sees_a_draft(person):
    question = make_question()
    save_draft(person, DraftKind.COMMENT, question, {"body": CANARY})
    pages = ["/", "/questions/", "/drafts/", "/ask/", f"/search/?q={CANARY}"]
    pages += [reverse("qa:question", args=[question.pk, question.slug])]
    pages += [reverse("comments:comment", args=[question.pk])]

    for reader in (None, make_moderator(), question.author):
        device = signed_in(reader) if reader else Client()
        for page in pages:
            assert f"{CANARY}<" not in device.get(page, follow=True).content.decode(), page
    assert CANARY not in Draft.objects.get().token


def test_of_what_is_gone_the_draft_says_no_title(person):
    question = make_question(title=f"{CANARY} in the title of a question")
    save_draft(person, DraftKind.COMMENT, question, {"body": "Same here."})
    change_state(make_moderator(), question, State.HIDDEN)

    page = signed_in(person).get("/drafts/").content.decode()

    assert "Same here." in page
    assert CANARY not in page


def test_number_and_size_are_bounded(person):
    for _ in range(MOST_DRAFTS + 2):
        save_draft(person, DraftKind.COMMENT, make_question(), {"body": "Same here."})

    assert Draft.objects.count() == MOST_DRAFTS
    with pytest.raises(UserError, match="too long"):
        save_draft(person, DraftKind.ASK, None, {"body": "x" * (MOST_BYTES + 1)})


def test_what_one_cannot_see_takes_no_draft_and_others_do_not_delete_ours(person):
    question = make_question()
    save_draft(person, DraftKind.COMMENT, question, {"body": "Same here."})
    change_state(make_moderator(), question, State.HIDDEN)
    stranger = signed_in(make_member())

    about = reverse("posts:save-draft-about", args=["comment", question.pk])
    assert stranger.post(about, {"body": "x"}).status_code == 404
    assert stranger.post("/drafts/save/nonsense/", {"body": "x"}).status_code == 404
    assert stranger.post("/drafts/save/answer/", {"body": "x"}).status_code == 404
    stranger.post(reverse("posts:delete-draft", args=[Draft.objects.get().pk]))
    assert Draft.objects.count() == 1
    signed_in(person).post(reverse("posts:delete-draft", args=[Draft.objects.get().pk]))
    assert not Draft.objects.exists()


def test_scripts_get_the_moment_alone(person):
    answer = signed_in(person).post("/drafts/save/ask/", {"body": "x"}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert f'datetime="{timezone.now():%Y-%m-%d}' in answer.content.decode()
    assert "<html" not in answer.content.decode()
