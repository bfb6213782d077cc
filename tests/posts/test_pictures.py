"""posts.actions.uploading and its page: who puts pictures up, and what is refused"""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.roles import Role
from audit.models import AuditEvent
from lib.errors import LimitError
from lib.images import ImageError
from lib.media import PUBLIC_NAME
from lib.uploads import MAX_BYTES
from posts.actions.uploading import MOST_AN_HOUR, upload_picture
from posts.models import Picture
from tests.factories import make_article, make_expert, make_member, make_newcomer, make_picture, make_staff
from tests.lib.pictures import SECRET, Upload, image_bytes, noise_bytes

pytestmark = pytest.mark.django_db
PAGE = "/pictures/new/"
HTMX = {"HX-Request": "true"}
ALT = "A calf, seen from behind"


@pytest.fixture
def editor(client):
    person = make_staff(Role.EDITOR)
    client.force_login(person)
    return person


def send(client, file=None, alt=ALT, **more):
    return client.post(PAGE, {"file": file or Upload(), "alt": alt}, **more)


@pytest.mark.parametrize("maker", [make_member, make_expert, lambda: make_staff(Role.REVIEWER)])
def test_members_experts_and_staff_upload(maker):
    person = maker()

    picture = upload_picture(person, Upload(noise_bytes(size=(2000, 1000))), alt=ALT)

    assert (picture.width, picture.height, picture.uploader, picture.post) == (1600, 800, person, None)
    assert picture.byte_size == default_storage.size(picture.file.name)
    with default_storage.open(picture.thumbnail.name) as file:
        assert Image.open(file).size == (640, 320)


def test_who_is_new_or_may_not_write_does_not():
    suspended, leaving = make_staff(Role.EDITOR), make_member()
    suspended.suspended_until = timezone.now() + timedelta(days=1)
    leaving.leaves_at = timezone.now() + timedelta(days=1)

    for person in (make_newcomer(), suspended, leaving):
        with pytest.raises(PermissionDenied):
            upload_picture(person, Upload(), alt=ALT)
    assert not Picture.objects.exists()


def test_nothing_of_the_file_name_or_its_metadata_is_kept():
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()

    picture = upload_picture(
        make_expert(), Upload(image_bytes("JPEG", exif=exif.tobytes()), "../../Ann Lee, Oslo.php"), alt=ALT
    )

    for name in (picture.file.name, picture.thumbnail.name):
        assert PUBLIC_NAME.fullmatch(name)
        with default_storage.open(name) as file:
            assert SECRET not in file.read()


def test_the_record_names_the_picture_and_nothing_else():
    picture = make_picture()

    event = AuditEvent.objects.get(action="picture.uploaded")
    assert (event.actor, event.target_id) == (picture.uploader, picture.uploader_id)
    assert event.details == {"picture": str(picture.key)}


def test_someone_who_has_uploaded_forty_within_an_hour_waits():
    person = make_expert()
    row = {
        "uploader": person,
        "file": "a",
        "thumbnail": "b",
        "width": 1,
        "height": 1,
        "byte_size": 1,
        "alt": "c",
    }
    Picture.objects.bulk_create(Picture(**row) for _ in range(MOST_AN_HOUR))

    with pytest.raises(LimitError, match="40 pictures within an hour. The next time is possible in"):
        upload_picture(person, Upload(), alt=ALT)
    upload_picture(make_expert(), Upload(), alt=ALT)
    Picture.objects.filter(uploader=person).update(created_at=timezone.now() - timedelta(minutes=61))
    upload_picture(person, Upload(), alt=ALT)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"width": 0}, "picture_sides_within_limits"),
        ({"height": 1601}, "picture_sides_within_limits"),
        ({"byte_size": 0}, "picture_is_not_empty"),
        ({"alt": ""}, "picture_has_a_description"),
        ({"file": ""}, "picture_has_its_files"),
    ],
)
def test_the_database_refuses_what_cannot_be(change, constraint):
    picture = make_picture()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(**change)


def test_after_an_upload_the_page_shows_the_picture_and_what_to_paste(client, editor):
    response = send(client, follow=True)

    picture = Picture.objects.get()
    page = response.content.decode()
    assert response.redirect_chain == [(f"{PAGE}?added={picture.key}", 302)]
    assert f'src="{picture.url}"' in page
    assert f"![{ALT}](picture:{picture.key}-60x40)" in page


def test_a_script_gets_the_piece(client, editor):
    response = send(client, headers=HTMX)

    assert response.status_code == 200
    assert f'data-markdown="{Picture.objects.get().markdown}"' in response.content.decode()
    assert "<html" not in response.content.decode()


def test_a_script_gets_the_reasons(client, editor):
    response = send(client, Upload(b"no picture"), headers=HTMX)

    page = response.content.decode()
    assert response.status_code == 422
    assert "cannot be read as a picture" in page
    assert "<html" not in page


def test_a_script_of_someone_signed_out_is_led_to_the_sign_in(client):
    response = send(client, headers=HTMX)

    assert response.headers["HX-Redirect"].startswith("/accounts/login/")


def test_the_picture_of_someone_else_is_not_shown(client, editor):
    other = make_picture(make_expert())

    for key in (other.key, "x", "\x00", "1" * 5000):
        response = client.get(PAGE, {"added": str(key)})
        assert response.status_code == 200
        assert response.context["picture"] is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The submitted file is empty."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "cannot be read as a picture"),
        (b"<html><script>alert(1)</script>", "cannot be read as a picture"),
        (image_bytes()[:60], "cannot be read as a picture"),
        (image_bytes() + b"\x00" * MAX_BYTES, "larger than 10 MB"),
        (image_bytes() + b"\x00" * (3 * MAX_BYTES), "larger than 10 MB"),
    ],
    ids=["empty", "svg", "html", "truncated", "too-large", "far-too-large"],
)
def test_a_bad_file_comes_back_with_the_reason_and_the_words(client, editor, data, message):
    response = send(client, Upload(data))

    form = response.context["form"]
    assert response.status_code == 422
    assert any(message in error for error in form.errors["file"])
    assert form["alt"].value() == ALT
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("alt", "message"),
    [("", "required"), ("  ", "required"), ("x" * 10_000, "at most 300"), ("a\x00bcd", "Null characters")],
)
def test_bad_words_come_back_with_the_reason(client, editor, alt, message):
    response = send(client, alt=alt)

    assert response.status_code == 422
    assert any(message in error for error in response.context["form"].errors["alt"])


def test_a_form_without_a_file_is_told_so(client, editor):
    for data in ({}, {"file": "text"}, {"file": "text", "alt": ALT}):
        assert client.post(PAGE, data).status_code == 422


def test_the_name_of_the_file_may_be_anything(client, editor):
    for name in ("a" * 3000 + ".png", "日本\u202egnp.exe", "<script>.png", "a\x01\x02.png", "..png", "CON"):
        assert send(client, Upload(name=name)).status_code == 302


def test_a_form_with_too_many_files_is_refused(client, editor):
    response = client.post(PAGE, {"file": [Upload() for _ in range(9)], "alt": ALT})

    assert response.status_code == 400


@pytest.mark.parametrize("in_memory", [0, 50_000_000])
def test_no_more_than_the_limit_is_taken_in(client, editor, in_memory):
    with override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=in_memory):
        response = send(client, Upload(image_bytes() + b"\x00" * (3 * MAX_BYTES)))

    taken = response.context["form"].files["file"].size
    assert MAX_BYTES < taken < MAX_BYTES + 1_000_000


def test_the_action_refuses_a_broken_file_by_itself():
    with pytest.raises(ImageError):
        upload_picture(make_expert(), io.BytesIO(b"x"), alt=ALT)
    assert not AuditEvent.objects.filter(action="picture.uploaded").exists()


def test_the_page_takes_three_queries(client, editor, django_assert_max_num_queries):
    picture = make_picture(editor)

    with django_assert_max_num_queries(3):
        client.get(PAGE, {"added": str(picture.key)})


def test_an_upload_takes_the_same_queries_whatever_there_is(client, editor, django_assert_max_num_queries):
    def count():
        with django_assert_max_num_queries(14) as queries:
            send(client)
        return len(queries)

    first = count()
    for _ in range(5):
        make_picture(editor)

    assert count() == first


def test_the_editor_offers_the_upload_and_knows_its_limit(client, editor, tmp_path):
    page = client.get(reverse("knowledge:edit", args=[make_article(tmp_path).slug])).content.decode()

    assert 'data-behaviour="picture-upload"' in page
    assert f'data-max-bytes="{MAX_BYTES}"' in page
    assert "data-most" not in page


def test_the_name_of_the_file_is_looked_through_and_not_kept(client, editor):
    named = Upload(name="scan_of_ann.lee@example.org.png")

    page = send(client, named, headers=HTMX).content.decode()
    plain = send(client, Upload(name="IMG_20261128_091545123.png"), headers=HTMX).content.decode()

    assert "something that tells who somebody is (e-mail address)" in page
    assert "ann.lee" not in page
    assert "data-name-note" not in plain
