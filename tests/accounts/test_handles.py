"""accounts.handles: look-alikes, reserved names, changing a handle, former handles"""

import re
import string
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts import rules
from accounts.actions.changing_handle import change_handle
from accounts.handles import CHANGE_DAYS, HANDLE_PATTERN, TAKEN, handle_skeleton
from accounts.models import FormerHandle, User
from accounts.validators import RESERVED_HANDLES, refuse_reserved
from audit.models import AuditEvent
from lib.errors import UserError
from tests.factories import PASSWORD, make_member
from tests.posts.test_concurrency import all_at_once

SUSPENDED = {"suspended_until": timezone.now() + timedelta(days=1)}
LOOK_ALIKES = [
    ("mia_k", "miak"), ("mia_k", "m_i_a_k"), ("bill", "bi1l"), ("bill", "b1ll"), ("bill", "blii"), ("coco", "c0co"),
    ("sam_5", "5am5"), ("marnie", "mamie"), ("rrnx", "rmx"), ("wendy", "vvendy"), ("avvva", "avwa"), ("corn", "com"),
    ("tim1", "timl"), ("ro0m", "roorn"),
]  # fmt: skip
APART = [
    ("mia", "miaa"), ("anna2", "annaz"), ("clara", "dara"), ("bob6", "bobb"), ("bob8", "bobb"), ("dog9", "dogg"),
    ("ann", "anne"), ("person1", "person2"), ("uno", "vno"),
]  # fmt: skip


def sign_up(client, handle, email="new@example.org"):
    return client.post("/accounts/signup/", {"email": email, "username": handle, "password1": PASSWORD})


def said(response):
    return [str(error) for error in response.context["form"].errors.get("username", [])]


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKES)
@pytest.mark.django_db
def test_the_database_refuses_look_alikes(one, other):
    make_member(one)

    with pytest.raises(IntegrityError, match="user_handle_looks_like_no_other"):
        User.objects.create(email="other@example.org", handle=other)


@pytest.mark.parametrize(("one", "other"), APART)
@pytest.mark.django_db
def test_handles_that_are_told_apart_stand_side_by_side(one, other):
    make_member(one)

    assert make_member(other).handle_skeleton != handle_skeleton(one)


class TheSkeletonInPythonAndInTheDatabase(TestCase):
    @given(
        st.from_regex(
            re.compile(HANDLE_PATTERN.replace("$", r"\Z")), alphabet=string.ascii_lowercase + "015_"
        )
    )
    def test_are_the_same(self, handle):
        person = User.objects.create(email="x@example.org", handle=handle)

        assert person.handle_skeleton == handle_skeleton(handle)


@pytest.mark.parametrize("handle", ["Mia", "mia.k", "mіa", "m\u200bia", "_mia", "mia_", "mi", "m" * 31])
@pytest.mark.django_db
def test_the_database_takes_plain_handles_only(handle):
    with (
        pytest.raises(DatabaseError, match="user_handle_is_plain|too long"),
        transaction.atomic(),
    ):
        User.objects.create(email="x@example.org", handle=handle)


@pytest.mark.parametrize(
    "handle", [*sorted(RESERVED_HANDLES), "rnoderator", "adm1n", "unkn0t", "_un_knot", "5taff"]
)
def test_reserved_names_and_their_look_alikes_are_refused(handle):
    with pytest.raises(ValidationError, match="reserved"):
        refuse_reserved(handle)


@pytest.mark.django_db
@pytest.mark.parametrize("handle", ["mia_k", "MIA_K", "mlak", "m1a_k"])
def test_signing_up_with_a_look_alike_is_explained_next_to_the_field(client, handle):
    make_member("mia_k")

    response = sign_up(client, handle)

    assert said(response) == [str(TAKEN)]
    assert "new@example.org" in response.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.django_db
def test_the_answer_to_a_taken_handle_tells_nothing_about_the_address(client):
    known = make_member("mia_k")

    answers = [sign_up(Client(), "mlak", email) for email in (known.email, "new@example.org")]

    assert said(answers[0]) == said(answers[1]) == [str(TAKEN)]
    assert [list(answer.context["form"].errors) for answer in answers] == [["username"]] * 2


@pytest.mark.django_db
def test_a_handle_given_up_by_somebody_else_is_taken_for_sign_ups(client):
    change_handle(make_member("mia_k"), "someone_new")

    assert said(sign_up(client, "miak")) == [str(TAKEN)]


@pytest.mark.django_db
def test_a_changed_handle_leaves_the_old_one_behind():
    person = change_handle(make_member("old_name"), "new_name")

    assert person.handle == "new_name"
    assert FormerHandle.objects.get(handle="old_name").person == person
    event = AuditEvent.objects.get(action="handle.changed")
    assert (event.target_id, event.details) == (person.pk, {})


@pytest.mark.django_db
def test_a_handle_is_changed_once_in_a_while():
    person = change_handle(make_member("old_name"), "new_name")
    with pytest.raises(UserError, match=str(CHANGE_DAYS)) as refusal:
        change_handle(person, "third_name")
    assert refusal.value.field == "handle"

    User.objects.filter(pk=person.pk).update(
        handle_changed_at=timezone.now() - timedelta(days=CHANGE_DAYS, minutes=1)
    )

    assert change_handle(person, "third_name").handle == "third_name"


@pytest.mark.django_db
def test_one_may_go_back_to_an_own_former_handle_and_leave_it_again():
    person = make_member("aaa")
    for handle in ("bbb", "aaa", "ccc", "c_c_c"):
        User.objects.filter(pk=person.pk).update(handle_changed_at=None)
        person = change_handle(person, handle)

    assert set(FormerHandle.objects.values_list("handle", flat=True)) == {"aaa", "bbb", "ccc"}


@pytest.mark.django_db
def test_the_same_handle_again_is_no_change():
    person = change_handle(make_member("mia"), "mia")

    assert person.handle_changed_at is None
    assert not FormerHandle.objects.exists()


@pytest.mark.django_db
def test_suspended_people_do_not_change_their_handle():
    with pytest.raises(PermissionDenied):
        change_handle(make_member(**SUSPENDED), "new_name")


@pytest.mark.django_db
def test_only_owners_may_change_a_handle():
    person = make_member()

    assert rules.can_change_handle(person, person)
    assert not rules.can_change_handle(make_member(), person)
    assert not rules.can_change_handle(AnonymousUser(), person)


@pytest.mark.django_db
@pytest.mark.parametrize("handle", ["taken", "tak_en", "once", "0nce"])
def test_the_action_refuses_what_is_or_was_somebody_elses(handle):
    make_member("taken")
    change_handle(make_member("once"), "elsewhere")
    person = make_member("mia")

    with pytest.raises(UserError) as refusal:
        change_handle(person, handle)

    person.refresh_from_db()
    assert (refusal.value.field, person.handle) == ("handle", "mia")
    assert not FormerHandle.objects.filter(person=person).exists()


@pytest.mark.django_db
def test_the_database_keeps_former_handles_for_ever():
    person = change_handle(make_member("old_name"), "new_name")
    former = FormerHandle.objects.get()

    for handle in ("old_name", "oldname", "0ld_name"):
        with pytest.raises(IntegrityError, match="somebody else"), transaction.atomic():
            User.objects.create(email="x@example.org", handle=handle)
    with pytest.raises(IntegrityError, match="kept as a former one"), transaction.atomic():
        User.objects.filter(pk=person.pk).update(handle="third_name")
    for change in ({"handle": "other"}, {"person": make_member()}):
        with pytest.raises(IntegrityError, match="for ever"), transaction.atomic():
            FormerHandle.objects.filter(pk=former.pk).update(**change)
    with pytest.raises(IntegrityError, match="for ever"), transaction.atomic():
        former.delete()


@pytest.mark.django_db
def test_whose_a_former_handle_was_can_be_forgotten_but_it_stays_taken(client):
    change_handle(make_member("old_name"), "new_name")

    FormerHandle.objects.update(person=None)

    assert client.get("/people/old_name/").status_code == 404
    assert said(sign_up(client, "old_name")) == [str(TAKEN)]
    with pytest.raises(IntegrityError, match="somebody else"):
        User.objects.create(email="x@example.org", handle="old_name")


@pytest.mark.django_db
def test_links_to_a_former_handle_lead_to_the_person(client):
    change_handle(make_member("old_name"), "new_name")

    for address in ("/people/old_name/", "/people/OLD_name/", "/people/New_Name/"):
        response = client.get(address)
        assert (response.status_code, response.url) == (301, "/people/new_name/")
        assert response.headers["Cache-Control"] == "max-age=3600"


@pytest.mark.django_db
def test_the_page_changes_the_handle_and_says_what_is_wrong(client):
    make_member("taken")
    client.force_login(make_member("mia"))

    for handle, message in [
        ("tak_en", "taken"), ("Ab", "3 to 30"), ("mod", "reserved"), ("x" * 10_000, "at most 30"), ("a\x00b", "Null"),
        ("mіa", "3 to 30"), ("", "required"),
    ]:  # fmt: skip
        response = client.post("/profile/handle/", {"handle": handle})
        assert response.status_code == 422
        assert any(message in error for error in response.context["form"].errors["handle"])
        assert response.context["form"]["handle"].value() == handle

    assert client.post("/profile/handle/", {"handle": "new_mia"}).url == "/people/new_mia/"
    assert b"next change is possible" in client.get("/profile/handle/").content
    assert client.post("/profile/handle/", {"handle": "newer_mia"}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_of_sign_ups_with_look_alike_handles_at_once_one_succeeds_and_the_others_are_told():
    answers = []
    handles = ["mia_k", "miak", "m1ak", "mlak"]

    def enter(number, handle):
        answers.append(sign_up(Client(REMOTE_ADDR=f"10.0.0.{number}"), handle, f"p{number}@example.org"))

    all_at_once(*[lambda n=n, handle=handle: enter(n, handle) for n, handle in enumerate(handles)])

    assert User.objects.count() == 1
    assert sorted(answer.status_code == 302 for answer in answers) == [False, False, False, True]
    assert all(said(answer) == [str(TAKEN)] for answer in answers if answer.status_code != 302)


@pytest.mark.django_db(transaction=True)
def test_sign_ups_with_one_address_at_once_make_one_account_and_look_the_same():
    answers = []

    def enter(number):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        answers.append(sign_up(client, f"person{number}a", "same@example.org"))

    all_at_once(*[lambda n=n: enter(n) for n in range(3)])

    assert User.objects.count() == 1
    # A known address answers the same: one mail in ten seconds, then a page that says how long to wait.
    assert {answer.status_code for answer in answers} <= {302, 429}
    assert {answer.url for answer in answers if answer.status_code == 302} == {"/accounts/confirm-email/"}


@pytest.mark.django_db(transaction=True)
def test_nobody_slips_into_a_handle_while_its_owner_gives_it_up():
    owner = make_member("old_name")
    refused = []

    def take(number):
        try:
            with transaction.atomic():
                User.objects.create(email=f"p{number}@example.org", handle="old_name")
        except IntegrityError:
            refused.append(number)

    all_at_once(lambda: change_handle(owner, "new_name"), *[lambda n=n: take(n) for n in range(6)])

    assert len(refused) == 6
    assert User.objects.get(handle="new_name") == owner
    assert User.objects.count() == 1
