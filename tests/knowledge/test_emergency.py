"""Emergency numbers: which, where, and what the browser remembers."""

import re

import pytest

from knowledge.content_files import read_folder
from knowledge.emergency import COUNTRIES, REGIONS
from knowledge.management.commands.load_knowledge import CONTENT
from tests.factories import make_article

pytestmark = pytest.mark.django_db
HELP = "/knowledge/when-to-get-help/"


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.fixture
def help_page(tmp_path):
    return make_article(tmp_path, "when-to-get-help")


def test_the_short_list_is_that_of_the_article():
    file = next(file for file in read_folder(CONTENT) if file.slug == "when-to-get-help")

    rows = re.findall(r"^\| (.+?) \| \[(\d+)\]\(tel:\2\) \|$", file.body, re.MULTILINE)

    assert rows == [(str(region.name), region.number) for region in REGIONS]


def test_each_country_has_a_number_and_stands_in_the_order_of_names():
    assert len({country.code for country in COUNTRIES}) == len(COUNTRIES) >= 40
    assert all(number.isdigit() for country in COUNTRIES for number in country.numbers)
    assert all(country.numbers for country in COUNTRIES)
    assert [str(one.name) for one in COUNTRIES] == sorted(str(one.name) for one in COUNTRIES)


@pytest.mark.parametrize(
    ("code", "first"),
    [("NO", "113"), ("CH", "144"), ("US", "911"), ("JP", "119"), ("IN", "112"), ("DE", "112"), ("NZ", "111")],
)
def test_what_to_call_first(code, first):
    assert next(country for country in COUNTRIES if country.code == code).numbers[0] == first


def test_without_a_choice_the_short_list_is_shown_and_nothing_is_remembered(client, help_page):
    response = client.get(HELP)

    assert all(f'href="tel:{region.number}"' in response.content.decode() for region in REGIONS)
    assert "country" not in response.cookies


def test_a_link_shows_a_country_without_remembering_it(client, help_page):
    response = client.get(HELP, {"country": "no"})

    assert "Call 113" in response.content.decode()
    assert "country" not in response.cookies


def test_a_choice_is_remembered_on_every_page_with_the_red_box(client, help_page):
    response = client.get(HELP, {"country": "NO", "remember": "yes"})

    cookie = response.cookies["country"]
    assert cookie.value == "NO"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    for address in ("/", "/privacy/", HELP):
        assert "Call 113" in page(client, address), address


def test_a_choice_is_taken_back(client, help_page):
    client.get(HELP, {"country": "NO", "remember": "yes"})

    client.get(HELP, {"country": "", "remember": "yes"})

    assert "Call 113" not in page(client, "/")


def test_another_site_cannot_choose_for_the_reader(client, help_page):
    response = client.get(
        HELP, {"country": "NO", "remember": "yes"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert "country" not in response.cookies


@pytest.mark.parametrize("code", ["", "XX", "<i>", "NOO"])
def test_an_unknown_country_shows_the_short_list(client, help_page, code):
    client.cookies["country"] = code

    html = page(client, HELP)

    assert "<i>" not in html
    assert 'href="tel:911"' in html
