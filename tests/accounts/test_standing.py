"""accounts: how the standing of experts ages, is suspended, and what the site shows of it"""

import logging
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.actions.ageing_standing import lapse_experts, remind_experts
from accounts.actions.judging_applications import ask_for_information, start_review
from accounts.actions.suspending_standing import lift_suspension, suspend_standing
from accounts.models import ExpertApplication, ExpertCredential, User
from accounts.roles import Role
from accounts.rules import is_expert
from accounts.standing import STANDING_TRANSITIONS, Standing
from audit.models import AuditEvent
from lib.errors import UserError
from qa.actions.agreeing import give_opinion, recount_opinions
from qa.models import Stance
from qa.selectors.question_page import load_page, load_question
from tests.factories import (
    ANSWER,
    LICENSE_NUMBER,
    give_second_factor,
    judge,
    make_answer,
    make_application,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    make_staff,
    make_verifier,
    run_tasks,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def travel(monkeypatch):
    """Return a way to go some days ahead."""
    real = timezone.localdate

    def go(days):
        monkeypatch.setattr(
            "django.utils.timezone.localdate",
            lambda *args, **zone: real(*args, **zone) + timedelta(days=days),
        )
        monkeypatch.setattr("lib.dates._last", [])  # the day is kept as long as the clock stays within it

    return go


def agreed_answer(*experts, stance=Stance.AGREE):
    answer = make_answer(make_question(), make_expert("eve"))
    for expert in experts:
        give_opinion(expert, answer, stance=stance, reason="Because.")
    answer.refresh_from_db()
    return answer


def credential_of(person):
    return ExpertCredential.objects.get(user=person)


# Time


def test_each_reminder_is_sent_once(travel):
    person = make_expert(valid_days=70)
    sent = []
    for day in range(72):
        travel(day)
        sent += [day] * remind_experts() + [day] * remind_experts()

    assert sent == [10, 40, 63]
    assert credential_of(person).standing == Standing.EXPIRING


def test_days_without_the_task_lose_no_reminder_and_send_no_two_at_once(travel):
    make_expert(valid_days=70)

    travel(65)

    assert (remind_experts(), remind_experts()) == (1, 0)


def test_reminders_and_the_end_are_mailed(travel):
    make_expert(valid_days=5)
    remind_experts()
    travel(6)
    lapse_experts()
    run_tasks()

    assert [message.subject for message in mail.outbox] == [
        "Your standing as an expert ends soon",
        "Your standing as an expert has ended",
    ]
    assert "Last day:" in mail.outbox[0].body


def test_the_last_day_counts_and_the_day_after_does_not(travel):
    person = make_expert(valid_days=3)

    travel(3)
    assert (is_expert(person), lapse_experts()) == (True, 0)
    travel(4)
    assert (is_expert(person), lapse_experts(), lapse_experts()) == (False, 1, 0)

    assert credential_of(person).standing == Standing.LAPSED
    assert AuditEvent.objects.filter(action="expert.lapsed", target_id=person.pk).count() == 1


def test_at_the_end_the_badge_is_gone_everywhere_and_the_old_answer_tells_the_truth(client, travel):
    expert = make_expert("eve", valid_days=3)
    question = make_question(expert)
    answer = make_answer(make_question(), expert)
    page_of_answer = reverse("qa:question", args=[answer.root_id, answer.root.slug])
    pages = {
        "/experts/": "/people/eve/",
        "/people/eve/": "Verified expert</h2>",
        reverse("qa:question", args=[question.pk, question.slug]): "shield-check",
        "/questions/": "ava expert",
    }
    travel(3)
    shown = {page: pages[page] in client.get(page).content.decode() for page in pages}
    assert shown["/experts/"]
    assert shown["/people/eve/"]
    assert "no longer verified today" not in client.get(page_of_answer).content.decode()

    travel(4)

    for page, badge in pages.items():
        assert badge not in client.get(page).content.decode(), page
    text = client.get(page_of_answer).content.decode()
    assert "no longer verified today" in text
    assert "Physiotherapist" in text
    assert "ava expert" not in text
    assert "no longer verified" in client.get("/people/eve/").content.decode()


def test_nothing_for_machines_names_an_expert_as_verified_after_the_end(client, travel):
    expert = make_expert("eve", valid_days=3)
    answer = make_answer(make_question(), expert)
    travel(4)
    run_tasks()

    pages = [reverse("qa:question", args=[answer.root_id, answer.root.slug]), "/people/eve/"]
    for page in pages:
        text = client.get(page).content.decode()
        for piece in text.split("application/ld+json")[1:]:
            said = piece.split("</script>")[0].lower()
            assert not any(word in said for word in ("verified", "physiotherapist", "jobtitle", "credential"))
    feed = client.get(reverse("qa:feed", args=[answer.root_id])).content.decode()
    assert "Answer by eve" in feed
    assert not any(word in feed.lower() for word in ("verified", "physiotherapist"))
    for message in mail.outbox:
        assert "verified" not in message.body.lower()


def test_a_lapsed_expert_writes_no_answer(client, travel):
    expert, question = make_expert(valid_days=3), make_question()
    travel(4)
    client.force_login(expert)

    response = client.post(
        reverse("qa:answer", args=[question.pk]), {"body": ANSWER, "submission_key": uuid.uuid4()}
    )

    assert response.status_code == 403


def test_a_renewal_after_the_end_gives_the_standing_back(travel):
    person = make_expert(valid_days=3)
    travel(4)
    lapse_experts()

    judge(make_application(person))

    person.refresh_from_db()
    credential = credential_of(person)
    assert is_expert(person)
    assert (credential.standing, credential.reminded_days) == (Standing.VALID, None)


# Agreement


def test_agreement_of_a_lapsed_expert_leaves_the_panel_at_once_and_the_counter_with_the_task(travel):
    short, long = make_expert(valid_days=3), make_expert(valid_days=90)
    answer = agreed_answer(short, long)
    assert answer.agreement == 2

    travel(4)
    view = load_page(load_question(answer.root_id, short), short).answers[0]
    assert ([one.expert for one in view.agreeing], [one.expert for one in view.former]) == ([long], [short])
    lapse_experts()
    run_tasks()

    answer.refresh_from_db()
    assert answer.agreement == 1


def test_the_counter_comes_back_with_the_standing(travel):
    expert = make_expert(valid_days=3)
    answer = agreed_answer(expert, stance=Stance.DISAGREE)
    travel(4)
    lapse_experts()
    run_tasks()
    answer.refresh_from_db()
    assert answer.agreement == 0

    judge(make_application(expert))
    run_tasks()

    answer.refresh_from_db()
    assert answer.agreement == -1


def test_a_new_opinion_does_not_count_lapsed_colleagues_either(travel):
    answer = agreed_answer(make_expert(valid_days=3))
    travel(4)

    give_opinion(make_expert(valid_days=90), answer, stance=Stance.AGREE, reason="")

    answer.refresh_from_db()
    assert answer.agreement == 1


def test_recounting_twice_changes_nothing_and_bumps_the_page():
    expert = make_expert()
    answer = agreed_answer(expert)
    version = answer.root.version

    assert (recount_opinions(expert.pk), recount_opinions(expert.pk)) == (1, 1)

    answer.refresh_from_db()
    answer.root.refresh_from_db()
    assert answer.agreement == 1
    assert answer.root.version > version


def test_a_lapsed_disagreement_is_still_to_be_read(client, travel):
    answer = agreed_answer(make_expert("cor", valid_days=3), stance=Stance.DISAGREE)
    travel(4)

    page = client.get(reverse("qa:question", args=[answer.root_id, answer.root.slug])).content.decode()

    assert "no longer verified, not counted" in page
    assert "Because." in page
    assert "1 expert disagrees" not in page


# Suspension


def test_an_administrator_suspends_a_standing_with_a_reason_and_lifts_it():
    administrator, expert = make_staff(Role.ADMINISTRATOR), make_expert()
    answer = agreed_answer(expert)

    suspend_standing(administrator, expert, reason="The register says: limited.")
    run_tasks()
    expert.refresh_from_db()
    answer.refresh_from_db()
    assert (is_expert(expert), answer.agreement) == (False, 0)
    lift_suspension(administrator, expert)
    run_tasks()

    expert.refresh_from_db()
    answer.refresh_from_db()
    assert (is_expert(expert), answer.agreement) == (True, 1)
    assert "limited" not in str(list(AuditEvent.objects.values_list("details", flat=True)))


def test_a_renewal_does_not_lift_a_suspension_and_a_lift_after_the_end_gives_nothing(travel):
    administrator, expert = make_staff(Role.ADMINISTRATOR), make_expert(valid_days=3)
    suspend_standing(administrator, expert, reason="Under inquiry.")
    travel(4)
    assert lapse_experts() == 0

    lift_suspension(administrator, expert)
    expert.refresh_from_db()
    assert (is_expert(expert), credential_of(expert).standing) == (False, Standing.LAPSED)

    other = make_expert()
    suspend_standing(administrator, other, reason="Under inquiry.")
    judge(make_application(other))
    other.refresh_from_db()
    assert (is_expert(other), credential_of(other).standing) == (False, Standing.SUSPENDED)


@pytest.mark.parametrize("make", [make_member, make_moderator, make_verifier, make_expert])
def test_only_administrators_suspend(make):
    expert = make_expert()

    for act in (
        lambda actor: suspend_standing(actor, expert, reason="No."),
        lambda actor: lift_suspension(actor, expert),
    ):
        with pytest.raises(PermissionDenied):
            act(make())


def test_nobody_suspends_or_lifts_their_own():
    administrator = make_expert()
    User.objects.filter(pk=administrator.pk).update(roles=[Role.ADMINISTRATOR])
    administrator.refresh_from_db()

    with pytest.raises(PermissionDenied):
        lift_suspension(administrator, administrator)


@pytest.mark.parametrize("standing", Standing.values)
@pytest.mark.parametrize("event", ["suspend", "lift"])
def test_suspending_and_lifting_from_every_standing(standing, event):
    administrator = make_staff(Role.ADMINISTRATOR)
    days = {"valid": 100, "expiring": 20, "lapsed": -1, "suspended": 100}[standing]
    expert = make_expert(valid_days=days)
    if standing == Standing.SUSPENDED:
        suspend_standing(administrator, expert, reason="Once.")
    assert credential_of(expert).standing == standing
    possible = standing == Standing.SUSPENDED if event == "lift" else standing in ("valid", "expiring")

    def act():
        if event == "lift":
            return lift_suspension(administrator, expert)
        return suspend_standing(administrator, expert, reason="Twice.")

    if not possible:
        with pytest.raises(UserError):
            act()
        return
    assert Standing(act().standing) in STANDING_TRANSITIONS[Standing(standing)]


def test_the_page_for_suspending_wants_a_reason(client):
    make_expert("eve")
    client.force_login(make_staff(Role.ADMINISTRATOR))

    refused = client.post("/experts/standing/eve/", {"intent": "suspend", "reason": " "})
    client.post("/experts/standing/eve/", {"intent": "suspend", "reason": "The register says: limited."})

    assert refused.status_code == 422
    page = client.get("/people/eve/").content.decode()
    assert "Not verified at present" in page
    assert "limited" not in page
    client.post("/experts/standing/eve/", {"intent": "lift"})
    assert "Verified expert" in client.get("/people/eve/").content.decode()


def test_a_suspension_has_a_reason_and_someone_who_did_it():
    credential = credential_of(make_expert())

    with pytest.raises(IntegrityError, match="credential_suspended_with_reason_by_someone"):
        ExpertCredential.objects.filter(pk=credential.pk).update(standing="suspended")


# Daily


def test_the_daily_tasks_are_enqueued_once_a_day_and_run(settings):
    for _again in range(2):
        call_command("daily", verbosity=0)

    paths = list(DBTaskResult.objects.values_list("task_path", flat=True))
    assert sorted(paths) == sorted(settings.DAILY_TASKS)
    run_tasks()
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}

    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(days=1))
    call_command("daily", verbosity=0)
    again = DBTaskResult.objects.filter(task_path__in=settings.DAILY_TASKS)
    assert again.count() == 2 * len(settings.DAILY_TASKS)


# Mails and secrets


def test_each_step_is_mailed_to_the_applicant_without_anything_private():
    application = make_application()
    start_review(make_verifier(), application)
    ask_for_information(make_verifier(), application, wanted="The secret second page.")
    run_tasks()

    assert [message.subject for message in mail.outbox] == [
        "We have your application as an expert",
        "Your application as an expert is being checked",
        "A question about your application as an expert",
    ]
    for message in mail.outbox:
        assert message.to == [application.applicant.email]
        assert "secret" not in message.body
        assert len(message.alternatives) == 1


CANARIES = (LICENSE_NUMBER, "diploma-of-ann", "I teach a paid course", "%PDF-1.4")


def test_what_is_private_is_nowhere_but_with_the_applicant_and_the_verifiers(client, caplog):
    caplog.set_level(logging.DEBUG)
    expert = make_member("eve")
    application = judge(make_application(expert))
    answer = make_answer(make_question(), give_second_factor(User.objects.get(pk=expert.pk)))
    document = application.documents.get()
    run_tasks()
    pages = [
        "/", "/experts/", "/experts/?country=NO", "/people/eve/", "/questions/", f"/search/?q={LICENSE_NUMBER}",
        "/search/?q=diploma-of-ann", reverse("qa:question", args=[answer.root_id, answer.root.slug]),
        "/experts/applications/", reverse("accounts:application", args=[application.pk]), "/experts/application/",
        reverse("accounts:document", args=[document.pk]), "/experts/apply/", "/moderation/",
    ]  # fmt: skip

    readers = [None, make_member(), make_expert(), make_moderator(), make_staff(Role.EDITOR)]
    for reader in readers:
        client.logout()
        if reader:
            client.force_login(reader)
        for page in pages:
            text = client.get(page).content.decode().replace(f"q={LICENSE_NUMBER}", "")
            text = text.replace(f'value="{LICENSE_NUMBER}"', "").replace(f"“{LICENSE_NUMBER}”", "")
            if "/search/" not in page:
                assert [canary for canary in CANARIES if canary in text] == [], (page, reader)
            assert 'value="I teach' not in text

    recorded = str(list(AuditEvent.objects.values()))
    queued = str(list(DBTaskResult.objects.values()))
    mailed = " ".join(message.body + str(message.alternatives) for message in mail.outbox)
    for canary in CANARIES:
        assert canary not in recorded
        assert canary not in queued
        assert canary not in mailed
        assert canary not in caplog.text


def test_the_number_is_not_in_the_database_as_it_is():
    application = make_application()

    row = ExpertApplication.objects.filter(pk=application.pk).values().get()

    assert LICENSE_NUMBER not in str(row)
    assert LICENSE_NUMBER.encode() not in bytes(row["license_token"])


def test_the_search_index_knows_nothing_of_an_application(client):
    make_application(make_member("eve"))
    run_tasks()

    for canary in ("7741902", "diploma", "paid course"):
        page = client.get("/search/", {"q": canary}).content.decode()
        assert "/people/eve/" not in page
        assert "Helsedirektoratet" not in page
