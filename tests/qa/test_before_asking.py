"""qa: what people are shown before a question is public"""

import pytest
from django.urls import reverse

from posts.actions.tagging import make_tags
from posts.models import Post
from qa.models import FoundAnswer, RedFlag
from qa.triage.cases import shipped_cases
from qa.triage.screening import screen
from tests.factories import STATEMENT, make_article, make_expert, make_member, make_question, run_tasks
from tests.qa.test_red_flags import CALM, HEART

pytestmark = pytest.mark.django_db
KEY = "5f3f6f52-6f0e-4d8a-9c36-3f6c1f0a7b22"
TITLE = "What helps against cramps after football?"
# Somebody whose chest cramps since today is asked; it need not be anything.
ODD = {"body_site": "chest", "onset": "today"}


@pytest.fixture
def member(client):
    make_tags(["calf"])
    person = make_member()
    client.force_login(person)
    return person


def form(**changes):
    return {"title": TITLE, "body": CALM, "tags": "calf", "submission_key": KEY} | changes


def send(client, **changes):
    return client.post("/ask/", form(**changes))


def is_published():
    return Post.objects.filter(kind="question", title=TITLE).exists()


def test_a_calm_question_is_published_at_once(client, member):
    assert send(client).status_code == 302
    assert is_published()


def test_an_emergency_is_told_first_and_published_with_the_second_click(client, member):
    response = send(client, body=HEART)

    page = response.content.decode()
    assert response.status_code == 200
    assert "This sounds like an emergency" in page
    assert "call an ambulance now" in page
    assert not is_published()
    assert send(client, body=HEART, checked=response.context["check"].digest).status_code == 302
    assert is_published()


def test_somebody_who_is_signed_out_is_told_before_signing_in(client):
    make_tags(["calf"])

    response = send(client, body=HEART)

    assert "This sounds like an emergency" in response.content.decode()
    seen = response.context["check"].digest
    response = send(client, body=HEART, checked=seen)
    assert "/accounts/login/" in response.url
    assert client.get("/ask/").context["form"]["checked"].value() == seen


def test_the_soft_check_asks_calmly_and_takes_any_answer(client, member):
    response = send(client, **ODD)

    check = response.context["check"]
    assert check.assessment.asks
    assert not check.assessment.findings
    assert "None of these" in response.content.decode()
    assert "This sounds like" not in response.content.decode()
    assert send(client, **ODD, checked=check.digest).status_code == 302
    assert is_published()


def test_a_text_without_an_alarm_that_sounds_like_urgent_ones_is_asked_about_too(client, member):
    texts = (case.text for case in shipped_cases() if case.is_urgent)
    text = next(text for text in texts if len(text) > 80 and screen(text).is_soft and not screen(text).alarms)

    check = send(client, body=text).context["check"]

    assert (check.assessment.asks, check.assessment.findings) == (True, ())


def test_a_ticked_sign_publishes_and_flags(client, member):
    seen = send(client, **ODD).context["check"].digest

    response = send(client, **ODD, checked=seen, danger=["awareness"])

    assert "This sounds like an emergency" in client.get(response.url).content.decode()
    assert RedFlag.objects.get(source="soft").rules == ["sign-awareness"]


def test_a_ticked_sign_of_somebody_signed_out_is_answered_at_once(client):
    make_tags(["calf"])
    seen = send(client, **ODD).context["check"].digest

    response = send(client, **ODD, checked=seen, danger=["awareness"])

    assert "This sounds like an emergency" in response.content.decode()
    assert (
        "/accounts/login/"
        in send(client, **ODD, checked=response.context["check"].digest, danger=["awareness"]).url
    )


def test_another_danger_is_told_again(client, member):
    seen = send(client, body=HEART).context["check"].digest

    response = send(client, body=f"{HEART} My urine is brown like cola after the gym.", checked=seen)

    assert response.status_code == 200
    assert not is_published()


def test_check_shows_what_was_found_and_publishes_nothing(client, member):
    assert send(client, do="check").status_code == 200
    assert not is_published()


# ---------------------------------------------------------------------------- Answers before asking


@pytest.fixture
def known(tmp_path):
    question = make_question(title="Which stretch helps against cramps after football?", body=CALM)
    text = "## Stretching after football\n\nStretch your calf after football."
    article = make_article(tmp_path, title="Cramps after football", body=text)
    run_tasks()
    return question, article


def test_what_is_there_already_is_shown_once(client, member, known):
    response = send(client)

    urls = [one.url for one in response.context["check"].suggestions]
    assert any(str(known[0].pk) in url for url in urls)
    assert any(url.endswith("#stretching-after-football") for url in urls)
    assert "None of these, go on" in response.content.decode()
    assert 'name="answers_seen" value="yes"' in response.content.decode()
    assert send(client, answers_seen="yes").status_code == 302


def test_they_are_found_while_writing(client, known, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = client.post("/ask/similar/", {"title": TITLE, "body": ""}).content.decode()

    assert "Which stretch helps" in page
    assert "This answers me" in page
    assert "<html" not in page


def test_a_text_that_says_nothing_finds_nothing(client, known):
    assert "This answers me" not in client.post("/ask/similar/", {"title": "Ca"}).content.decode()


def test_this_answers_me_is_counted_without_a_name_and_keeps_what_was_written(client, member, known):
    answer = f"{known[1].pk}#stretching-after-football"

    for _again in range(2):
        response = client.post("/ask/answered/", form(answer=answer))

    assert response.url.endswith("#stretching-after-football")
    found = FoundAnswer.objects.get()
    assert (found.post, found.anchor, found.times) == (known[1], "stretching-after-football", 1)
    assert client.get("/ask/").context["form"]["body"].value() == CALM
    client.logout()
    client.post("/ask/answered/", {"answer": answer})
    assert FoundAnswer.objects.get().times == 2


@pytest.mark.parametrize("answer", ["", "0", "x", "²", "9" * 30, "1#\x00"])
def test_an_answer_that_is_none_is_not_counted(client, known, answer):
    assert client.post("/ask/answered/", {"answer": answer}).status_code == 404
    assert not FoundAnswer.objects.exists()


def test_a_hidden_post_answers_nobody(client, known):
    Post.objects.filter(pk=known[0].pk).update(is_public=False, state="hidden")

    assert client.post("/ask/answered/", {"answer": str(known[0].pk)}).status_code == 404


# ---------------------------------------------------------------------------- Who somebody is


def test_what_tells_who_somebody_is_is_pointed_out_and_masked_with_one_button(client, member):
    body = f"{CALM} Write to ann.miller@example.org please."

    response = send(client, body=body, tried_note="call me at +44 20 7946 0958")
    page = response.content.decode()
    assert "e-mail address" in page
    assert "phone number" in page
    assert not is_published()

    masked = send(client, body=body, tried_note="call me at +44 20 7946 0958", do="mask").context["form"]
    assert masked["body"].value() == f"{CALM} Write to (e-mail address) please."
    assert "7946" not in masked["tried_note"].value()


def test_whoever_has_seen_it_may_publish_it(client, member):
    body = f"{CALM} Write to ann.miller@example.org please."
    key = send(client, body=body).context["form"].identifiers_key

    assert send(client, body=body, identifiers_seen=key).status_code == 302
    assert is_published()


def test_nothing_that_was_found_is_logged(client, member, caplog):
    caplog.set_level(0)
    send(client, body=f"{CALM} Write to ann.miller@example.org please.")

    assert "ann.miller" not in caplog.text


def test_answers_and_comments_are_looked_through_too(client, member):
    question = make_question()
    page = reverse("comments:comment", args=[question.pk])
    text = {
        "body": "Write to ann.miller@example.org please.",
        "submission_key": KEY,
    }

    response = client.post(page, text)
    assert response.status_code == 422
    assert "e-mail address" in response.content.decode()
    masked = client.post(page, text | {"do": "mask"}).context["form"]
    assert masked["body"].value() == "Write to (e-mail address) please."
    key = response.context["form"].identifiers_key
    assert client.post(page, text | {"identifiers_seen": key}).status_code == 302


def test_an_answer_is_looked_through_before_it_is_published(client):
    question, expert = make_question(), make_expert()
    client.force_login(expert)
    page = reverse("qa:answer", args=[question.pk])
    text = "Straighten the knee until the muscle lets go. Questions to eve@example.org please."
    sent = STATEMENT | {"body": text, "submission_key": KEY}

    response = client.post(page, sent)
    assert response.status_code == 422
    assert "e-mail address" in response.content.decode()
    assert "(e-mail address)" in client.post(page, sent | {"do": "mask"}).context["form"]["body"].value()
    assert (
        client.post(page, sent | {"identifiers_seen": response.context["form"].identifiers_key}).status_code
        == 302
    )


def test_what_is_kept_until_the_sign_in_is_encrypted_and_comes_back_whole(client):
    make_tags(["calf"])

    response = send(client, times=["night", "waking"], medicines=["statin"], private=["medicines", "pain"])

    assert "/accounts/login/" in response.url
    assert CALM not in str(dict(client.session.items()))
    kept = client.get("/ask/").context["form"]
    assert (kept["body"].value(), kept["times"].value()) == (CALM, ["night", "waking"])
    assert kept.chosen_private == ["medicines", "pain"]


def test_in_an_emergency_nothing_stands_between_the_reader_and_the_telephone(client, member):
    make_question(title="My chest feels crushed and the left arm is heavy", body=HEART)
    run_tasks()

    page = send(client, body=HEART).content.decode()

    assert page.count('class="part now"') == 1
    assert "None of these, go on" not in page
