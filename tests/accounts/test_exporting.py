"""accounts: downloading one's data"""

import io
import json
import os
import tempfile
import tracemalloc
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import exporting as accounts_exporting
from accounts.actions.editing_profile import Profile, edit_profile
from accounts.actions.exporting import FOLDER, ask_for_export, erase_old_exports, open_export
from accounts.actions.muting import mute
from accounts.archives import write_archive
from accounts.models import DataExport, ExportState, User
from accounts.personal_data import Section
from accounts.roles import Role
from audit.models import AuditEvent
from knowledge.actions.hearing import request_change
from lib.encrypted_files import PIECE, read_encrypted
from lib.errors import LimitError
from moderation.actions.deciding import Verdict, decide
from moderation.actions.flagging import flag_post
from moderation.models import DecisionAction, Flag, FlagReason
from notifications.actions.following import follow
from notifications.models import Topic
from posts.actions.editing import Edit, edit_post
from posts.actions.voting import cast_vote
from posts.models import Post
from qa.actions.asking import Draft, ask_question
from qa.intake.fields import Answers
from tests.accounts.test_settings import confirm, signed_in
from tests.factories import (
    LICENSE_NUMBER,
    PDF,
    after_grace,
    make_answer,
    make_application,
    make_article,
    make_comment,
    make_expert,
    make_guest_comment,
    make_member,
    make_moderator,
    make_question,
    make_staff,
    run_tasks,
)

pytestmark = pytest.mark.django_db
BODY = " - at night my calf gets as hard as wood, and it lasts for minutes."


def export_of(person):
    """Have the data of a person put together; return the files of the archive by name."""
    export = ask_for_export(person)
    run_tasks()
    export.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(b"".join(open_export(person, export)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts_of(files):
    return files["data.json"].decode(), files["index.html"].decode()


@pytest.fixture
def full_life(tmp_path):
    """A person who has done what can be done here; every text of theirs holds the sign OWN-..."""
    person = make_member("owner_of_data")
    edit_profile(person, Profile(display_name="OWN-name", bio="OWN-bio"))
    person.refresh_from_db()
    question = make_question(person, title="OWN-title of a question about cramps", body=f"OWN-body{BODY}")
    edit_post(person, after_grace(question), Edit(body=f"OWN-second{BODY}", reason="OWN-reason"))
    mask = Draft(
        title="OWN-masked question about cramps", body=f"OWN-mask{BODY}", tags=["calf"], is_masked=True
    )
    ask_question(person, mask)
    make_question(
        person,
        title="OWN-details of a question on cramps",
        answers=Answers(triggers_note="OWN-trigger", medicines_note="OWN-medicine"),
        private=("medicines",),
    )
    draft = make_comment(question, person, "OWN-draft")
    Post.objects.filter(pk=draft.pk).update(state="draft", is_public=False)
    other = make_question(make_member("somebody_else"))
    make_comment(other, person, "OWN-comment")
    cast_vote(person, other, 1)
    flag_post(person, other, reason=FlagReason.OTHER, note="OWN-report")
    follow(person, other, Topic.CHANGES, wanted=True)
    article = make_article(tmp_path)
    request_change(person, article.article, reason="OWN-remark", is_safety=False)
    mute(person, make_member("muted_by_owner"), wanted=True)
    make_application(person, conflicts="OWN-conflict", issuing_body="OWN-body-of-license")
    make_guest_comment(article, email=person.email, body="OWN-guest", name="OWN-guest-name")
    UserSession.objects.create(user=person, ip="203.0.113.9", user_agent="OWN-agent", session_key="x" * 32)
    EmailAddress.objects.create(user=person, email="own-second@example.net", verified=True)
    return person


OWN = (
    "OWN-name", "OWN-bio", "OWN-title", "OWN-body", "OWN-second", "OWN-reason", "OWN-masked", "OWN-mask", "OWN-draft",
    "OWN-comment", "OWN-report", "OWN-remark", "OWN-conflict", "OWN-body-of-license", "OWN-guest", "OWN-guest-name",
    "OWN-agent", "own-second@example.net", "owner_of_data@example.org", "203.0.113.9", "muted_by_owner",
    "OWN-trigger", "OWN-medicine", LICENSE_NUMBER, "diploma-of-ann.pdf",
)  # fmt: skip


def test_an_export_holds_everything_in_both_readings(full_life):
    files = export_of(full_life)

    for text in texts_of(files):
        assert [sign for sign in OWN if sign not in text] == []
    assert PDF in files.values()
    sections = json.loads(files["data.json"])["sections"]
    assert sections["votes"][0]["value"] == 1
    assert sections["subscriptions"][0]["topic"] == "changes"


def test_nothing_of_other_people_is_in_an_export(full_life, client):
    question = Post.objects.get(author=full_life, title__startswith="OWN-title")
    voter, reporter, moderator = make_member("canary_voter"), make_member("canary_reporter"), make_moderator()
    cast_vote(voter, question, 1)
    item = flag_post(reporter, question, reason=FlagReason.OTHER, note="CANARY-note").item
    item.refresh_from_db()
    decide(moderator, item, Verdict(DecisionAction.HIDE, "Said to the author.", item.version, rule="kind"))
    make_comment(make_question(make_member("canary_asker")), voter, "CANARY-comment")

    files = export_of(full_life)

    strangers = User.objects.exclude(pk=full_life.pk)
    for text in texts_of(files):
        assert "Said to the author." in text
        assert "CANARY-" not in text
        assert [person.email for person in strangers if person.email in text] == []
        for handle in ("canary_voter", "canary_reporter", moderator.handle):
            assert f'"{handle}"' not in text
            assert f">{handle}<" not in text


def test_what_people_wrote_is_text_in_the_page(full_life):
    edit_profile(full_life, Profile(bio="<script>alert(1)</script>"))

    page = export_of(full_life)["index.html"].decode()

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_file_is_stored_encrypted_and_the_license_number_stays_in_it(full_life):
    export_of(full_life)

    key = DataExport.objects.get(person=full_life).key
    with storages["private"].open(key) as file:
        stored = file.read()
    assert key.startswith(FOLDER)
    assert b"PK" not in stored[:4]
    assert LICENSE_NUMBER.encode() not in stored
    assert LICENSE_NUMBER not in json.dumps(list(AuditEvent.objects.values("details")))


def test_the_license_of_an_expert_and_the_opinions_are_in_it():
    expert = make_expert()
    make_answer(make_question(), expert, body=f"OWN-answer{BODY}")

    sections = json.loads(export_of(expert)["data.json"])["sections"]

    assert sections["standing"][0]["register"] == "Helsepersonellregisteret"
    assert sections["answers_standing"][0]["profession"] == "physiotherapist"
    assert "OWN-answer" in sections["posts"][0]["body"]


def test_a_moderator_gets_the_own_decisions():
    moderator = make_moderator()
    item = flag_post(make_member(), make_question(), reason=FlagReason.SPAM).item
    item.refresh_from_db()
    decide(moderator, item, Verdict(DecisionAction.HIDE, "OWN-decision", item.version, rule="kind"))

    assert "OWN-decision" in export_of(moderator)["data.json"].decode()


def test_one_export_at_a_time():
    person = make_member()
    first = ask_for_export(person)

    assert ask_for_export(person) == first
    with pytest.raises(IntegrityError, match="export_one_at_a_time"), transaction.atomic():
        DataExport.objects.create(person=person)


def test_two_exports_a_day_and_a_clear_word_about_the_third(client):
    person = make_member()
    client.force_login(person)
    for _ in range(2):
        ask_for_export(person)
        run_tasks()

    with pytest.raises(LimitError):
        ask_for_export(person)
    response = client.post(reverse("accounts:data"))

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "twice a day" in response.content.decode()
    DataExport.objects.update(requested_at=timezone.now() - timedelta(hours=25))
    assert ask_for_export(person).is_open


def test_nobody_opens_the_export_of_somebody_else_or_an_old_one():
    person = make_member()
    export_of(person)
    export = DataExport.objects.get(person=person)

    with pytest.raises(PermissionDenied):
        open_export(make_staff(Role.ADMINISTRATOR), export)
    DataExport.objects.update(finished_at=timezone.now() - timedelta(hours=25))
    export.refresh_from_db()
    with pytest.raises(PermissionDenied):
        open_export(person, export)


def test_closed_accounts_get_no_export():
    with pytest.raises(PermissionDenied):
        ask_for_export(make_member(is_active=False))


def test_a_download_needs_a_fresh_sign_in_and_is_recorded():
    person = make_member()
    client, stranger = signed_in(person), signed_in(make_member())
    export_of(person)
    address = reverse("accounts:download-export", args=[DataExport.objects.get().pk])
    session = client.session
    session["account_authentication_methods"] = [
        {**session["account_authentication_methods"][0], "at": 0},
    ]
    session.save()

    assert client.get(address).url.startswith(reverse("account_reauthenticate"))
    confirm(client)
    confirm(stranger)
    before = AuditEvent.objects.filter(action="export.downloaded", actor=person).count()
    response = client.get(address)

    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    assert "no-store" in response["Cache-Control"]
    assert AuditEvent.objects.filter(action="export.downloaded", actor=person).count() == before + 1
    assert stranger.get(address).status_code == 404


def test_the_page_shows_how_far_it_is_and_asks_again_by_itself(client):
    person = make_member()
    client.force_login(person)
    client.post(reverse("accounts:data"))
    DataExport.objects.update(state=ExportState.BUILDING, sections=10, sections_done=4)

    page = client.get(reverse("accounts:data")).content.decode()
    piece = client.get(reverse("accounts:data"), headers={"HX-Request": "true"}).content.decode()

    assert "40 %" in page
    assert 'hx-trigger="every 2s"' in page
    assert "<html" not in piece
    run_tasks()
    done = client.get(reverse("accounts:data"), headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in done
    assert reverse("accounts:download-export", args=[DataExport.objects.get().pk]) in done


def test_a_failure_is_told_and_can_be_tried_again(client, monkeypatch):
    def broken(_person):
        raise ZeroDivisionError

    person = make_member()
    client.force_login(person)
    sections = (Section("broken", "Broken", broken),)
    monkeypatch.setattr("accounts.archives.all_sections", lambda: sections)
    ask_for_export(person)
    run_tasks()

    assert DataExport.objects.get().state == ExportState.FAILED
    assert "could not be put together" in client.get(reverse("accounts:data")).content.decode()
    monkeypatch.undo()
    assert "data.json" in export_of(person)


def test_old_exports_go_with_their_files():
    person = make_member()
    export_of(person)
    key = DataExport.objects.get().key
    assert erase_old_exports() == 0

    long_ago = timezone.now() - timedelta(hours=25)
    DataExport.objects.update(requested_at=long_ago, finished_at=long_ago)

    assert erase_old_exports() == 1
    assert not DataExport.objects.exists()
    assert not storages["private"].exists(key)


def test_what_never_became_ready_does_not_block_for_ever():
    person = make_member()
    export = ask_for_export(person)
    DataExport.objects.filter(pk=export.pk).update(
        state=ExportState.BUILDING, requested_at=timezone.now() - timedelta(hours=25)
    )

    assert erase_old_exports() == 1
    assert ask_for_export(person).pk != export.pk


def test_every_column_of_an_account_is_exported_or_left_out_for_a_reason():
    columns = {field.name for field in User._meta.concrete_fields}

    assert columns == {*accounts_exporting.ACCOUNT_COLUMNS, *accounts_exporting.COLUMNS_LEFT_OUT}


def test_reports_never_name_the_reporter(full_life):
    question = Post.objects.filter(author=full_life, kind="question").first()
    flag_post(make_member("canary_flagger"), question, reason=FlagReason.RUDE)

    assert Flag.objects.filter(post=question).exists()
    assert "canary_flagger" not in export_of(full_life)["data.json"].decode()


def test_memory_stays_small_however_much_somebody_has_written(monkeypatch):
    """Twenty megabytes of rows and files go through less than a fifth of that."""
    note, files = "a night of cramps, " * 50, 6

    def rows(_person):
        return ({"number": number, "note": note} for number in range(10_000))

    def contents(_person):
        return ((f"scans/{number}.bin", os.urandom(1_500_000)) for number in range(files))

    sections = (Section("diary", "Diary", rows, files=contents),)
    monkeypatch.setattr("accounts.archives.all_sections", lambda: sections)
    with tempfile.TemporaryFile() as target:
        tracemalloc.start()
        write_archive(make_member(), target, lambda _done: None)
        _now, peak = tracemalloc.get_traced_memory()
        target.seek(0)
        size = sum(len(piece) for piece in read_encrypted("data-export", target))
        tracemalloc.stop()

    assert size > files * 1_500_000
    assert peak < 4_500_000


def test_what_is_stored_and_handed_out_comes_in_pieces(client):
    person = make_member()
    edit_profile(person, Profile(bio="b" * 500))
    export = ask_for_export(person)
    run_tasks()
    export.refresh_from_db()

    pieces = list(open_export(person, export))

    assert all(len(piece) <= PIECE for piece in pieces)
    confirm(client := signed_in(person))
    assert client.get(reverse("accounts:download-export", args=[export.pk])).streaming


def test_both_readings_have_the_same_rows_and_the_json_is_whole(full_life):
    files = export_of(full_life)

    data = json.loads(files["data.json"])
    page = files["index.html"].decode()
    assert data["handle"] == full_life.handle
    assert page.count("<dl>") == sum(len(rows) for rows in data["sections"].values())
    assert page.count("<section ") == page.count("</section>") == len(data["sections"])
    assert page.rstrip().endswith("</html>")
