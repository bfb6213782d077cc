"""Any two versions of a post beside each other"""

import pytest
from django.urls import reverse

from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.kinds import State
from posts.selectors.revisions import compare_revisions
from tests.factories import BODY, after_grace, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    """Return a question with three versions."""
    post = make_question(title="A calf cramp at night", body=f"{BODY}\n\nThe first end.")
    for end in ("The second end.", "The third end."):
        edit_post(post.author, after_grace(post), Edit(body=f"{BODY}\n\n{end}"))
    post.refresh_from_db()
    return post


def address(post, before, after):
    return reverse("posts:compare", args=[post.pk, before, after])


def test_two_versions_that_do_not_follow_each_other(question, django_assert_num_queries):
    with django_assert_num_queries(1):
        pair = compare_revisions(question, 1, 3)

    changed = [row for row in pair.rows if row.kind != "same"]
    assert [(row.kind, row.before, row.after) for row in changed] == [
        ("changed", "The first end.", "The third end.")
    ]
    assert [line.text for line in pair.lines if line.kind == "removed"] == ["The first end."]


def test_a_version_is_the_same_as_itself(client, question):
    assert compare_revisions(question, 2, 2).is_same
    assert "Both versions say the same" in client.get(address(question, 2, 2)).content.decode()


def test_the_page_shows_them_side_by_side_and_in_one_column(client, question):
    beside = client.get(address(question, 3, 1)).content.decode()
    below = client.get(address(question, 3, 1) + "?view=inline").content.decode()

    assert "<table>" in beside
    assert 'href="?view=inline"' in beside
    assert "<table>" not in below
    for page in (beside, below):
        assert "The <mark>third</mark> end." in page
        assert "The <mark>first</mark> end." in page


@pytest.mark.parametrize(("before", "after"), [(0, 1), (1, 4), (10**30, 1)])
def test_versions_that_do_not_exist(client, question, before, after):
    assert client.get(address(question, before, after)).status_code == 404


def test_who_may_not_see_the_history_may_not_compare(client, question):
    change_state(make_moderator(), question, State.HIDDEN, reason="harm")
    client.force_login(make_member())
    assert client.get(address(question, 1, 2)).status_code == 404

    client.force_login(make_moderator())
    assert client.get(address(question, 1, 2)).status_code == 200


def test_the_history_leads_to_two_chosen_versions(client, question):
    history = reverse("posts:revisions", args=[question.pk])
    assert address(question, 1, 3) in client.get(history).content.decode()

    assert client.get(history, {"before": "1", "after": "2"}).url == address(question, 1, 2)


@pytest.mark.parametrize("bad", ["", "x", "0", "4", "1\x00", "9" * 30])
def test_a_version_that_cannot_be_chosen_is_said_next_to_its_field(client, question, bad):
    response = client.get(reverse("posts:revisions", args=[question.pk]), {"before": bad, "after": "2"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["before"]


def test_a_text_is_never_markup(client):
    post = make_question(body=f"{BODY} <script>alert(1)</script>")

    assert "<script>alert" not in client.get(address(post, 1, 1)).content.decode()
