"""Going back to an earlier version of an answer: of the text, and never behind a correction"""

import pytest
from django.urls import reverse

from posts.models import Revision
from qa.actions.correcting import AnswerEdit, edit_answer, retract_answer
from tests.factories import (
    ANSWER,
    after_grace,
    make_answer,
    make_expert,
    make_moderator,
    make_question,
    make_statement,
)

pytestmark = pytest.mark.django_db
BACK = "Go back to version 1"


def edit(answer, body, *, is_correction=False, **statement):
    change = AnswerEdit(body, make_statement(**statement), "It was too short.", is_correction)
    return edit_answer(answer.author, after_grace(answer), change)


def go_back(client, answer, number, person):
    client.force_login(person)
    return client.post(reverse("posts:roll-back", args=[answer.pk, number]))


def history_of(client, answer):
    return client.get(reverse("posts:revisions", args=[answer.pk])).content.decode()


def test_author_and_moderators_go_back_and_see_both_versions(client):
    answer = make_answer(make_question())
    edit(answer, f"{ANSWER} Then walk a little.")
    client.force_login(answer.author)
    compared = reverse("posts:compare", args=[answer.pk, 1, 2])

    assert BACK in history_of(client, answer)
    assert "Then walk a little." in client.get(compared).content.decode()
    assert BACK in client.get(f"{compared}?view=inline").content.decode()
    assert go_back(client, answer, 1, answer.author).status_code == 302
    answer.refresh_from_db()
    assert (answer.body, answer.revision_count) == (ANSWER, 3)
    assert Revision.objects.get(post=answer, number=3).reason == "Back to version 1"
    assert go_back(client, answer, 2, make_moderator()).status_code == 302
    answer.refresh_from_db()
    assert answer.body.endswith("Then walk a little.")


def test_nobody_else_goes_back(client):
    answer = make_answer(make_question())
    edit(answer, f"{ANSWER} Then walk a little.")

    assert go_back(client, answer, 1, make_expert()).status_code == 403
    assert BACK not in history_of(client, answer)
    retract_answer(answer.author, answer, reason="A newer trial says otherwise.")
    assert go_back(client, answer, 1, answer.author).status_code == 403


def test_advice_that_was_corrected_does_not_come_back(client):
    answer = make_answer(make_question())
    edit(answer, f"{ANSWER} Then walk.")
    edit(answer, "Do not pull the toes when the calf is swollen; go to a doctor today.", is_correction=True)
    edit(answer, "Do not pull the toes when the calf is swollen; go to a doctor now, today.")

    refused = [go_back(client, answer, number, answer.author).status_code for number in (1, 2)]

    answer.refresh_from_db()
    assert (refused, answer.revision_count) == ([409, 409], 4)
    assert go_back(client, answer, 3, answer.author).status_code == 302


def test_a_dose_does_not_come_back_without_its_limits(client):
    dosed = f"{ANSWER} Ibuprofen 400 mg may take the edge off."
    about = {
        "dose_route": "By mouth",
        "dose_limits": "Three a day.",
        "dose_cautions": "Not with a stomach ulcer.",
    }
    answer = make_answer(make_question(), body=dosed, **about)
    edit(answer, ANSWER, dose_route="", dose_limits="", dose_cautions="")

    assert go_back(client, answer, 1, answer.author).status_code == 409
    answer.refresh_from_db()
    assert answer.body == ANSWER
