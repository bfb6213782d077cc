"""Uploaded files in a bucket: settings, and the site with one that speaks like Amazon's"""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from accounts.roles import Role
from config.env import BadSettingError
from config.media_storage import media_storage
from posts.actions.changing_state import change_state
from posts.kinds import State
from tests.factories import make_moderator, make_pictured_question, make_staff

BUCKET = {
    "MEDIA_BUCKET": "pics",
    "MEDIA_REGION": "eu-1",
    "MEDIA_ACCESS_KEY": "key",
    "MEDIA_SECRET_KEY": "secret",
}


class Bucket(BaseHTTPRequestHandler):
    """As much of a bucket as the site uses; refuses whatever comes without a signature."""

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_any(self):
        kept, sent = self.server.kept, self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.heads.append(dict(self.headers))
        if not self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 Credential=key/"):
            return self.answer(403)
        if self.command == "PUT":
            kept[self.path] = sent
            return self.answer(200, ETag='"x"')
        if self.command == "DELETE":
            kept.pop(self.path, None)
            return self.answer(204)
        if self.path not in kept:
            return self.answer(
                404, b"" if self.command == "HEAD" else b"<Error><Code>NoSuchKey</Code></Error>"
            )
        return self.answer(200, kept[self.path], ETag='"x"', Last_Modified="Sat, 28 Nov 2026 10:00:00 GMT")

    do_GET = do_HEAD = do_PUT = do_DELETE = handle_any

    def log_message(self, *_args):
        pass


@pytest.fixture
def bucket(monkeypatch, settings):
    """The site with its uploaded files in a bucket; the server keeps them in `kept`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    server.kept, server.heads = {}, []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    for name, value in (BUCKET | {"MEDIA_ENDPOINT": f"http://127.0.0.1:{server.server_port}"}).items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = settings.STORAGES | {"default": media_storage("production")}
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.django_db
def test_pictures_are_kept_served_and_erased_in_a_bucket(client, bucket, django_capture_on_commit_callbacks):
    question, picture = make_pictured_question()

    assert set(bucket.kept) == {f"/pics/{picture.file.name}", f"/pics/{picture.thumbnail.name}"}
    response = client.get(picture.url)
    assert response.content == bucket.kept[f"/pics/{picture.file.name}"]
    assert client.get(picture.url, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert all("x-amz-acl" not in {name.lower() for name in head} for head in bucket.heads)

    change_state(make_moderator(), question, State.DELETED)
    assert client.get(picture.url).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        change_state(make_staff(Role.ADMINISTRATOR), question, State.PURGED)
    assert bucket.kept == {}


@pytest.mark.django_db
def test_a_picture_that_is_not_in_the_bucket_is_a_404(client, bucket):
    _question, picture = make_pictured_question()
    etag = client.get(picture.url).headers["ETag"]
    bucket.kept.clear()

    for headers in ({}, {"If-None-Match": etag}):
        assert client.get(picture.url, headers=headers).status_code == 404


def test_without_a_bucket_files_are_in_a_folder(monkeypatch):
    for name in (*BUCKET, "MEDIA_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)

    assert media_storage("production") == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


@pytest.mark.parametrize(
    "wrong", [{"MEDIA_SECRET_KEY": ""}, {"MEDIA_ACCESS_KEY": ""}, {"MEDIA_ENDPOINT": "s3.example.org"}]
)
def test_settings_that_make_no_sense_stop_the_start(monkeypatch, wrong):
    for name, value in (BUCKET | wrong).items():
        monkeypatch.setenv(name, value)

    with pytest.raises(BadSettingError, match="MEDIA_"):
        media_storage("production")
