"""moderation.screening: what each check finds, and what it leaves alone."""

import uuid
from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from lib.form_keys import new_form_key, opened_at
from moderation.models import RemovedText, WatchedAction, WatchedEntry, WatchedKind
from moderation.screening import (
    disposable,
    first_posts,
    links,
    personal_data,
    phones,
    phrases,
    repeats,
    typing_speed,
    velocity,
)
from moderation.screening.findings import DECISIVE, Check, Finding
from moderation.screening.fingerprints import fingerprint, likeness
from moderation.screening.inspection import Said, add_up, inspect
from moderation.screening.kept import forget_all
from moderation.screening.material import WORD, Earlier, Material, hash_of, normalise
from moderation.screening.rules import CheckRule, Rules
from posts.kinds import Kind
from posts.submissions import Band
from tests.factories import make_question

NOW = timezone.now()
CALM = "My calf cramps at night. I drink 2 litres, stretch 3 x 30 seconds and take 400 mg since 12.03.2024."


def material(body=CALM, *, days_old=30, visible=0, minutes=(), opened=None, email="ann@example.org", **more):
    """Return a text of an author with so many visible posts of last week, and others so many minutes old."""
    author = User(email=email, reputation=1, created_at=NOW - timedelta(days=days_old))
    earlier = [Earlier(NOW - timedelta(minutes=minute), "visible") for minute in minutes]
    earlier += [Earlier(NOW - timedelta(days=7), "visible")] * visible
    return Material(
        kind=Kind.QUESTION, title="Calf cramp", body=body, author=author, now=NOW, earlier=tuple(earlier),
        opened_at=NOW - timedelta(seconds=opened) if opened is not None else None, own_host="unknot.example", **more,
    )  # fmt: skip


def watch(pattern, action, kind=WatchedKind.PHRASE, **more):
    return WatchedEntry.objects.create(kind=kind, pattern=pattern, action=action, **more)


@pytest.mark.parametrize(
    ("body", "visible", "score"),
    [
        ("Cheap pills at https://pills.example today", 0, 25),
        ("Cheap pills at pills[dot]example and www.more.example", 0, 35),
        ("See https://pills.example", 5, None),
        ("Ours: https://www.unknot.example/questions/", 0, None),
        ("Look: bit.ly/abc", 5, 40),
        (" ".join(f"https://site{n}.example" for n in range(6)), 5, 20),
        ("I ran 3.5 km, e.g. on Monday, i.e. twice. ann@example.org wrote that.", 0, None),
        (CALM, 0, None),
    ],
)
@pytest.mark.django_db
def test_links(body, visible, score):
    found = links.look(material(body, visible=visible))

    assert (found.score if found else None) == score


@pytest.mark.parametrize(
    ("action", "days", "score"),
    [
        (WatchedAction.BLOCK, None, DECISIVE),
        (WatchedAction.BLOCK, 1, DECISIVE),
        (WatchedAction.BLOCK, -1, 25),
        (WatchedAction.HOLD, None, 60),
        (WatchedAction.ALLOW, None, None),
    ],
)
@pytest.mark.django_db
def test_listed_domains_count_until_they_expire_with_all_below_them(action, days, score):
    until = timezone.now() + timedelta(days=days) if days else None
    watch("pills.example", action, WatchedKind.DOMAIN, expires_at=until)

    found = links.look(material("Go to https://shop.pills.example/now"))

    assert (found.score if found else None) == score
    assert links.look(material("Go to notpills.example")).score == 25


def test_a_link_that_was_there_before_an_edit_is_no_news():
    assert not material("See https://old.example", before="At https://old.example").hosts


@pytest.mark.parametrize(
    ("body", "score"),
    [
        ("Write to me on WhatsApp +47 912 34 567 for a cure", 45),
        ("call 0800-555-123-44", 45),
        ("My doctor has 030 1234 5678 9", 30),
        (CALM, None),
        ("From 2019-2024 and on 2024-03-12 14 times, 500-1000 mg, 10 10 10", None),
        ("112 or 911", None),
        ("Blood pressure 120/80, 130/85 and 140/90 on 3 4 5 May", None),
    ],
)
def test_phones(body, score):
    found = phones.look(material(body))

    assert (found.score if found else None) == score


@pytest.mark.parametrize(
    ("body", "before", "score"),
    [
        ("My account is DE89 3704 0044 0532 0130 00.", "", 55),
        ("Write to ann.example@example.org about it.", "", 20),
        ("I was born on 12.03.1980, write to ann.example@example.org.", "", 35),
        ("Write to ann.example@example.org about it.", "ann.example@example.org", None),
        (CALM, "", None),
    ],
)
def test_personal_data(body, before, score):
    found = personal_data.look(material(body, before=before))

    assert (found.score if found else None) == score
    assert found is None or "example.org" not in found.evidence


@pytest.mark.parametrize(
    ("days_old", "minutes", "score"),
    [
        (30, [1] * 18, 60),
        (30, [1] * 10, 40),
        (30, [1] * 9, None),
        (1, [1] * 3, 30),
        (1, [5] * 6, 40),
        (1, [5] * 3, None),
    ],
)
def test_velocity(days_old, minutes, score):
    found = velocity.look(material(days_old=days_old, minutes=minutes))

    assert (found.score if found else None) == score


def test_first_posts_weigh_a_little_and_more_after_a_hidden_one():
    hidden = (Earlier(NOW - timedelta(days=1), "hidden"),)

    assert first_posts.look(material(visible=1)) is None
    assert first_posts.look(material()).score == 10
    assert first_posts.look(material(days_old=1)).score == 20
    again = Material(Kind.QUESTION, "", CALM, material(days_old=1).author, NOW, hidden)
    assert first_posts.look(again).score == 45


@pytest.mark.parametrize(
    ("body", "opened", "score"),
    [
        (CALM, 1, 30),
        (CALM * 20, 10, 15),
        (CALM, 60, None),
        (CALM * 20, 600, None),
        ("Yes.", 1, None),
        (CALM, None, None),
    ],
)
def test_typing_speed(body, opened, score):
    found = typing_speed.look(material(body, opened=opened))

    assert (found.score if found else None) == score


@pytest.mark.parametrize(
    ("email", "score"),
    [
        ("a@mailinator.com", 30),
        ("a@MAILINATOR.com", 30),
        ("a@example.org", None),
        ("a@notmailinator.com", None),
    ],
)
@pytest.mark.django_db
def test_disposable(email, score):
    found = disposable.look(material(email=email))

    assert (found.score if found else None) == score


@pytest.mark.django_db
def test_moderators_add_to_the_disposable_addresses_and_take_away_from_them():
    watch("spam.example", WatchedAction.BLOCK, WatchedKind.EMAIL_DOMAIN)
    watch("mailinator.com", WatchedAction.ALLOW, WatchedKind.EMAIL_DOMAIN)

    assert disposable.look(material(email="a@mx.spam.example")).score == DECISIVE
    assert disposable.look(material(email="a@mailinator.com")) is None


@pytest.mark.parametrize(
    ("body", "score"),
    [
        ("A Miracle  CURE for you", DECISIVE),
        ("a mi\u00adracle cure", DECISIVE),
        ("miracle cures", None),
        ("I like pilates", 60),
        ("The pilate", None),
    ],
)
@pytest.mark.django_db
def test_watched_phrases_are_whole_words(body, score):
    watch("miracle cure", WatchedAction.BLOCK)
    watch("pilates*", WatchedAction.HOLD)

    found = phrases.look(material(body))

    assert (found.score if found else None) == score


@pytest.mark.django_db
def test_phrases_are_replaced_as_they_stand():
    watch("damn", WatchedAction.REPLACE, replacement="very")

    assert phrases.replaced("A DAMN cramp, a damnation") == "A very cramp, a damnation"


@pytest.mark.django_db
def test_nearly_the_same_text_as_a_removed_one_is_found():
    text = "Buy our wonderful magnesium pills now, they cure every cramp within one day and have no side effects at all"
    removed = make_question()
    data = fingerprint(WORD.findall(normalise(f"Calf cramp {text}"))).astype("<u4").tobytes()
    RemovedText.objects.create(post=removed, fingerprint=data)
    forget_all()

    assert repeats.look(material(text)).score == 70
    assert repeats.look(material(text.replace("wonderful", "great"))).score >= 40
    assert repeats.look(material(CALM)) is None
    assert repeats.look(material(text, without=removed.pk)) is None


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=5, max_size=60)


@given(WORDS)
def test_a_text_is_like_itself(words):
    own = fingerprint(words)

    assert likeness(own, np.stack([own]))[0] == 1


@given(WORDS, WORDS)
def test_likeness_is_the_same_both_ways_and_a_share(one, other):
    first, second = fingerprint(one), fingerprint(other)

    there, back = likeness(first, second[None])[0], likeness(second, first[None])[0]

    assert 0 <= there == back <= 1


@given(st.text(max_size=200))
def test_spaces_and_capitals_do_not_change_the_hash_of_a_text(text):
    assert hash_of("A", text) == hash_of(" a ", f"  {text}\n")


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text):
    found = Material(Kind.COMMENT, "", text, None, NOW)

    for look in (phones.look, typing_speed.look, velocity.look, first_posts.look):
        look(found)
    assert all("." in host for host in found.hosts)


def test_keys_of_forms_say_when_the_form_was_opened():
    key = new_form_key()

    assert abs(opened_at(key) - timezone.now().timestamp()) < 5
    assert key.version == 8


@given(st.uuids(version=4) | st.integers(0, 2**128 - 1).map(lambda number: uuid.UUID(int=number)))
def test_keys_of_others_say_nothing(key):
    assert opened_at(key) is None


@given(st.integers(0, 127))
def test_a_changed_key_says_nothing(bit):
    changed = uuid.UUID(int=new_form_key().int ^ (1 << bit))

    assert opened_at(changed) is None


def check(score, *, allows=False, everybody=False):
    return Check(
        "one", "One", lambda _material: Finding(score, "Because.", allows=allows), for_everybody=everybody
    )


def rules(*found, mode="active", threshold=1):
    return Rules(tuple(CheckRule(one, mode, threshold) for one in found), 50, 120, "v")


@pytest.mark.parametrize(
    ("scores", "band"), [([20, 29], "publish"), ([20, 30], "hold"), ([60, 60], "refuse")]
)
def test_the_sum_decides_the_band(scores, band):
    assert inspect(material(), rules(*map(check, scores))).band == band


@pytest.mark.parametrize(("mode", "threshold"), [("shadow", 1), ("active", 61)])
def test_what_is_only_noted_or_below_its_threshold_does_not_count(mode, threshold):
    found = inspect(material(), rules(check(60), mode=mode, threshold=threshold))

    assert (found.band, found.score, len(found.said)) == (Band.PUBLISH, 0, 1)


def test_of_the_trusted_only_what_looks_at_everybody():
    found = rules(check(60), check(55, everybody=True))

    assert inspect(material(), found, is_trusted=True).score == 55


@given(st.lists(st.tuples(st.integers(0, 600), st.booleans(), st.booleans()), max_size=6))
def test_what_speaks_for_a_text_stops_all_but_what_decides_alone(parts):
    said = [Said("one", Finding(score, "", allows=allows), counts) for score, allows, counts in parts]
    allowed = any(one.counts and one.finding.allows for one in said)
    counting = [one.finding.score for one in said if one.counts]

    expected = sum(score for score in counting if not allowed or score >= DECISIVE)
    assert add_up(said) == expected
