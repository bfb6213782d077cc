"""What a person can send by mistake or on purpose never breaks a page, and nothing typed is lost."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Post, Tag
from qa.actions.closing import close_question
from qa.models import CloseReason
from tests.factories import (
    ANSWER,
    BODY,
    PASSWORD,
    STATEMENT,
    make_answer,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    totp_code,
)

pytestmark = pytest.mark.django_db
TITLE = "What helps against calf cramps in the night?"


@pytest.fixture
def member(client):
    person = make_member()
    client.force_login(person)
    Tag.objects.bulk_create(Tag(name=name, slug=name) for name in ("calf", "chuột-rút", "night-cramps"))
    return person


def form(**changes):
    return {"title": TITLE, "body": BODY, "tags": "calf", "submission_key": str(uuid.uuid4())} | changes


def refused(client, **changes):
    """Send a bad question; return the form of the page that comes back."""
    response = client.post("/ask/", form(**changes))
    assert response.status_code == 422
    assert not Post.objects.filter(kind="question").exists()
    return response


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "Abc", "at least 15 characters"),
        ("title", "A" * 3000, "at most 150 characters"),
        ("body", "a" * 100_000, "at most 20000 characters"),
        ("body", "Too short", "at least 30 characters"),
        ("title", "A calf cramp \x00 in the night", "Null characters"),
        ("body", BODY + "\x00", "Null characters"),
        ("tags", "calf\x00", "Null characters"),
        ("tags", "🦵", "letters, digits and hyphens only"),
        ("tags", "moderator", "Nobody can use this tag"),
        ("tags", "", "required"),
        ("tags", "a,b,c,d,e,f", "at most 5"),
        ("tags", "brand-new", "does not exist"),
        ("body_site", "tail", "not one of the available choices"),
        ("age_band", "150", "not one of the available choices"),
        ("submission_key", "not-a-key", "send the form again"),
    ],
)
def test_a_bad_question_comes_back_with_the_reason_and_all_that_was_typed(
    client, member, field, value, message
):
    response = refused(client, **{field: value})

    sent = response.context["form"]
    assert any(message in error for error in sent.errors[field])
    assert sent["title"].value() == (value if field == "title" else TITLE)
    assert sent["body"].value() == (value if field == "body" else BODY)
    assert message in response.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("CALF", ["calf"]),
        ("Night Cramps", ["night-cramps"]),
        ("Chuột Rút, calf", ["calf", "chuột-rút"]),
        ("calf, Calf , calf", ["calf"]),
    ],
)
def test_tags_are_brought_into_their_plain_form(client, member, typed, stored):
    client.post("/ask/", form(tags=typed))

    assert Post.objects.get(kind="question").tag_slugs == stored


def test_a_body_of_five_megabytes_is_refused(client, member):
    response = client.post("/ask/", form(body="a" * 5_000_000))

    assert response.status_code == 400
    assert not Post.objects.exists()


def test_a_double_click_makes_one_question_and_leads_to_it(client, member):
    data = form()

    first, second = client.post("/ask/", data), client.post("/ask/", data)

    assert first.url == second.url
    assert Post.objects.filter(kind="question").count() == 1


def test_an_answer_to_a_question_closed_meanwhile_keeps_the_text(client):
    question, expert = make_question(), make_expert()
    client.force_login(expert)
    close_question(make_moderator(), question, CloseReason.OFF_TOPIC)

    response = client.post(
        reverse("qa:answer", args=[question.pk]),
        {"body": ANSWER, "submission_key": uuid.uuid4(), **STATEMENT},
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "closed while you were writing" in page
    assert ANSWER in page


def test_a_wrong_slug_leads_to_the_right_address(client):
    question = make_question()

    for address in (f"/questions/{question.pk}/nonsense/", f"/questions/{question.pk}/"):
        response = client.get(address)
        assert (response.status_code, response.url) == (301, f"/questions/{question.pk}/{question.slug}/")


@pytest.mark.parametrize(
    "address",
    ["/questions/99999/x/", "/questions/99999999999999999999/x/", "/posts/99999999999999999999/", "/tags/%00/",
     "/knowledge/nothing/", "/people/nobody/", "/people/%00/", "/tags/🦵/", "/questions/abc/x/"],
)  # fmt: skip
def test_what_does_not_exist_is_a_404(client, address):
    assert client.get(address).status_code == 404


def test_a_hidden_question_is_a_404_to_the_public_and_a_notice_to_its_author(client):
    question = make_question()
    change_state(make_moderator(), question, State.HIDDEN)
    address = reverse("qa:question", args=[question.pk, question.slug])

    assert client.get(address).status_code == 404
    client.force_login(question.author)
    assert "Hidden" in client.get(address).content.decode()


def test_a_form_without_its_csrf_token_gives_the_text_back():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/ask/", form())

    assert response.status_code == 403
    assert BODY in response.content.decode()


@pytest.mark.parametrize(
    "query",
    ["cursor=%00", "cursor=abc", "cursor=WyJmIiwgMSwgMl0", "sort=%00", "where=%00", "where=tail",
     "sort=newest&cursor=" + "x" * 5000],
)  # fmt: skip
def test_queries_that_make_no_sense_show_the_first_page(client, query):
    make_question()

    for page in ("/questions/", "/tags/", "/knowledge/", "/faq/", "/experts/", "/tags/calf/"):
        assert client.get(f"{page}?{query}").status_code == 200


@pytest.mark.parametrize("value", ["2", "", "x", "\x00"])
def test_a_vote_that_cannot_be_read_is_explained(client, member, value):
    response = client.post(reverse("posts:vote", args=[make_question().pk]), {"value": value})

    assert response.status_code == 409


def test_someone_signed_out_writes_first_and_signs_in_afterwards(client):
    person = make_member()
    Tag.objects.create(name="calf", slug="calf")

    away = client.post("/ask/", form(), follow=True)
    assert away.redirect_chain[-1][0] == "/accounts/login/?next=/ask/"
    back = client.post(
        "/accounts/login/?next=/ask/", {"login": person.email, "password": PASSWORD}, follow=True
    )

    assert back.redirect_chain[-1][0] == "/ask/"
    assert BODY in back.content.decode()


def test_an_answer_written_in_an_expired_session_is_kept(client):
    question, expert = make_question(), make_expert()
    client.post(reverse("qa:answer", args=[question.pk]), {"body": ANSWER, "submission_key": uuid.uuid4()})
    client.post("/accounts/login/", {"login": expert.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": totp_code()})

    page = client.get(reverse("qa:answer", args=[question.pk])).content.decode()

    assert ANSWER in page


def test_a_comment_written_in_an_expired_session_is_kept(client):
    person, address = make_member(), reverse("comments:comment", args=[make_question().pk])
    client.post(address, {"body": "Same here, every night.", "submission_key": uuid.uuid4()})
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert "Same here, every night." in client.get(address).content.decode()


def test_a_sent_draft_is_gone(client):
    person = make_member()
    Tag.objects.create(name="calf", slug="calf")
    client.post("/ask/", form())
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/ask/", form())

    assert BODY not in client.get("/ask/").content.decode()


def test_the_preview_is_what_will_be_published(client, member):
    text = (
        "## Steps\n\n1. **Toes** to the shin\n\n<script>alert(1)</script> [x](javascript:alert(1))\n\n" + BODY
    )

    preview = client.post("/preview/", {"body": text, "kind": "question"}).content.decode()
    client.post("/ask/", form(body=text))

    published = Post.objects.get(kind="question").body_html
    assert published in preview
    assert "<script" not in preview


def test_someone_elses_key_does_not_show_someone_elses_post(client, member):
    answer = make_answer(make_question())

    response = client.post("/ask/", form(submission_key=str(answer.submission_key)))

    assert response.url.startswith("/questions/")
    assert Post.objects.filter(author=member).count() == 1


def test_an_address_can_bring_answers_into_the_ask_form(client):
    response = client.get("/ask/", {"body_site": "calf", "side": "left", "medicines": "statin", "tags": "x"})

    form = response.context["form"]
    assert (form["body_site"].value(), form["side"].value()) == ("calf", "left")
    assert not form["medicines"].value()
    assert form["tags"].value() is None


def test_an_address_cannot_bring_a_script_into_the_ask_form(client):
    page = client.get("/ask/", {"body": "</textarea><script>alert(1)</script>", "body_site": "\x00"})

    assert page.status_code == 200
    assert b"<script>alert" not in page.content


def test_a_text_full_of_marks_fits_into_the_lists(client, member):
    response = client.post("/ask/", form(body="a" + "\u0301\u0323\u0302" * 400 + BODY))

    assert response.status_code == 302
    assert len(Post.objects.get(kind="question").excerpt) <= 300
