"""accounts: applying to be a verified expert, and how two verifiers decide"""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts import rules
from accounts.actions.applying import DocumentChanges, save_application, submit_application
from accounts.actions.judging_applications import ask_for_information, give_opinion, start_review
from accounts.actions.keeping_documents import erase_old_documents, open_document
from accounts.models import ApplicationDocument, ApplicationOpinion, ExpertApplication, ExpertCredential
from accounts.roles import Role
from accounts.standing import TRANSITIONS, ApplicationState
from audit.models import AuditEvent
from lib.documents import DocumentKind, kind_of_document
from lib.errors import UserError
from tests.factories import (
    LICENSE_NUMBER,
    PDF,
    give_second_factor,
    judge,
    make_application,
    make_application_text,
    make_document,
    make_expert,
    make_member,
    make_opinion,
    make_staff,
    make_verifier,
)

pytestmark = pytest.mark.django_db
FORM = {
    "profession": "physician",
    "specialty": "neurology",
    "country": "NO",
    "issuing_body": "Helsedirektoratet",
    "license_number": LICENSE_NUMBER,
    "scope_sites": ["calf", "foot"],
    "scope_tags": "Night cramps, dystonia",
    "languages": ["en"],
    "agrees": "on",
    "intent": "submit",
}


def pdf(name="license.pdf", data=PDF):
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def picture(kind):
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, kind)
    return buffer.getvalue()


# The way to a standing


def test_two_verifiers_who_agree_make_an_expert_until_the_earlier_of_their_days():
    application, (first, second) = make_application(), (make_verifier(), make_verifier())
    start_review(first, application)

    waiting = give_opinion(first, application, make_opinion(days=300))
    assert waiting.state == ApplicationState.IN_REVIEW
    assert not ExpertCredential.objects.exists()
    done = give_opinion(second, application, make_opinion(days=500))

    person = done.applicant
    person.refresh_from_db()
    assert done.state == ApplicationState.VERIFIED
    assert rules.is_expert(give_second_factor(person))
    assert person.expert_valid_until == timezone.localdate() + timedelta(days=300)
    assert (person.credential.country, person.credential.scope_sites) == ("Norway", ["calf"])
    assert {done.first_approver_id, done.second_approver_id} == {first.pk, second.pk}


def test_two_who_cannot_confirm_reject_with_the_reason():
    application = judge(make_application(), approves=False)

    assert (application.state, application.decision_reason) == ("rejected", "The register does not list you.")
    assert not ExpertCredential.objects.exists()


def test_one_yes_and_one_no_wait_for_a_third():
    application = make_application()
    start_review(make_verifier(), application)
    give_opinion(make_verifier(), application, make_opinion())
    undecided = give_opinion(make_verifier(), application, make_opinion(approves=False))
    assert undecided.state == ApplicationState.IN_REVIEW

    assert give_opinion(make_verifier(), application, make_opinion()).state == ApplicationState.VERIFIED


def test_the_same_verifier_twice_is_one_opinion():
    application, verifier = make_application(), make_verifier()
    start_review(verifier, application)

    give_opinion(verifier, application, make_opinion())
    again = give_opinion(verifier, application, make_opinion())

    assert again.state == ApplicationState.IN_REVIEW
    assert application.opinions.count() == 1


def test_opinions_about_an_earlier_text_do_not_count():
    application, (first, second) = make_application(), (make_verifier(), make_verifier())
    start_review(first, application)
    give_opinion(first, application, make_opinion())
    ask_for_information(second, application, wanted="The second page of the letter, please.")
    submit_application(application.applicant, make_application_text(issuing_body="Another register"))
    start_review(first, application)

    assert give_opinion(second, application, make_opinion()).state == ApplicationState.IN_REVIEW
    assert give_opinion(first, application, make_opinion()).state == ApplicationState.VERIFIED


# Every state, event and role


def _submit(actor, application):
    if actor.pk == application.applicant_id:
        return submit_application(actor, make_application_text())
    raise PermissionDenied  # there is no way to send somebody else's: the action knows only one's own


EVENTS = {
    "submit": _submit,
    "start": start_review,
    "ask": lambda actor, application: ask_for_information(actor, application, wanted="More, please."),
    "approve": lambda actor, application: give_opinion(actor, application, make_opinion()),
    "reject": lambda actor, application: give_opinion(actor, application, make_opinion(approves=False)),
}
# What an event leads to, from where it is possible; a first opinion leaves the application in review.
LEADS_TO = {
    ("draft", "submit"): "submitted",
    ("needs_information", "submit"): "submitted",
    ("submitted", "start"): "in_review",
    ("in_review", "ask"): "needs_information",
    ("in_review", "approve"): "in_review",
    ("in_review", "reject"): "in_review",
}
ROLES = (
    "applicant",
    "member",
    "moderator",
    "verifier",
    "administrator",
    "suspended verifier",
    "applying verifier",
)
JUDGES = ("verifier", "administrator")
APPLICANTS = ("applicant", "applying verifier")


def application_in(state, applicant):
    """Return an application of this person in a state, brought there by the actions."""
    if state == ApplicationState.DRAFT:
        return save_application(applicant, make_application_text(), DocumentChanges([make_document()]))
    application, verifier = make_application(applicant), make_verifier()
    if state == ApplicationState.SUBMITTED:
        return application
    if state in (ApplicationState.VERIFIED, ApplicationState.REJECTED):
        return judge(application, approves=state == ApplicationState.VERIFIED)
    application = start_review(verifier, application)
    if state == ApplicationState.NEEDS_INFORMATION:
        return ask_for_information(verifier, application, wanted="More, please.")
    return application


def actor_for(role, applicant):
    if role in APPLICANTS:
        return applicant
    until = timezone.now() + timedelta(days=1)
    return {
        "member": make_member,
        "moderator": lambda: make_staff(Role.MODERATOR),
        "verifier": make_verifier,
        "administrator": lambda: make_staff(Role.ADMINISTRATOR),
        "suspended verifier": lambda: make_member(roles=[Role.VERIFIER], suspended_until=until),
    }[role]()


def outcome(event, actor, application):
    try:
        with transaction.atomic():
            return EVENTS[event](actor, application).state
    except PermissionDenied:
        return "forbidden"
    except UserError:
        return "impossible"


def expected(state, event, role):
    if event == "submit":
        if role not in APPLICANTS:
            return "forbidden"
        # After a decision this opens a new application, which has no document yet.
        return LEADS_TO.get((state, event), "impossible")
    return LEADS_TO.get((state, event), "impossible") if role in JUDGES else "forbidden"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", ApplicationState.values)
def test_every_event_from_every_state_by_every_role(state, role):
    applicant = make_verifier() if role == "applying verifier" else make_member()
    application, actor = application_in(state, applicant), actor_for(role, applicant)

    for event in EVENTS:
        with transaction.atomic():
            assert outcome(event, actor, application) == expected(state, event, role), event
            after = ExpertApplication.objects.get(pk=application.pk).state
            assert after == state or after in TRANSITIONS[ApplicationState(state)]
            transaction.set_rollback(True)


def test_the_table_of_transitions_is_whole():
    assert set(TRANSITIONS) == set(ApplicationState)
    assert {target for targets in TRANSITIONS.values() for target in targets} == set(ApplicationState) - {
        "draft"
    }


# What the database refuses


def test_the_database_refuses_a_verified_application_without_two_others():
    application, verifier = make_application(), make_verifier()
    changes = {"state": "verified", "decided_at": timezone.now(), "first_approver": verifier}

    for second in (None, verifier, application.applicant):
        with pytest.raises(IntegrityError, match="application_verified_by_two_others"), transaction.atomic():
            ExpertApplication.objects.filter(pk=application.pk).update(**changes, second_approver=second)


def test_the_database_refuses_an_opinion_about_oneself_even_under_another_name():
    application, stranger = make_application(), make_member()
    today = timezone.localdate()
    values = {
        "application": application,
        "verifier": application.applicant,
        "approves": True,
        "checked": "Me.",
        "checked_on": today,
        "valid_until": today + timedelta(days=9),
        "at": timezone.now(),
    }

    with pytest.raises(IntegrityError, match="opinion_not_about_oneself"), transaction.atomic():
        ApplicationOpinion.objects.create(**values, applicant=application.applicant)
    with pytest.raises(IntegrityError, match="opinion_names_the_applicant"), transaction.atomic():
        ApplicationOpinion.objects.create(**values, applicant=stranger)


def test_the_database_refuses_a_second_opinion_and_more_than_two_years():
    application, verifier = make_application(), make_verifier()
    start_review(verifier, application)
    give_opinion(verifier, application, make_opinion())
    opinion = ApplicationOpinion.objects.get()

    with pytest.raises(IntegrityError, match="opinion_once_per_verifier"), transaction.atomic():
        ApplicationOpinion.objects.bulk_create([ApplicationOpinion(**_values(opinion))])
    with pytest.raises(IntegrityError, match="opinion_ends_within_two_years"), transaction.atomic():
        ApplicationOpinion.objects.update(valid_until=timezone.localdate() + timedelta(days=740))


def _values(opinion):
    names = ("application", "applicant", "verifier", "approves", "checked", "checked_on", "valid_until", "at")
    return {name: getattr(opinion, name) for name in names}


def test_the_database_refuses_two_open_applications_and_incomplete_ones():
    application = make_application()

    with pytest.raises(IntegrityError, match="application_one_open_a_person"), transaction.atomic():
        ExpertApplication.objects.create(applicant=application.applicant)
    with pytest.raises(IntegrityError, match="application_is_complete_when_sent"), transaction.atomic():
        ExpertApplication.objects.filter(pk=application.pk).update(license_token=b"")
    with pytest.raises(IntegrityError, match="application_rejected_with_reason"), transaction.atomic():
        ExpertApplication.objects.filter(pk=application.pk).update(
            state="rejected", decided_at=timezone.now()
        )


# The applicant's pages


def test_an_application_is_saved_as_a_draft_then_sent(client):
    client.force_login(person := make_member())

    client.post("/experts/apply/", {"profession": "nurse", "intent": "save"})
    assert ExpertApplication.objects.get().state == ApplicationState.DRAFT
    assert 'value="nurse" selected' in client.get("/experts/apply/").content.decode()
    response = client.post("/experts/apply/", FORM | {"documents": [pdf()]})

    application = ExpertApplication.objects.get(applicant=person)
    assert response.url == "/experts/application/"
    assert application.state == ApplicationState.SUBMITTED
    assert application.scope_tags == ["night-cramps", "dystonia"]
    assert "Sent, waiting" in client.get("/experts/application/").content.decode()
    assert client.get("/experts/apply/").status_code == 302


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"license_number": ""}, "required"),
        ({"license_number": "1\x002"}, "Null characters"),
        ({"license_number": "9" * 10_000}, "at most 60"),
        ({"country": "XX"}, "not one of the available choices"),
        ({"profession": "king"}, "not one of the available choices"),
        ({"scope_sites": ["tail"]}, "not one of the available choices"),
        ({"languages": []}, "required"),
        ({"scope_tags": ",".join(f"t{i}" for i in range(11))}, "At most ten topics"),
        ({"scope_tags": "x" * 31}, "at most 30 characters"),
        ({"agrees": ""}, "required"),
        ({"conflicts": "a" * 10_000}, "at most 1000"),
        ({"remove": ["1"]}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept_with_its_documents(client, changes, message):
    client.force_login(make_member())

    response = client.post("/experts/apply/", FORM | {"documents": [pdf()]} | changes)

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert 'value="Helsedirektoratet"' in page
    assert "license.pdf" in page
    assert ExpertApplication.objects.get().state == ApplicationState.DRAFT


def test_without_a_document_it_cannot_be_sent(client):
    client.force_login(make_member())

    response = client.post("/experts/apply/", FORM)

    assert response.status_code == 422
    assert "at least one document" in response.content.decode()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([pdf("cat.pdf", b"<html><script>alert(1)</script>")], "is not a complete PDF"),
        ([pdf("cut.pdf", PDF[:-8])], "is not a complete PDF"),
        ([pdf("<b>x.pdf", b"nothing")], "&lt;b&gt;x.pdf"),
        ([pdf(f"{i}.pdf") for i in range(6)], "At most 5 documents"),
        ([pdf("big.pdf", PDF + b"x" * 10 * 1024 * 1024)], "at most 10 MB"),
    ],
)
def test_documents_that_are_none_are_refused_and_nothing_typed_is_lost(client, files, message):
    client.force_login(make_member())

    response = client.post("/experts/apply/", FORM | {"documents": files})

    assert response.status_code == 422
    assert message in response.content.decode()
    assert 'value="Helsedirektoratet"' in response.content.decode()
    assert not ApplicationDocument.objects.exists()


def test_five_documents_are_the_limit_also_one_after_the_other(client):
    client.force_login(make_member())
    client.post("/experts/apply/", {"intent": "save", "documents": [pdf(f"{i}.pdf") for i in range(4)]})

    response = client.post("/experts/apply/", FORM | {"documents": [pdf("5.pdf"), pdf("6.pdf")]})

    assert response.status_code == 422
    assert "4 are here already" in response.content.decode()
    assert ApplicationDocument.objects.count() == 4


def test_a_document_can_be_taken_away_and_its_file_goes(client, django_capture_on_commit_callbacks):
    client.force_login(make_member())
    client.post("/experts/apply/", {"intent": "save", "documents": [pdf()]})
    document = ApplicationDocument.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/experts/apply/", {"intent": "save", "remove": [document.pk]})

    assert not ApplicationDocument.objects.exists()
    assert not storages["private"].exists(document.key)


def test_documents_are_known_by_their_content():
    assert kind_of_document(PDF) == DocumentKind.PDF
    assert kind_of_document(picture("JPEG")) == DocumentKind.JPEG
    assert kind_of_document(picture("PNG")) == DocumentKind.PNG
    for nothing in (picture("GIF"), b"", b"PK\x03\x04zip", picture("PNG")[:20], b"%PDF-1.4 without an end"):
        assert kind_of_document(nothing) is None


def test_a_renewal_is_filled_in_from_the_last_application(client):
    application = judge(make_application())
    client.force_login(application.applicant)

    page = client.get("/experts/apply/").content.decode()

    assert f'value="{LICENSE_NUMBER}"' in page
    assert "Your present standing stays until" in page
    assert "night-cramps" in page


def test_an_old_standing_stays_while_a_renewal_is_checked_and_refused():
    person = make_expert(valid_days=20)
    until = person.expert_valid_until

    judge(make_application(person), approves=False)

    person.refresh_from_db()
    assert person.expert_valid_until == until
    assert rules.is_expert(person)


# The documents


def test_a_document_is_stored_encrypted_and_each_look_is_recorded():
    application, verifier = make_application(), make_verifier()
    document = application.documents.select_related("application").get()

    stored = storages["private"].open(document.key).read()
    assert PDF not in stored
    assert open_document(verifier, document) == PDF

    look = AuditEvent.objects.get(action="document.opened")
    assert (look.actor_id, look.target_id, look.details) == (
        verifier.pk,
        document.pk,
        {"application": application.pk},
    )


def test_a_document_is_handed_out_as_a_download_under_a_name_of_ours(client):
    document = make_application().documents.get()
    client.force_login(make_verifier())

    response = client.get(reverse("accounts:document", args=[document.pk]))

    assert response.content == PDF
    assert response.headers["Content-Disposition"] == f'attachment; filename="document-{document.pk}.pdf"'
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.REVIEWER])
def test_nobody_else_opens_a_document(role):
    document = make_application().documents.select_related("application").get()

    with pytest.raises(PermissionDenied):
        open_document(make_staff(role), document)


def test_a_draft_is_opened_by_its_owner_alone():
    person = make_member()
    application = save_application(person, make_application_text(), DocumentChanges([make_document()]))
    document = application.documents.select_related("application").get()

    assert open_document(person, document) == PDF
    with pytest.raises(PermissionDenied):
        open_document(make_verifier(), document)


def test_a_file_that_is_lost_is_said_to_be_lost(client):
    document = make_application().documents.get()
    storages["private"].delete(document.key)
    client.force_login(make_verifier())

    assert client.get(reverse("accounts:document", args=[document.pk])).status_code == 409


def test_documents_are_erased_thirty_days_after_the_decision_and_what_was_checked_stays():
    application = judge(make_application())
    key = application.documents.get().key

    assert erase_old_documents() == 0
    ExpertApplication.objects.update(decided_at=timezone.now() - timedelta(days=31))
    assert erase_old_documents() == 1
    assert erase_old_documents() == 0

    assert not storages["private"].exists(key)
    assert not application.documents.exists()
    assert application.opinions.count() == 2


def test_a_file_without_a_row_is_erased_after_a_day(monkeypatch):
    document = make_application().documents.get()
    ApplicationDocument.objects.all().delete()
    assert erase_old_documents() == 0

    monkeypatch.setattr("accounts.actions.keeping_documents.STRAY_AFTER", timedelta(seconds=-1))

    assert erase_old_documents() >= 1
    assert not storages["private"].exists(document.key)


# The verifiers' pages


def test_a_verifier_sees_all_and_decides_on_the_page(client):
    application = make_application()
    address = reverse("accounts:application", args=[application.pk])
    for verifier in (make_verifier(), make_verifier()):
        client.force_login(verifier)
        page = client.get(address).content.decode()
        assert LICENSE_NUMBER in page
        assert "diploma-of-ann.pdf" in page
        client.post(address, {"intent": "start"})
        day = timezone.localdate() + timedelta(days=300)
        client.post(address, {"verdict": "approve", "checked": "Register.", "valid_until": day.isoformat()})

    application.refresh_from_db()
    assert application.state == ApplicationState.VERIFIED
    assert "Decided" in client.get("/experts/applications/?show=decided").content.decode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"verdict": "approve", "checked": "Yes", "valid_until": ""}, "Say until when"),
        ({"verdict": "approve", "checked": "Yes", "valid_until": "2000-01-01"}, "within two years"),
        ({"verdict": "approve", "checked": "Yes", "valid_until": "9999-01-01"}, "within two years"),
        ({"verdict": "approve", "checked": "Yes", "valid_until": "\x00"}, "valid date"),
        ({"verdict": "approve", "checked": "", "valid_until": "2027-01-01"}, "required"),
        ({"verdict": "reject", "checked": "Long text kept"}, "Say why"),
        ({"verdict": "maybe", "checked": "Long text kept"}, "not one of the available choices"),
        ({"intent": "ask", "wanted": ""}, "required"),
    ],
)
def test_an_opinion_that_says_too_little_comes_back(client, data, message):
    application, verifier = make_application(), make_verifier()
    start_review(verifier, application)
    client.force_login(verifier)

    response = client.post(reverse("accounts:application", args=[application.pk]), data)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert not ApplicationOpinion.objects.exists()


def test_a_verifier_who_applies_sees_the_own_row_but_not_the_page(client):
    verifier = make_verifier()
    application = make_application(verifier)
    client.force_login(verifier)

    page = client.get("/experts/applications/").content.decode()

    assert "your own: others decide" in page
    assert client.get(reverse("accounts:application", args=[application.pk])).status_code == 403


def test_a_draft_is_not_there_for_verifiers(client):
    application = save_application(make_member(), make_application_text())
    client.force_login(make_verifier())

    assert client.get(reverse("accounts:application", args=[application.pk])).status_code == 404
    assert "Nothing here" in client.get("/experts/applications/").content.decode()
