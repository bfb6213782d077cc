"""What is served under /media/, and to whom it says what."""

import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.actions.setting_avatar import set_avatar
from lib.media import avatar_name
from tests.factories import make_member, make_pictured_question
from tests.lib.pictures import Upload

pytestmark = pytest.mark.django_db
KEY = uuid.UUID("6f1d2c3a-5b4e-4c7d-8a9b-0c1d2e3f4a5b")


@pytest.fixture(params=["memory", "files"])
def picture(request, settings, tmp_path):
    """A picture in a storage without a folder, and in a folder."""
    if request.param == "files":
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
        }
        settings.MEDIA_ROOT = tmp_path / "media"
        (tmp_path / "secret_key").write_text("secret")
    return make_pictured_question()[1]


def test_a_picture_is_asked_for_each_time_and_can_do_nothing(client, picture):
    response = client.get(picture.url)

    assert response.status_code == 200
    assert response.content == default_storage.open(picture.file.name).read()
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Content-Disposition"] == "inline"
    assert response.headers["Content-Length"] == str(picture.byte_size)
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_an_avatar_may_be_kept_for_ever(client):
    member = set_avatar(make_member(), Upload())

    response = client.get(f"/media/{avatar_name(member.avatar_key)}")

    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_browser_that_has_it_is_told_so(client, picture):
    etag = client.get(picture.url).headers["ETag"]

    again = client.get(picture.url, headers={"If-None-Match": etag})
    other = client.get(picture.url, headers={"If-None-Match": '"other"'})

    assert (again.status_code, again.content) == (304, b"")
    assert (again.headers["ETag"], again.headers["Cache-Control"]) == (etag, "private, no-cache")
    assert other.status_code == 200


def test_a_picture_that_is_gone_is_a_404_even_to_who_has_it(client, picture):
    etag = client.get(picture.url).headers["ETag"]
    default_storage.delete(picture.file.name)

    for headers in ({}, {"If-None-Match": etag}, {"If-None-Match": "*"}):
        response = client.get(picture.url, headers=headers)
        assert response.status_code == 404
        assert "immutable" not in response.headers.get("Cache-Control", "")


def test_the_thumbnail_is_served_as_well(client, picture):
    assert client.get(f"/media/{picture.thumbnail.name}").status_code == 200


def test_a_name_without_key_cannot_be_asked_for_though_it_is_there(client, picture):
    for name in ("secret.webp", "pictures/notes.txt", "credentials/passport.pdf"):
        default_storage.save(name, ContentFile(b"private"))
        assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "", "x", "pictures/", "pictures/../secret_key", "../secret_key", "..%2fsecret_key", "%2e%2e/secret_key",
        "pictures/%2e%2e/%2e%2e/secret_key", "/etc/passwd", "%2fetc%2fpasswd", "..\\secret_key", "%00",
        f"pictures/ab/{KEY}-8x6.webp%00.txt", f"pictures/ab/{KEY}-8x6.webp/../../../secret_key",
        f"pictures/ab/{KEY}-8x6.webp", f"pictures/ab/{KEY}-8x6.svg", f"pictures/ab/{KEY}-8x6.webp%0a",
        f"avatars/ab/{KEY}.webp", f"avatars/ab/{KEY}.html", f"PICTURES/ab/{KEY}-8x6.webp", "pictures/ab/" + "a" * 5000,
    ],
)  # fmt: skip
def test_anything_else_is_a_404(client, picture, name):
    assert client.get(f"/media/{name}").status_code == 404
