"""accounts.actions.setting_avatar and its page"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.actions.setting_avatar import MOST_AN_HOUR, remove_avatar, set_avatar
from accounts.models import User
from audit.models import AuditEvent
from lib.errors import LimitError, UserError
from lib.media import avatar_name
from lib.uploads import MAX_BYTES
from tests.factories import make_answer, make_comment, make_expert, make_member, make_question
from tests.lib.pictures import Upload, image_bytes, noise_bytes

pytestmark = pytest.mark.django_db
PAGE = "/profile/avatar/"


@pytest.fixture
def member(client):
    person = make_member()
    client.force_login(person)
    return person


def test_an_avatar_is_a_square_of_256():
    person = set_avatar(make_member(), Upload(noise_bytes("JPEG", (900, 300))))

    with default_storage.open(avatar_name(person.avatar_key)) as file:
        image = Image.open(file)
        assert (image.format, image.size) == ("WEBP", (256, 256))


def test_each_upload_has_a_new_key_and_the_old_file_goes(django_capture_on_commit_callbacks):
    person = set_avatar(make_member(), Upload())
    first = person.avatar_key

    with django_capture_on_commit_callbacks() as callbacks:
        person = set_avatar(person, Upload())

    assert person.avatar_key != first
    assert default_storage.exists(avatar_name(first))
    for callback in callbacks:
        callback()
    assert not default_storage.exists(avatar_name(first))
    assert default_storage.exists(avatar_name(person.avatar_key))


def test_a_bad_file_leaves_the_old_picture(django_capture_on_commit_callbacks):
    person = set_avatar(make_member(), Upload())

    with pytest.raises(UserError), django_capture_on_commit_callbacks(execute=True):
        set_avatar(person, Upload(b"no picture"))

    person.refresh_from_db()
    assert default_storage.exists(avatar_name(person.avatar_key))


def test_removing_takes_the_file_away(django_capture_on_commit_callbacks):
    person = set_avatar(make_member(), Upload())
    name = avatar_name(person.avatar_key)

    with django_capture_on_commit_callbacks(execute=True):
        person = remove_avatar(person)
    remove_avatar(person)

    assert (person.avatar_key, person.avatar_url) == (None, "")
    assert not default_storage.exists(name)
    assert AuditEvent.objects.filter(action="avatar.removed").count() == 1


def test_someone_suspended_removes_a_picture_but_shows_no_new_one():
    person = set_avatar(make_member(), Upload())
    person.suspended_until = timezone.now() + timedelta(days=1)
    person.save()

    with pytest.raises(PermissionDenied):
        set_avatar(person, Upload())
    assert remove_avatar(person).avatar_key is None


def test_the_record_tells_neither_key_nor_name():
    person = set_avatar(make_member(), Upload(name="Ann Lee.png"))

    event = AuditEvent.objects.get(action="avatar.set")
    assert (event.actor, event.target_id, event.details) == (person, person.pk, {})


def test_someone_who_changes_it_all_the_time_waits():
    person = make_member()
    for _ in range(MOST_AN_HOUR):
        set_avatar(person, Upload(image_bytes(size=(2, 2))))

    with pytest.raises(LimitError, match="10 times within an hour. The next time is possible in"):
        set_avatar(person, Upload())
    set_avatar(make_member(), Upload())


def test_two_people_never_share_a_key():
    first, second = set_avatar(make_member(), Upload()), make_member()

    with pytest.raises(IntegrityError, match="user_avatar_once"), transaction.atomic():
        User.objects.filter(pk=second.pk).update(avatar_key=first.avatar_key)


def test_the_page_shows_initials_then_the_picture_then_initials(client, member):
    assert b"<img" not in client.get(PAGE).content

    with_picture = client.post(PAGE, {"file": Upload()}, follow=True).content.decode()
    member.refresh_from_db()
    assert f'<img src="{member.avatar_url}" width="256" height="256" alt=""' in with_picture
    assert client.get(member.avatar_url).status_code == 200

    without = client.post(PAGE, {"intent": "remove"}, follow=True).content.decode()
    assert "<img" not in without
    assert f">{member.initials}</span>" in without


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "cannot be read as a picture"),
        (image_bytes() + b"\x00" * MAX_BYTES, "larger than 10 MB"),
    ],
    ids=["empty", "svg", "too-large"],
)
def test_a_bad_file_is_answered_with_the_reason(client, member, data, message):
    response = client.post(PAGE, {"file": Upload(data)})

    assert response.status_code == 422
    assert any(message in error for error in response.context["form"].errors["file"])


def test_a_form_without_a_file_is_told_so(client, member):
    for data in ({}, {"file": "text"}, {"intent": "nonsense"}):
        assert client.post(PAGE, data).status_code == 422


def test_the_page_takes_two_queries(client, member, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        client.get(PAGE)


def test_threads_profiles_and_the_directory_show_it(client):
    expert, member = set_avatar(make_expert(), Upload()), set_avatar(make_member(), Upload())
    question = make_question()
    answer = make_answer(question, expert)
    make_comment(question, member, is_experience=True)

    thread = client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()
    assert expert.avatar_url in thread
    assert member.avatar_url in thread
    assert answer.author.avatar_url in client.get(f"/people/{expert.handle}/").content.decode()
    assert expert.avatar_url in client.get("/experts/").content.decode()
