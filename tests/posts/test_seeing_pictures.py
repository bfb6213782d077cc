"""posts.selectors.pictures through /media/: who sees a picture sees its post, and the other way round"""

import pytest
from django.urls import reverse

from accounts.roles import Role
from knowledge.actions.reviewing import publish
from moderation.models import WatchedAction, WatchedEntry, WatchedKind
from posts.actions.changing_state import change_state
from posts.actions.editing import edit_post
from posts.edits import Edit
from posts.kinds import State
from posts.models import Post, SuggestedEdit
from tests.factories import (
    BODY,
    after_grace,
    make_article,
    make_comment,
    make_item,
    make_member,
    make_moderator,
    make_newcomer,
    make_picture,
    make_pictured_proposal,
    make_pictured_question,
    make_question,
    make_staff,
)

pytestmark = pytest.mark.django_db


def hold_snake_oil():
    """Let what names it wait for a moderator."""
    WatchedEntry.objects.create(kind=WatchedKind.PHRASE, pattern="snake oil", action=WatchedAction.HOLD)


@pytest.fixture
def seen(client):
    """Whether somebody (None: signed out) gets the picture, whole and small."""

    def ask(picture, reader):
        client.logout()
        if reader:
            client.force_login(reader)
        found = [
            client.get(f"/media/{name}").status_code for name in (picture.file.name, picture.thumbnail.name)
        ]
        assert found in ([200, 200], [404, 404])
        return found == [200, 200]

    return ask


def test_of_a_public_post_everybody_sees_it_without_a_look_at_the_reader(
    client, seen, django_assert_num_queries
):
    _question, picture = make_pictured_question()

    assert seen(picture, None)
    assert seen(picture, make_member())
    client.logout()
    with django_assert_num_queries(1):
        client.get(picture.url)


def test_what_no_post_shows_yet_is_for_the_uploader_and_those_who_look_through_texts(seen):
    member = make_member()
    picture = make_picture(member)

    readers = [make_moderator(), make_staff(Role.EDITOR), make_staff(Role.REVIEWER)]
    assert all(seen(picture, reader) for reader in (member, *readers))
    assert not any(seen(picture, reader) for reader in (None, make_member()))


@pytest.mark.parametrize("state", [State.HIDDEN, State.DELETED, State.PENDING, State.DRAFT])
def test_of_a_post_that_is_not_visible_others_do_not_see_it(seen, state):
    question, picture = make_pictured_question()
    change_state(make_moderator(), question, State.HIDDEN)
    Post.objects.filter(pk=question.pk).update(state=state)

    assert not any(seen(picture, reader) for reader in (None, make_member(), make_staff(Role.EDITOR)))
    assert seen(picture, question.author)
    assert seen(picture, make_moderator()) == (state != State.DRAFT)


def test_who_may_not_see_the_own_removed_post_does_not_see_its_picture(seen, settings):
    settings.PRIVILEGES = settings.PRIVILEGES | {"see_own_removed": {"points": 500}}
    question, picture = make_pictured_question()
    change_state(make_moderator(), question, State.HIDDEN)

    assert not seen(picture, question.author)


def test_of_a_reply_below_something_hidden_others_do_not_see_it(seen):
    member, question = make_member(), make_question()
    picture = make_picture(member)
    make_comment(question, member, body=picture.markdown)
    assert seen(picture, None)

    change_state(make_moderator(), question, State.HIDDEN)

    assert not seen(picture, None)
    assert seen(picture, member)


def test_a_post_that_waits_for_a_moderator_keeps_its_picture_to_itself(seen):
    hold_snake_oil()
    author = make_member()
    picture = make_picture(author)
    held = make_question(author, body=f"{BODY} Snake oil.\n\n{picture.markdown}")
    assert held.state == State.PENDING

    assert not any(seen(picture, reader) for reader in (None, make_member()))
    assert seen(picture, author)
    assert seen(picture, make_moderator())


def test_a_picture_of_an_edit_that_waits_is_not_public_though_its_post_is(seen):
    hold_snake_oil()
    question = make_question()
    picture = make_picture(question.author)
    edit_post(question.author, question, Edit(body=f"{BODY} Snake oil.\n\n{picture.markdown}"))
    assert SuggestedEdit.objects.filter(post=question).exists()

    assert not any(seen(picture, reader) for reader in (None, make_member()))
    assert seen(picture, question.author)
    assert seen(picture, make_moderator())


def test_what_the_history_shows_is_seen_by_who_sees_the_history(seen):
    question, picture = make_pictured_question()
    after_grace(question)
    edit_post(question.author, question, Edit(body=BODY))

    assert seen(picture, None)
    change_state(make_moderator(), question, State.HIDDEN)
    assert not seen(picture, None)


def test_what_was_taken_out_at_once_is_gone_for_others(seen):
    question, picture = make_pictured_question()
    edit_post(question.author, question, Edit(body=BODY))

    assert not seen(picture, None)
    assert seen(picture, question.author)


def test_code_in_a_public_post_makes_no_picture_public(seen):
    author = make_member()
    picture = make_picture(author)
    question = make_question(author, body=f"{BODY}\n\n{picture.markdown}")
    edit_post(author, question, Edit(body=f'{BODY} `<img src="/media/{picture.thumbnail.name}">`'))

    assert not seen(picture, None)


def test_a_picture_of_an_article_goes_with_the_article(seen, tmp_path):
    editor = make_staff(Role.EDITOR)
    picture = make_picture(editor)
    article = make_article(tmp_path)
    proposal = make_pictured_proposal(article, picture, editor)
    reviewer = make_staff(Role.REVIEWER)

    assert [seen(picture, reader) for reader in (None, make_member(), reviewer, editor)] == [
        False, False, True, True,
    ]  # fmt: skip
    publish(reviewer, proposal)
    assert seen(picture, None)
    change_state(make_moderator(), article, State.HIDDEN)
    assert not any(seen(picture, reader) for reader in (None, make_member()))


def test_a_withdrawn_picture_is_gone_even_for_a_browser_that_has_it(client):
    question, picture = make_pictured_question()
    etag = client.get(picture.url).headers["ETag"]
    change_state(make_moderator(), question, State.HIDDEN)

    for headers in ({"If-None-Match": etag}, {"If-None-Match": "*"}):
        response = client.get(picture.url, headers=headers)
        assert response.status_code == 404
        assert "ETag" not in response.headers


def test_nothing_about_a_masked_askers_picture_tells_who_it_is(client):
    asker = make_member("gladys", display_name="Gladys Doe")
    question, picture = make_pictured_question(asker, is_masked=True)

    page = client.get(f"/questions/{question.pk}/{question.slug}/").content.decode()
    response = client.get(picture.url)
    told = f"{page} {picture.url} {picture.markdown} {list(response.headers.items())}"

    assert picture.thumbnail.name in page
    assert response.status_code == 200
    for secret in ("gladys", "Gladys", asker.email, f"uploader={asker.pk}"):
        assert secret not in told
    assert b"gladys" not in response.content.lower()


def test_newcomers_see_public_pictures_though_they_cannot_add_any(seen):
    assert seen(make_pictured_question()[1], make_newcomer())


def test_moderators_see_pictures_veiled_until_they_ask(client):
    question, picture = make_pictured_question()
    plain = make_item(make_question())
    client.force_login(make_moderator())

    page = client.get(reverse("moderation:item", args=[make_item(question).pk])).content.decode()
    without = client.get(reverse("moderation:item", args=[plain.pk])).content.decode()

    before, _mark, veiled = page.partition('reviewed-text veiled"')
    assert picture.thumbnail.name in veiled
    assert picture.thumbnail.name not in before
    assert 'id="show-pictures"' in page
    assert 'id="show-pictures"' not in without
