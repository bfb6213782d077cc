"""A question on one sheet for a visit: what was told, what experts said, and private details for their owner alone."""

import pytest
from django.urls import reverse

from qa.actions.agreeing import give_opinion
from qa.actions.correcting import retract_answer
from qa.intake.fields import Answers
from qa.models import Stance
from tests.factories import make_answer, make_comment, make_expert, make_moderator, make_question
from tests.qa.test_red_flags import CALM, HEART

pytestmark = pytest.mark.django_db
CANARY = "zanzibarcanary"


def sheet(client, question, reader=None):
    client.logout()
    if reader:
        client.force_login(reader)
    return client.get(reverse("qa:paper", args=[question.pk])).content.decode()


def test_the_sheet_has_the_question_and_its_answers_with_standing_evidence_and_consensus(client):
    question = make_question(body_site="calf", side="left", answers=Answers(pain=7, times=["night"]))
    answer, withdrawn = make_answer(question), make_answer(question, body=f"{CANARY}: hold it for an hour.")
    expert = make_expert()
    give_opinion(make_expert(), answer, stance=Stance.AGREE, reason="")
    give_opinion(expert, answer, stance=Stance.DISAGREE, reason="A swollen calf comes first.")
    retract_answer(withdrawn.author, withdrawn, reason="It was wrong.")
    make_comment(question, body=f"{CANARY} in what somebody remarks")

    page = sheet(client, question)

    told = ["Calf, left", "7 of 10", question.title, "wakes me at three"]
    said = [answer.author.name, "physiotherapist", "License looked up", "Stretching before sleep, 80 adults"]
    stated = [
        "https://example.org/trial",
        "A swollen calf, or cramps by day as well.",
        "one calf is swollen, hot",
    ]
    colleagues = [
        "1 expert agrees",
        "1 disagrees",
        f"{expert.name}, physiotherapist: A swollen calf comes first.",
    ]
    assert [words for words in [*told, *said, *stated, *colleagues] if words not in page] == []
    assert CANARY not in page
    assert 'content="noindex"' in page


@pytest.mark.parametrize(
    ("body", "comment", "says"),
    [
        (HEART, CALM, "The words of this question fit signs that need help at once."),
        (CALM, HEART, "Words that the asker has added in a comment fit signs that need help at once."),
    ],
)
def test_sheet_and_page_say_where_the_signs_of_danger_stand(client, body, comment, says):
    question = make_question(body=body)
    make_comment(question, question.author, comment)

    assert says in sheet(client, question)
    assert says in client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()


def test_private_details_are_on_the_sheet_of_their_owner_alone(client):
    question = make_question(
        body_site="knee",
        answers=Answers(medicines=["quinine"], medicines_note=CANARY, pain=3),
        private=["place", "medicines"],
    )
    answerer = make_answer(question).author

    for reader in (None, answerer, make_expert(), make_moderator()):
        page = sheet(client, question, reader)
        assert [word for word in (CANARY, "Quinine", "Knee") if word in page] == [], reader
        assert "3 of 10" in page
    own = sheet(client, question, question.author)
    assert [
        word for word in (CANARY, "Quinine", "Knee", "2 private details of yours") if word not in own
    ] == []


def test_the_question_leads_to_its_sheet(client):
    question = make_question()

    page = client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()

    assert reverse("qa:paper", args=[question.pk]) in page
    assert "No expert has answered yet" in sheet(client, question)
