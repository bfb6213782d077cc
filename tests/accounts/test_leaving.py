"""accounts: leaving for good, and changing one's mind"""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage, storages
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import tasks
from accounts.actions.erasing import COLUMNS_KEPT, EMPTY_COLUMNS, erase_person
from accounts.actions.exporting import ask_for_export
from accounts.actions.granting_roles import set_roles
from accounts.actions.leaving import ask_to_leave, keep_account, remind_leavers
from accounts.actions.muting import mute
from accounts.actions.setting_avatar import set_avatar
from accounts.leaving import WhatOfPosts
from accounts.models import (
    ApplicationDocument,
    BadgeAward,
    DataExport,
    ExpertApplication,
    ExpertCredential,
    FormerHandle,
    PersonMute,
    User,
)
from accounts.roles import Role
from accounts.selectors.people import is_handle_free
from audit.models import AuditEvent
from lib.errors import UserError
from lib.media import avatar_name
from moderation.actions.flagging import flag_post
from moderation.models import Flag, FlagReason, ReviewItem
from notifications.actions.notifying import notify
from notifications.models import Notification, Verb
from posts.actions.voting import cast_vote
from posts.kinds import State
from posts.models import Post, Revision, Vote
from qa.actions.agreeing import give_opinion
from qa.intake.fields import Answers
from qa.models import Agreement, Answer, PrivateDetails, Stance
from tests.accounts.test_settings import confirm, signed_in
from tests.factories import (
    LICENSE_NUMBER,
    PASSWORD,
    make_answer,
    make_application,
    make_comment,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    make_staff,
    run_tasks,
)
from tests.lib.pictures import Upload

pytestmark = pytest.mark.django_db
KEEP, REMOVE = WhatOfPosts.KEEP, WhatOfPosts.REMOVE
SECRET = "CANARY in my calf, as hard as wood, every night at three."


def leave(person, posts=KEEP):
    """Let a person leave, and let the days of grace pass; return the person as it was."""
    ask_to_leave(person, posts)
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now() - timedelta(minutes=1))
    return person


def erase(person, posts=KEEP):
    """Let a person go for good; return the row that stays."""
    leave(person, posts)
    assert erase_person(person.pk)
    return User.objects.get(pk=person.pk)


def test_who_leaves_is_signed_out_and_gone_for_others(client):
    person = make_member("ann")
    here, there = signed_in(person), signed_in(person)
    confirm(here)

    response = here.post(reverse("accounts:delete"), {"posts": "keep", "sure": "on"}, follow=True)

    person.refresh_from_db()
    assert timedelta(days=6) < person.leaves_at - timezone.now() <= timedelta(days=7)
    assert "will be deleted on" in response.content.decode()
    assert there.get("/settings/").status_code == 302
    assert not UserSession.objects.filter(user=person).exists()
    for page in ("/people/ann/", "/people/ann/reputation/", "/people/ann/badges/"):
        assert client.get(page).status_code == 404
    assert signed_in(make_member()).get("/people/ann/").status_code == 404


def test_the_form_wants_a_choice_and_a_yes():
    client = signed_in(make_member())
    confirm(client)

    response = client.post(reverse("accounts:delete"), {})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"posts", "sure"}


def test_deleting_asks_first_whether_it_is_still_oneself(client):
    person = make_member()
    client.force_login(person)

    response = client.post(reverse("accounts:delete"), {"posts": "keep", "sure": "on"})

    assert response.url.startswith(reverse("account_reauthenticate"))
    person.refresh_from_db()
    assert not person.is_leaving


def test_signing_in_offers_to_stay_and_staying_undoes_all():
    person = make_member("ann")
    ask_to_leave(person, REMOVE)

    client = signed_in(person)
    response = client.get("/", follow=True)
    assert "Your account will be deleted on" in response.content.decode()
    assert "will be removed" in client.get(reverse("accounts:keep-account")).content.decode()
    client.post(reverse("accounts:keep-account"))

    person.refresh_from_db()
    assert (person.leaves_at, person.leaving_posts) == (None, "")
    assert client.get("/people/ann/").status_code == 200
    assert "Your account will be deleted on" not in client.get("/").content.decode()


def test_the_sign_in_leads_to_the_offer(client):
    person = make_member()
    ask_to_leave(person, KEEP)

    response = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert response.url == reverse("accounts:keep-account")


def test_who_leaves_writes_nothing():
    person = ask_to_leave(make_member(), KEEP)

    with pytest.raises(PermissionDenied):
        make_question(person)


def test_nobody_comes_back_once_the_day_has_come(client):
    person = leave(make_member())

    with pytest.raises(PermissionDenied):
        keep_account(person)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_who_does_not_leave_has_nothing_to_keep_and_is_never_erased():
    person = make_member()

    with pytest.raises(PermissionDenied):
        keep_account(person)
    assert not erase_person(person.pk)
    ask_to_leave(person, KEEP)
    assert not erase_person(person.pk)
    assert User.objects.get(pk=person.pk).email == person.email


def test_demo_accounts_stay(settings):
    settings.DEMO = True

    with pytest.raises(PermissionDenied):
        ask_to_leave(make_member(is_demo=True), KEEP)


def test_roles_end_at_once_and_the_last_administrator_stays():
    moderator, administrator = make_moderator(), make_staff(Role.ADMINISTRATOR)

    assert ask_to_leave(moderator, KEEP).roles == []
    with pytest.raises(UserError, match="only administrator"):
        ask_to_leave(administrator, KEEP)
    make_staff(Role.ADMINISTRATOR)
    assert ask_to_leave(administrator, KEEP).roles == []
    with pytest.raises(UserError, match="closed"):
        set_roles(None, moderator, [Role.EDITOR])


def test_roles_come_back_with_the_person_who_stays():
    moderator = make_staff(Role.MODERATOR)
    left = ask_to_leave(moderator, KEEP)
    assert (left.roles, left.roles_before_leaving) == ([], ["moderator"])

    stayed = keep_account(moderator)

    assert (stayed.roles, stayed.roles_before_leaving) == (["moderator"], [])
    events = AuditEvent.objects.filter(action="roles.set", target_id=moderator.pk).order_by("pk")
    assert [event.details for event in events][-2:] == [
        {"before": ["moderator"], "after": []},
        {"before": [], "after": ["moderator"]},
    ]


def test_a_role_that_is_taken_meanwhile_does_not_come_back():
    moderator, administrator = make_moderator(), make_staff(Role.ADMINISTRATOR)
    ask_to_leave(moderator, KEEP)

    set_roles(administrator, moderator, [])

    event = AuditEvent.objects.get(action="roles.set", actor=administrator)
    assert event.details == {"before": ["moderator"], "after": []}
    assert keep_account(moderator).roles == []


def test_the_database_lets_roles_rest_only_while_somebody_leaves():
    with pytest.raises(IntegrityError, match="user_roles_rest_while_leaving"), transaction.atomic():
        User.objects.filter(pk=make_member().pk).update(roles_before_leaving=["moderator"])


def test_mails_at_the_request_a_day_before_and_at_the_end():
    person = make_member("ann")
    ask_to_leave(person, KEEP)
    run_tasks()
    assert remind_leavers() == 0
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now() + timedelta(hours=20))
    assert (remind_leavers(), remind_leavers()) == (1, 0)
    run_tasks()
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now())
    tasks.erase_leavers.enqueue()
    run_tasks()

    subjects = [message.subject for message in mail.outbox]
    assert subjects == [
        "Your account will be deleted",
        "Your account will be deleted soon",
        "Your account is deleted",
    ]
    assert all(message.to == ["ann@example.org"] for message in mail.outbox)
    assert all(message.alternatives[0][1] == "text/html" for message in mail.outbox)
    assert reverse("accounts:keep-account") in mail.outbox[0].body
    assert "ann@example.org" not in str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))


def test_nothing_personal_stays_of_an_account(django_capture_on_commit_callbacks):
    person = make_member(
        "ann", display_name="CANARY Ann", bio="CANARY", country="NO", time_zone="Europe/Oslo"
    )
    signed_in(person)
    set_avatar(person, Upload())
    person.refresh_from_db()
    picture = avatar_name(person.avatar_key)
    mute(person, make_member(), wanted=True)
    mute(make_member(), person, wanted=True)
    BadgeAward.objects.create(person=person, badge="introduced")
    make_application(person)
    document = ApplicationDocument.objects.get().key
    ask_for_export(person)
    run_tasks()
    file = DataExport.objects.get().key
    notify(person, Verb.MENTIONED, make_question())

    with django_capture_on_commit_callbacks(execute=True):
        row = erase(person)

    assert (row.handle, row.email) == (f"former_member_{row.pk}", f"former-{row.pk}@invalid")
    assert row.name == "Former member"
    assert not row.has_usable_password()
    stored = str([list(table.objects.values()) for table in (User, AuditEvent, FormerHandle, DBTaskResult)])
    assert "CANARY" not in stored
    assert "ann@example.org" not in stored
    assert LICENSE_NUMBER not in stored
    for table, column in [
        (EmailAddress, "user"), (UserSession, "user"), (Authenticator, "user"), (PersonMute, "muter"),
        (PersonMute, "muted"), (BadgeAward, "person"), (ExpertApplication, "applicant"),
        (ExpertCredential, "user"), (DataExport, "person"), (FormerHandle, "person"),
        (Notification, "recipient"),
    ]:  # fmt: skip
        assert not table.objects.filter(**{column: row}).exists(), table
    assert not default_storage.exists(picture)
    assert not storages["private"].exists(document)
    assert not storages["private"].exists(file)


def test_erasing_is_recorded_without_personal_data_and_may_be_repeated():
    person = make_member("ann")

    erase(person)

    events = AuditEvent.objects.filter(target_type="user", target_id=person.pk).order_by("pk")
    assert list(events.values_list("action", flat=True)) == ["account.leaving", "account.erased"]
    assert events[0].details == {"posts": "keep"}
    assert not erase_person(person.pk)


def test_the_handle_goes_to_nobody_else(client):
    erase(make_member("ann"))

    assert not is_handle_free("ann")
    assert client.get("/people/ann/").status_code == 404
    assert FormerHandle.objects.get(handle="ann").person is None


def test_a_former_member_has_no_page_even_for_moderators(client):
    row = erase(make_member())
    client.force_login(make_moderator())

    assert client.get(f"/people/{row.handle}/").status_code == 404


@pytest.mark.parametrize(
    "column", ["display_name", "bio", "country", "roles", "is_active", "email", "handle"]
)
def test_the_database_keeps_a_former_member_empty(column):
    row = erase(make_member())
    wrong = {
        "display_name": "Ann", "bio": "Me", "country": "NO", "roles": ["moderator"], "is_active": True,
        "email": "ann@example.org", "handle": "back_again",
    }  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=row.pk).update(**{column: wrong[column]})


def test_nobody_gets_a_handle_like_a_former_members():
    with pytest.raises(IntegrityError, match="user_handle_is_no_former_members"), transaction.atomic():
        make_member("former_member_7")


def test_posts_that_are_kept_show_a_former_member_without_a_link(client):
    person = make_expert("ann")
    question = make_question(make_member())
    answer = make_answer(question, person)
    comment = make_comment(question, person)
    own = make_question(person)

    row = erase(person)

    page = client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()
    assert page.count("Former member") >= 2
    assert row.handle not in page
    assert "ann" not in {word.strip("<>\"'/") for word in page.split()}
    assert Answer.objects.get(pk=answer.pk).profession == "physiotherapist"
    assert "physiotherapist" in page.lower()
    assert Post.objects.get(pk=comment.pk).is_public
    assert "Former member" in client.get(reverse("qa:question", args=[own.pk, own.slug])).content.decode()
    assert "Former member" in client.get(reverse("posts:revisions", args=[own.pk])).content.decode()


CANARY_ANSWERS = Answers(times=["night"], triggers_note="CANARY", medicines_note="CANARY")


def test_removed_posts_go_where_nobody_replied_and_lose_their_text_where_somebody_did(client):
    person, other = make_member(), make_member()
    alone = make_question(
        person,
        body=SECRET,
        title="CANARY question without any reply",
        answers=CANARY_ANSWERS,
        private=("medicines",),
    )
    asked = make_question(
        person,
        body=SECRET,
        title="CANARY question with a reply here",
        answers=CANARY_ANSWERS,
        body_site="calf",
    )
    reply = make_comment(asked, other)
    last = make_comment(reply, person, "CANARY reply")
    own_thread = make_comment(make_question(other), person, "CANARY to which I reply myself")
    make_comment(own_thread, person, "CANARY myself")

    erase(person, REMOVE)

    states = dict(Post.objects.filter(author=person).values_list("pk", "state"))
    assert states == {
        alone.pk: State.PURGED, asked.pk: State.VISIBLE, last.pk: State.PURGED, own_thread.pk: State.PURGED,
        own_thread.pk + 1: State.PURGED,
    }  # fmt: skip
    assert "CANARY" not in str(list(Post.objects.values()))
    assert "CANARY" not in str(list(Revision.objects.values()))
    asked.refresh_from_db()
    assert (asked.intake.triggers_note, asked.facets, asked.body_site) == ("", [], "")
    assert not PrivateDetails.objects.exists()
    page = client.get(reverse("qa:question", args=[asked.pk, asked.slug])).content.decode()
    assert "taken this text along" in page
    assert reply.body in page


def test_answers_of_experts_stay_whatever_the_expert_chose():
    answer = make_answer(make_question(), expert := make_expert())

    erase(expert, REMOVE)

    answer.refresh_from_db()
    assert answer.is_public
    assert answer.body


def test_masks_stay_masks():
    person = make_member()
    question = make_question(person, is_masked=True)
    mask = question.byline

    erase(person)

    question.refresh_from_db()
    assert (question.byline, question.author_name) == (mask, mask)


def test_drafts_go_in_any_case():
    person = make_member()
    draft = make_comment(make_question(), person, "CANARY")
    Post.objects.filter(pk=draft.pk).update(state=State.DRAFT, is_public=False)

    erase(person)

    draft.refresh_from_db()
    assert (draft.state, draft.body) == (State.PURGED, "")


def test_votes_go_on_counting():
    person, question = make_member(), make_question()
    cast_vote(person, question, 1)

    erase(person, REMOVE)

    question.refresh_from_db()
    assert question.up_count == 1
    assert Vote.objects.get(post=question).voter.name == "Former member"


def test_opinions_go_and_are_counted_no_more():
    answer, expert = make_answer(make_question()), make_expert()
    give_opinion(expert, answer, stance=Stance.CAVEAT, reason="CANARY")

    erase(expert)

    answer.refresh_from_db()
    assert answer.agreement == 0
    assert not Agreement.objects.exists()


def test_what_waits_about_removed_posts_is_closed_and_the_words_of_reports_go():
    person = make_member()
    question = make_question(person)
    flag_post(make_member(), question, reason=FlagReason.RUDE)
    own = flag_post(person, make_question(), reason=FlagReason.OTHER, note="CANARY").item

    erase(person, REMOVE)

    assert not ReviewItem.objects.get(post=question).is_open
    assert ReviewItem.objects.get(pk=own.pk).is_open
    assert Flag.objects.get(flagger=person).note == "–"


def test_nobody_is_told_of_posts_of_former_members():
    person = make_member()
    question = make_question(person)
    row = erase(person)
    question.refresh_from_db()

    notify(row, Verb.MODERATED, question)

    assert not Notification.objects.filter(recipient=row).exists()


def test_every_column_of_an_account_is_emptied_or_kept_for_a_reason():
    columns = {field.name for field in User._meta.concrete_fields if not field.generated}
    made = {"email", "handle", "password"}

    assert columns == {*made, *EMPTY_COLUMNS, *COLUMNS_KEPT}
