"""accounts: the directory of experts and the expert card"""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import ExpertCredential, User
from lib.languages import LANGUAGE_NAMES
from posts.models import Post
from posts.selectors.expert_card import load_expert_card
from tests.factories import make_answer, make_expert, make_member, make_question

pytestmark = pytest.mark.django_db


def listed(client, **filters):
    page = client.get("/experts/", filters).content.decode()
    return [handle for handle in ("eve", "cor", "old") if f"/people/{handle}/" in page]


@pytest.fixture
def experts():
    for handle in ("eve", "cor", "old"):
        make_expert(handle, valid_days=-1 if handle == "old" else 100)
    change = ExpertCredential.objects.filter
    change(user__handle="eve").update(
        country_code="NO",
        scope_sites=["calf"],
        scope_tags=["night-cramps"],
        languages=["en", "nb"],
        profession="physician",
    )
    change(user__handle="cor").update(country_code="CL", languages=["es"])


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["eve", "cor"]),
        ({"profession": "physician"}, ["eve"]),
        ({"profession": "nurse"}, []),
        ({"where": "calf"}, ["eve", "cor"]),  # who names no place answers on the whole body
        ({"where": "neck"}, ["cor"]),
        ({"topic": "night-cramps"}, ["eve"]),
        ({"topic": "magnets"}, ["eve", "cor"]),  # nobody named it: not a choice
        ({"country": "NO"}, ["eve"]),
        ({"country": "SE"}, ["eve", "cor"]),  # nobody is there: not a choice
        ({"language": "es"}, ["cor"]),
        ({"language": "en", "where": "calf", "country": "NO", "profession": "physician"}, ["eve"]),
        ({"profession": "\x00", "where": "tail", "language": "x" * 5000}, ["eve", "cor"]),
    ],
)
def test_the_directory_is_narrowed(client, experts, filters, found):
    assert listed(client, **filters) == found


def test_further_pages_keep_the_filters(client, experts, monkeypatch):
    monkeypatch.setattr("accounts.selectors.experts.PAGE_SIZE", 1)

    page = client.get("/experts/", {"where": "calf"})

    assert "where=calf&amp;cursor=" in page.content.decode().replace("&amp;amp;", "&amp;")
    cursor = page.context["directory"].page.next_cursor
    assert listed(client, where="calf", cursor=cursor) == ["eve"]


def test_the_directory_takes_three_queries_whatever_is_chosen(client, experts, django_assert_num_queries):
    for filters in ({}, {"where": "calf", "topic": "night-cramps", "country": "NO"}):
        with django_assert_num_queries(3):
            client.get("/experts/", filters)


def test_the_card_says_what_was_checked(client, experts):
    page = client.get("/people/eve/").content.decode()

    assert "against the register of Helsepersonellregisteret, valid until" in " ".join(page.split())
    assert "<b>Physician</b> (Norway), license checked on" in page
    assert f"English, {LANGUAGE_NAMES['nb']}" in page
    assert "/experts/verification/" in page


def card(handle):
    return load_expert_card(User.objects.select_related("credential").get(handle=handle), with_figures=True)


def test_the_median_is_shown_from_five_answers_on():
    expert, asked = make_expert("eve"), timezone.now() - timedelta(days=30)
    for hours in (1, 2, 30, 40, 500):
        answer = make_answer(make_question(), expert)
        Post.objects.filter(pk=answer.root_id).update(created_at=asked)
        Post.objects.filter(pk=answer.pk).update(
            created_at=asked + timedelta(hours=hours), agreement=hours - 2
        )
        if hours == 40:
            assert card("eve").response is None

    found = card("eve")

    assert (found.answer_count, found.agreed_count) == (5, 3)
    assert found.response == timedelta(hours=30)
    assert (found.response_hours, found.response_days) == (30, 0)


def test_the_card_takes_one_query_and_members_have_none(django_assert_num_queries):
    make_expert("eve")
    eve = User.objects.select_related("credential").get(handle="eve")
    with django_assert_num_queries(1):
        load_expert_card(eve, with_figures=True)

    make_member("mia")
    mia = User.objects.select_related("credential").get(handle="mia")
    with django_assert_num_queries(0):
        assert load_expert_card(mia, with_figures=True) is None
