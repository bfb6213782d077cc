"""What every page tells the browser."""

import pytest

from tests.factories import make_answer, make_question

pytestmark = pytest.mark.django_db


def test_scripts_and_styles_come_from_the_site_only(client):
    policy = client.get("/").headers["Content-Security-Policy"]

    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy


def test_pages_cannot_be_framed_or_sniffed_and_keep_their_address_to_themselves(client):
    headers = client.get("/").headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("page", ["/", "/questions/", "/knowledge/", "/faq/", "/tags/", "question"])
def test_pages_for_readers_who_are_signed_out_set_no_cookie_and_carry_no_token(client, page):
    question = make_question()
    make_answer(question)
    address = f"/questions/{question.pk}/{question.slug}/" if page == "question" else page

    response = client.get(address)

    assert not response.cookies
    assert b"csrfmiddlewaretoken" not in response.content
