"""The profile: what people say about themselves, and what they show of what they did"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError
from django.utils import timezone

from accounts import rules
from accounts.actions.editing_profile import Profile, edit_profile
from accounts.models import User
from audit.models import AuditEvent
from posts.models import Post
from tests.factories import (
    make_answer,
    make_comment,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    make_staff,
)

pytestmark = pytest.mark.django_db
WHOLE = Profile("Ann", "I *run*.", "NO", ["nb", "en"], "Europe/Oslo", hides_activity=True)
FORM = {
    "display_name": "Ann", "bio": "I *run*.", "country": "NO", "language_1": "nb", "language_2": "", "language_3": "en",
    "time_zone": "Europe/Oslo", "hides_activity": "on",
}  # fmt: skip
TABS = ("", "?show=questions", "?show=answers", "?show=comments", "?show=comments&cursor=WyJmIiwgMV0")


def page_of(client, person, query=""):
    return client.get(f"/people/{person.handle}/{query}").content.decode()


def test_a_profile_is_stored_with_its_text_rendered():
    person = edit_profile(make_member(), WHOLE)

    person.refresh_from_db()
    assert (person.country_name, person.language_names) == ("Norway", "Norsk (bokmål), English")
    assert person.bio_html == "<p>I <em>run</em>.</p>\n"
    assert (person.time_zone, person.hides_activity) == ("Europe/Oslo", True)


def test_the_record_says_nothing_about_the_person():
    edit_profile(make_member(), WHOLE)

    assert AuditEvent.objects.get(action="profile.edited").details == {"hides_activity": True}


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"country": "XX"}, "user_country_is_known"),
        ({"country": "no"}, "user_country_is_known"),
        ({"languages": ["tlh"]}, "user_languages_are_known"),
        ({"languages": ["en", "de", "fr", "nb"]}, "user_languages_are_few"),
        ({"time_zone": "../etc/passwd"}, "user_time_zone_is_a_name"),
        ({"display_name": "A\u202enn"}, "user_display_name_is_seen"),
        ({"display_name": "A\U000e0041nn"}, "user_display_name_is_seen"),
        ({"suspension_reason": "mood"}, "user_suspension_reason_is_known"),
    ],
)
def test_the_database_knows_what_is_possible(columns, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make_member(**columns)


def test_the_database_limits_the_text_about_oneself():
    with pytest.raises(DatabaseError, match="too long"):
        make_member(bio="a" * 1001)


def test_the_form_stores_everything_and_shows_it_again(client):
    person = make_member("ann")
    client.force_login(person)

    assert client.post("/profile/", FORM).url == "/people/ann/"

    person.refresh_from_db()
    assert (person.languages, person.country, person.hides_activity) == (["nb", "en"], "NO", True)
    form = client.get("/profile/").context["form"]
    assert (form["language_1"].value(), form["language_2"].value()) == ("nb", "en")
    assert form["time_zone"].value() == "Europe/Oslo"


def test_everything_is_optional(client):
    person = make_member()
    client.force_login(person)
    client.post("/profile/", FORM)

    assert client.post("/profile/", {"bio": ""}).status_code == 302

    person.refresh_from_db()
    assert (person.display_name, person.bio_html, person.languages, person.hides_activity) == (
        "",
        "",
        [],
        False,
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("display_name", "Dr. Anna", "license was checked"),
        ("display_name", "Unknot team", "site's team"),
        ("display_name", "A\u202enn", "nobody can see"),
        ("display_name", "Аnn", "one script"),
        ("display_name", "a\x00", "Null"),
        ("display_name", "a" * 10_000, "at most 60"),
        ("bio", "a" * 1001, "at most 1000"),
        ("bio", "a\x00", "Null"),
        ("country", "XX", "not one of the available"),
        ("language_2", "tlh", "not one of the available"),
        ("time_zone", "Mars/Olympus", "not one of the available"),
    ],
)
def test_what_cannot_be_stored_is_explained_next_to_the_field_and_kept(client, field, value, message):
    client.force_login(make_member())

    response = client.post("/profile/", FORM | {field: value})

    form = response.context["form"]
    assert response.status_code == 422
    assert any(message in error for error in form.errors[field])
    assert form[field].value() == value
    assert "I *run*." in response.content.decode() or field == "bio"


def test_a_text_about_oneself_carries_no_script(client):
    person = edit_profile(
        make_member(), Profile(bio="<script>alert(1)</script> [x](javascript:alert(1)) ![p](/p.png)")
    )

    assert person.bio_html in page_of(client, person)
    for danger in ("<script", 'href="javascript', "<img"):
        assert danger not in person.bio_html


def test_times_are_shown_in_the_zone_of_the_reader(client):
    question = make_question()
    Post.objects.filter(pk=question.pk).update(created_at="2026-01-31T23:30:00Z")
    address = f"/questions/{question.pk}/{question.slug}/"
    assert (
        'datetime="2026-01-31T23:30:00+00:00" title="Jan. 31, 2026, 11:30 p.m. UTC"'
        in client.get(address).content.decode()
    )

    client.force_login(make_member(time_zone="Asia/Tokyo"))
    page = client.get(address).content.decode()

    assert 'datetime="2026-02-01T08:30:00+09:00" title="Feb. 1, 2026, 8:30 a.m. JST"' in page
    assert '<html lang="en" data-time-zone="Asia/Tokyo">' in page


def test_a_zone_that_the_machine_lost_falls_back_to_the_site_and_to_no_other_reader(client):
    client.force_login(make_member(time_zone="Mars/Olympus"))

    assert client.get("/").status_code == 200
    assert timezone.get_current_timezone_name() == "UTC"


def test_the_zone_takes_no_query_and_leaves_signed_out_pages_without_cookies(
    client, django_assert_num_queries
):
    assert "Cookie" not in client.get("/health/").headers.get("Vary", "")
    make_question()
    counts = []
    for zone in ("", "Asia/Tokyo"):
        client.force_login(make_member(time_zone=zone))
        client.get("/questions/")
        with django_assert_num_queries(3) as queries:
            client.get("/questions/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
    with django_assert_num_queries(0):
        manifest = client.get("/manifest.webmanifest")
    assert "Cookie" not in manifest.headers.get("Vary", "")


def test_an_expert_stays_one_until_the_sites_day_ends_wherever_the_reader_is(client):
    expert = make_expert("eve", valid_days=0)

    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        client.force_login(make_member(time_zone=zone))
        assert "Physiotherapist" in page_of(client, expert)
    assert rules.is_expert(expert)


def active_person():
    """Someone who asked, answered and commented, with a word of their own in each."""
    person = make_expert("ann")
    mine = make_question(person, title="Canary question about a calf cramp")
    make_answer(
        make_question(), person, body="Canary answer: straighten the knee, pull the toes to the shin."
    )
    make_comment(mine, person, body="Canary comment")
    return person


def test_everybody_sees_the_activity_that_is_not_hidden(client):
    person = active_person()

    assert all(
        "Canary" in page_of(client, person, tab)
        for tab in ("?show=questions", "?show=answers", "?show=comments")
    )


@pytest.mark.parametrize("reader", [None, make_member, make_expert])
def test_hidden_activity_is_in_no_list_for_others(client, reader):
    person = edit_profile(active_person(), Profile(hides_activity=True, bio="I am here."))
    if reader:
        client.force_login(reader())

    for tab in TABS:
        page = page_of(client, person, tab)
        assert "Canary" not in page
        assert "Written in public" not in page
        assert "I am here." in page
        assert "Physiotherapist" in page
        assert 'content="noindex"' in page


def test_the_person_and_moderators_see_hidden_activity_and_that_it_is_hidden(client):
    person = edit_profile(active_person(), Profile(hides_activity=True))

    for reader, words in [
        (person, "Your activity is hidden"),
        (make_moderator(), "hides their activity"),
        (make_staff("administrator"), "hides their activity"),
    ]:
        client.force_login(reader)
        for tab in ("?show=questions", "?show=answers", "?show=comments"):
            page = page_of(client, person, tab)
            assert "Canary" in page
            assert words in page


def test_what_was_written_stays_in_its_threads(client):
    person = edit_profile(active_person(), Profile(hides_activity=True))
    question = Post.objects.get(kind="question", author=person)

    page = client.get(f"/questions/{question.pk}/{question.slug}/").content.decode()

    assert "Canary question" in page
    assert "Canary comment" in page


def test_a_suspended_moderator_sees_hidden_activity_no_more():
    person = edit_profile(make_member(), Profile(hides_activity=True))
    moderator = make_moderator()
    moderator.suspended_until = timezone.now() + timedelta(days=1)

    assert not rules.can_see_activity(moderator, person)


def test_profiles_of_long_standing_people_take_as_many_queries_as_those_of_new_ones(
    client, django_assert_num_queries
):
    new, old = make_member(), active_person()
    for _ in range(5):
        make_question(old)
    client.force_login(make_moderator())
    client.get(f"/people/{new.handle}/")

    for person, cards in ((new, 0), (old, 1)):
        # The session, its person, the profile, whether the reader muted them, one page of posts, an expert's figures.
        with django_assert_num_queries(5 + cards):
            client.get(f"/people/{person.handle}/?show=questions")
    User.objects.update(hides_activity=True)
    client.force_login(make_member())
    client.get(f"/people/{new.handle}/")
    with django_assert_num_queries(4):
        client.get(f"/people/{old.handle}/")
