"""Every form that takes a text points out what tells who somebody is, masks it on one click, and lets it through."""

import re
import uuid

import pytest
from django.urls import reverse

from comments.tokens import Purpose, make_token
from tests.factories import (
    ANSWER,
    BODY,
    STATEMENT,
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_guest_comment,
    make_member,
    make_question,
    make_suggester,
)

pytestmark = pytest.mark.django_db
MAIL = "ann.smith@mailbox.org"
NOTICE = 'id="identifiers"'
CHANGED = {**STATEMENT, "change": "wording"}


def forms(folder):
    """Address, who writes, the fields with an address in one of them: what is changed as well as what is new."""
    asker, expert = make_member(), make_expert()
    question = make_question(asker)
    answer, other, comment = (
        make_answer(question, expert),
        make_answer(question),
        make_comment(question, asker),
    )
    guest = make_guest_comment(make_article(folder))
    told = {"title": question.title, "body": f"{BODY} {MAIL}", "tags": "calf"}
    return {
        "a new question": (reverse("qa:ask"), asker, {**told, "answers_seen": "yes"}),
        "its text": (reverse("posts:edit", args=[question.pk]), asker, told),
        "its title": (
            reverse("posts:edit", args=[question.pk]), asker, {**told, "title": f"Calf cramp: {MAIL}", "body": BODY},
        ),
        "its details": (reverse("qa:details", args=[question.pk]), asker, {"triggers_note": f"Ask {MAIL}"}),
        "a suggested edit": (
            reverse("posts:suggest", args=[question.pk]), make_suggester(), {**told, "reason": "Clearer"},
        ),
        "an answer": (
            reverse("qa:answer", args=[question.pk]), make_expert(), {**STATEMENT, "body": f"{ANSWER} {MAIL}"},
        ),
        "an answer, changed": (
            reverse("qa:edit-answer", args=[answer.pk]), expert, {**CHANGED, "body": f"{ANSWER} {MAIL}"},
        ),
        "its limits, changed": (
            reverse("qa:edit-answer", args=[answer.pk]), expert, {**CHANGED, "body": ANSWER, "get_help": f"Ask {MAIL}"},
        ),
        "a comment": (reverse("comments:comment", args=[question.pk]), asker, {"body": f"Write to {MAIL}"}),
        "a comment, changed": (reverse("posts:edit", args=[comment.pk]), asker, {"body": f"Write to {MAIL}"}),
        "an opinion": (
            reverse("qa:agree", args=[answer.pk]), make_expert(), {"stance": "caveat", "reason": f"Ask {MAIL} as well"},
        ),
        "a reaction": (
            reverse("qa:react", args=[answer.pk]), asker, {"kind": "outdated", "reason": f"Says my doctor, {MAIL}"},
        ),
        "a withdrawal": (
            reverse("qa:retract", args=[other.pk]), other.author, {"reason": f"It was wrong, says {MAIL}"},
        ),
        "a profile": (reverse("accounts:edit-profile"), asker, {"display_name": "Ann", "bio": f"Write to {MAIL}"}),
        "a guest's comment, changed": (
            reverse("comments:guest-manage", args=[make_token(Purpose.MANAGE, guest.pk)]), None, {"body": MAIL},
        ),
    }  # fmt: skip


def test_each_form_points_out_masks_and_lets_through(client, tmp_path):
    for number, (name, (address, person, told)) in enumerate(forms(tmp_path).items()):
        # One of its own each time: the page may also show what was published before.
        mail = MAIL.replace("smith", f"smith{number}")
        fields = {key: value.replace(MAIL, mail) for key, value in told.items()}
        fields["submission_key"] = str(uuid.uuid4())
        client.logout()
        if person:
            client.force_login(person)

        shown = client.post(address, fields).content.decode()
        masked = client.post(address, {**fields, "do": "mask"}).content.decode()
        key = re.search(r'name="identifiers_seen" value="(\w+)"', shown)

        assert NOTICE in shown, name
        assert (NOTICE in masked, mail in masked) == (False, False), name
        sent = client.post(address, {**fields, "identifiers_seen": key[1]})
        assert sent.status_code == 302, name
