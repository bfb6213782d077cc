"""Asking under a mask: one name a question, nothing that leads from one to another or to the person."""

import pytest
from django.core import mail
from django.urls import reverse

from lib.pseudonyms import new_pseudonym
from posts.actions.editing import Edit, edit_post
from tests.factories import (
    after_grace,
    make_answer,
    make_comment,
    make_expert,
    make_item,
    make_member,
    make_moderator,
    make_question,
    run_tasks,
)
from tests.project.test_permissions import GET
from tests.project.world import address, build_world

pytestmark = pytest.mark.django_db


def test_each_masked_question_has_a_new_name():
    member = make_member()

    names = {make_question(member, is_masked=True).byline for _ in range(5)}

    assert len(names) == 5
    assert "" not in names


def test_the_asker_wears_the_mask_in_the_whole_thread_and_nowhere_else():
    asker = make_member()
    masked, plain = make_question(asker, is_masked=True), make_question(make_member())
    answer = make_answer(masked)

    assert make_comment(answer, asker).byline == masked.byline
    assert make_comment(masked, asker).byline == masked.byline
    assert make_comment(plain, asker).byline == ""
    assert make_comment(masked, make_member()).byline == ""


def test_names_are_many():
    assert len({new_pseudonym() for _ in range(1000)}) > 990


def thread_of(asker, **fields):
    """Return a masked question with everything that its asker and others do to it."""
    question = make_question(asker, is_masked=True, **fields)
    answer = make_answer(question)
    make_comment(answer, asker, body="That helped, thank you.")
    make_comment(question, asker, body="It was the left one.", is_experience=True)
    edit_post(asker, after_grace(question), Edit(body=f"{question.body} Edited once.", reason="More detail"))
    return question


def test_nothing_leads_from_a_mask_to_the_person_or_to_another_mask(client, tmp_path):
    world = build_world(tmp_path)
    asker = make_member("zanzibarhandle", display_name="Zanzibar Canary")
    first, second = thread_of(asker), thread_of(asker)
    make_item(first)
    make_question(asker, title="Under the own name, for everybody to see")
    run_tasks()
    pages = [address(name, world) for name in GET]
    for question, other in ((first, second), (second, first)):
        about = [
            reverse("posts:revisions", args=[question.pk]),
            reverse("comments:comments", args=[question.pk]),
        ]
        about.append(reverse("posts:compare", args=[question.pk, 1, 2]))
        about.append(reverse("qa:question", args=[question.pk, question.slug]))
        about += [reverse("qa:feed", args=[question.pk]), reverse("qa:paper", args=[question.pk])]
        for reader in (None, make_member(), make_expert(), make_moderator()):
            client.logout()
            if reader:
                client.force_login(reader)
            shown = "".join(client.get(page).content.decode() for page in about)
            assert question.byline in shown
            assert "zanzibar" not in shown.lower()
            assert other.byline not in shown
    client.logout()
    everything = [client.get(page, follow=True).content.decode(errors="replace") for page in pages]
    assert not [page for page in everything if first.byline in page and "zanzibar" in page.lower()]
    mails = [(one.to, f"{one.subject}{one.body}{one.alternatives}") for one in mail.outbox]
    assert mails
    assert not [to for to, text in mails if asker.email not in to and "zanzibar" in text.lower()]
    assert not [to for to, text in mails if first.byline in text and second.byline in text]


@pytest.mark.parametrize("tab", ["questions", "comments"])
def test_the_profile_lists_what_is_masked_for_its_owner_alone(client, tab):
    asker = make_member("ann")
    question = make_question(asker, title="A masked question about my calf", is_masked=True)
    make_comment(question, asker, body="A masked comment about my calf.")
    said = {"questions": "A masked question", "comments": "A masked comment"}[tab]
    page = f"{reverse('posts:profile', args=['ann'])}?show={tab}"

    assert said not in client.get(page).content.decode()
    client.force_login(make_moderator())
    assert said not in client.get(page).content.decode()
    client.force_login(asker)
    assert said in client.get(page).content.decode()


def test_the_ask_form_offers_the_mask(client):
    asker = make_member("zanzibarhandle")
    make_question(tags=["calf"])
    client.force_login(asker)
    fields = {
        "title": "A cramp that nobody may know of",
        "body": "It comes at night, in the calf, and I am ashamed.",
    }

    response = client.post(reverse("qa:ask"), fields | {
        "tags": "calf", "is_masked": "on", "submission_key": "0b7c1c3e-8d7e-4c39-9d1d-0f6f5a3b7e11",
    })  # fmt: skip
    client.logout()

    page = client.get(response["Location"]).content.decode()
    assert "Masked" in page
    assert "zanzibar" not in page
