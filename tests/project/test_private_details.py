"""What an asker keeps for verified experts is on no page, in no list, index, mail or copy of anybody else."""

import io
import zipfile

import pytest
from django.core import mail
from django.urls import reverse

from accounts.actions.exporting import ask_for_export, open_export
from accounts.models import User
from notifications.models import Notification
from posts.models import Post, PostChange, Revision
from qa.intake.fields import PRIVATE_NAMES, Answers
from qa.models import Intake, PrivateDetails, Question, RedFlag
from search.models import Document
from search.selectors.suggestions import suggest
from tests.factories import make_answer, make_comment, make_item, make_question, run_tasks
from tests.project.test_visibility import BAIT, every_page
from tests.project.world import build_world

pytestmark = pytest.mark.django_db
CANARY = "zanzibarcanary"
# Words that nothing else in the world of the tests has.
SECRETS = (
    CANARY,
    "Quinine",
    "Gave birth in the last six weeks",
    "Only with one task",
    "9 of 10",
    "Knee, left",
)
TOLD = Answers(
    for_whom="adult",
    age_band="75+",
    feels=["twitch"],
    onset="today",
    frequency="first",
    frequency_note=CANARY,
    lasts="flash",
    lasts_note=CANARY,
    times=["task"],
    triggers=["injury"],
    triggers_note=CANARY,
    pain=9,
    sleep="most",
    medicines=["quinine"],
    medicines_note=CANARY,
    pregnancy="after_birth",
    conditions=["epilepsy"],
    conditions_note=CANARY,
    tried=["massage"],
    tried_note=CANARY,
)


@pytest.fixture
def world(tmp_path):
    world = build_world(tmp_path)
    secret = make_question(
        world.people["asker"],
        title=f"A question with {BAIT} and things to hide",
        body=f"{BAIT} hurts, and I keep the rest for those who know. What helps against it?",
        body_site="knee",
        side="left",
        answers=TOLD,
        private=PRIVATE_NAMES,
        may_speak=True,
    )
    make_comment(make_answer(secret, world.people["answerer"]), world.people["member"])
    run_tasks()
    return world, secret


def sign_in_as(client, reader):
    client.logout()
    if reader:
        client.force_login(reader)


@pytest.mark.parametrize("role", ["anonymous", "member", "editor"])
def test_no_page_of_somebody_who_may_not_see_them_tells(client, world, role):
    world, secret = world
    sign_in_as(client, world.people[role])

    for page in [*every_page(world, [secret, world.article]), f"/search/suggestions/?q={BAIT}"]:
        assert CANARY not in client.get(page, follow=True).content.decode(), page
    own_page = client.get(f"/questions/{secret.pk}/{secret.slug}/").content.decode()
    assert [word for word in SECRETS if word in own_page] == []


def test_the_pages_of_the_queue_do_not_tell(client, world):
    world, secret = world
    item = make_item(secret)
    client.force_login(world.people["moderator"])

    for page in ("/moderation/", f"/moderation/?show=all&q={CANARY}", f"/moderation/{item.pk}/"):
        assert CANARY not in client.get(page, follow=True).content.decode(), page


@pytest.mark.parametrize("role", ["colleague", "moderator", "administrator"])
def test_paper_feed_and_data_do_not_tell_even_those_who_may_see_them(client, world, role):
    world, secret = world
    sign_in_as(client, world.people[role])

    for name in ("qa:paper", "qa:feed"):
        page = client.get(reverse(name, args=[secret.pk])).content.decode()
        assert [word for word in SECRETS if word in page] == [], name
    page = client.get(f"/questions/{secret.pk}/{secret.slug}/").content.decode()
    assert "application/ld+json" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/questions/?where=knee",
        "/questions/?time=task",
        "/questions/?medicine=quinine",
        "/questions/?pregnant=after_birth&with=epilepsy",
        "/questions/?for=adult&age=75%2B",
        f"/search/?q={CANARY}",
        f"/search/suggestions/?q={CANARY}",
    ],
)
def test_nothing_that_is_asked_for_finds_the_question_by_them(client, world, address):
    _world, secret = world

    assert f"/questions/{secret.pk}/" not in client.get(address).content.decode()


def test_the_same_words_are_there_for_an_expert(client, world):
    world, secret = world
    client.force_login(world.people["colleague"])

    page = client.get(f"/questions/{secret.pk}/{secret.slug}/").content.decode()

    assert [word for word in SECRETS if word not in page] == []


def test_the_database_has_them_in_one_place_and_encrypted(world):
    for model in (Post, Revision, PostChange, Intake, Question, Document, Notification, RedFlag):
        rows = str(list(model.objects.values()))
        assert CANARY not in rows, model
        assert "after_birth" not in rows, model
    assert CANARY not in PrivateDetails.objects.get().token


def test_neither_mail_nor_suggestions_tell(world):
    _world, secret = world

    assert CANARY not in str([(message.subject, message.body) for message in mail.outbox])
    assert CANARY not in str(suggest(secret.title, f"{secret.body} {CANARY}"))


def test_the_copy_of_somebody_else_does_not_tell(world):
    world, _secret = world

    def copy_of(person: User) -> bytes:
        export = ask_for_export(person)
        run_tasks()
        export.refresh_from_db()
        return b"".join(open_export(person, export))

    def texts(person):
        with zipfile.ZipFile(io.BytesIO(copy_of(person))) as archive:
            return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())

    assert CANARY not in texts(world.people["answerer"])
    assert CANARY in texts(world.people["asker"])
