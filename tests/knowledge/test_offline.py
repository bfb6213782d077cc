"""What a browser keeps for the time without a connection; the walk is in tests/journeys."""

import json
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.urls import reverse

from accounts.roles import Role
from knowledge.models import Article
from posts.models import Post
from tests.factories import make_article, make_comment, make_member, make_staff

pytestmark = pytest.mark.django_db
RELIEF_PICTURES = settings.BASE_DIR / "static" / "img" / "relief"
HELP = "/knowledge/when-to-get-help/"


@pytest.fixture
def help_page(tmp_path):
    return make_article(tmp_path, "when-to-get-help")


def review(post):
    Article.objects.filter(pk=post.pk).update(
        last_reviewed="2026-10-01", reviewed_by="Ida Berg", reviewer_qualification="Physiotherapist"
    )


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def worker_orders(client):
    return json.loads(page(client, "/service-worker.js").split(";\n", 1)[0].removeprefix("const KEPT = "))


def test_the_worker_is_served_for_the_whole_site_and_checked_on_every_visit(client):
    response = client.get("/service-worker.js")

    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert response["Service-Worker-Allowed"] == "/"
    assert "Vary" not in response or "Cookie" not in response["Vary"]


def test_the_worker_keeps_the_relief_pages_help_and_home(client, tmp_path, help_page):
    make_article(tmp_path, "calf-steps", kind="relief")
    make_article(tmp_path, "calf-guide")

    orders = worker_orders(client)

    assert orders["pages"] == {
        "/": "/offline/",
        "/knowledge/relief/": "/offline/",
        "/knowledge/calf-steps/": "/offline/calf-steps/",
        HELP: "/offline/when-to-get-help/",
    }
    assert client.get("/offline/calf-guide/").status_code == 404


def test_everything_that_a_kept_page_needs_is_kept(client, tmp_path):
    make_article(tmp_path, "calf-steps", kind="relief")
    kept = set(worker_orders(client)["files"])

    for address in ("/offline/", "/offline/calf-steps/"):
        needed = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page(client, address)))
        assert needed <= kept, address


def test_all_drawings_of_relief_positions_are_kept(client):
    kept = worker_orders(client)["pictures"]

    assert kept == [f"/static/img/relief/{path.name}" for path in sorted(RELIEF_PICTURES.glob("*.svg"))]


def test_the_version_changes_with_what_is_kept_and_with_nothing_else(client, tmp_path, help_page):
    steps = make_article(tmp_path, "calf-steps", kind="relief")
    before = worker_orders(client)["version"]

    make_comment(steps)
    make_article(tmp_path, "calf-guide")
    assert worker_orders(client)["version"] == before

    versions = {before}
    for change in ({"body_html": "<p>Other</p>"}, {"title": "Other"}, {"is_public": False}):
        Post.objects.filter(pk=steps.pk).update(**change)
        versions.add(worker_orders(client)["version"])
    review(help_page)
    assert len(versions | {worker_orders(client)["version"]}) == 5


def test_a_copy_says_when_it_was_made_and_whether_it_was_reviewed(client, tmp_path):
    post = make_article(tmp_path, "calf-steps", kind="relief")
    html = page(client, "/offline/calf-steps/")
    assert "Offline copy of" in html
    assert "Not yet reviewed by a clinician." in html

    review(post)

    assert "Reviewed by Ida Berg, Physiotherapist, Oct. 1, 2026." in page(client, "/offline/calf-steps/")


def test_a_copy_is_the_same_for_everybody_and_has_nothing_that_members_wrote(client, tmp_path):
    post = make_article(tmp_path, "calf-steps", kind="relief")
    make_comment(post, body="Mine was in the left leg.")
    anonymous = {address: client.get(address) for address in ("/offline/", "/offline/calf-steps/")}

    client.force_login(make_staff(Role.ADMINISTRATOR, "ada"))
    client.cookies["country"] = "NO"

    for address, response in anonymous.items():
        again = client.get(address)
        assert again.content == response.content
        assert "Cookie" not in again.get("Vary", "")
        assert not again.cookies
        assert b"left leg" not in again.content
        assert b"csrf" not in again.content


def test_each_page_that_is_kept_takes_one_query(client, tmp_path, django_assert_num_queries):
    for number in range(5):
        make_article(tmp_path, f"steps-{number}", kind="relief")
    client.force_login(make_member())

    for address in ("/offline/", "/offline/steps-1/", "/service-worker.js"):
        with django_assert_num_queries(1):
            client.get(address)


def test_the_manifest_names_pictures_that_exist(client):
    manifest = client.get("/manifest.webmanifest").json()

    assert manifest["start_url"] == "/"
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])
    assert reverse("knowledge:relief") in [shortcut["url"] for shortcut in manifest["shortcuts"]]


def test_hidden_articles_are_not_kept(client, tmp_path):
    post = make_article(tmp_path, "calf-steps", kind="relief")
    Post.objects.filter(pk=post.pk).update(is_public=False)

    assert client.get("/offline/calf-steps/").status_code == 404
    assert "calf-steps" not in page(client, "/offline/")
    assert "calf-steps" not in page(client, "/service-worker.js")


def test_the_articles_of_ours_are_kept(client):
    call_command("load_knowledge", verbosity=0)

    assert {HELP, "/knowledge/relieve-a-cramp/"} <= set(worker_orders(client)["pages"])
