"""posts.actions.attaching: whose pictures a post shows, and what becomes of them with it"""

import uuid

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from accounts.roles import Role
from comments.actions.commenting import comment_on
from lib.errors import LimitError, UserError
from lib.markdown import render_post
from posts.actions.changing_state import change_state
from posts.actions.editing import edit_post
from posts.actions.erasing import ERASER
from posts.actions.rolling_back import roll_back
from posts.actions.suggesting import suggest_edit
from posts.edits import Edit
from posts.kinds import PICTURES_MAX, State
from posts.models import Picture, Post, Revision
from tests.factories import (
    ANSWER,
    BODY,
    after_grace,
    make_answer,
    make_comment,
    make_expert,
    make_member,
    make_moderator,
    make_picture,
    make_pictured_question,
    make_question,
    make_staff,
    make_suggester,
)

pytestmark = pytest.mark.django_db


def saying(*pictures, text=BODY):
    return "\n\n".join([text, *(picture.markdown for picture in pictures)])


def files_of(picture):
    return [picture.file.name, picture.thumbnail.name]


def test_pictures_hang_on_the_post_that_shows_them():
    member, expert = make_member(), make_expert()
    mine, more, experts = make_picture(member), make_picture(member), make_picture(expert)

    question = make_question(member, body=saying(mine))
    comment = make_comment(question, member, body=saying(more, text="Here it is."))
    answer = make_answer(question, expert, body=saying(experts, text=ANSWER))

    posts = [Picture.objects.get(pk=picture.pk).post for picture in (mine, more, experts)]
    assert posts == [question, comment, answer]
    assert f'src="/media/{mine.thumbnail.name}"' in question.body_html
    assert f'href="{mine.url}"' in question.body_html


def test_the_same_form_sent_twice_makes_one_post():
    member, question = make_member(), make_question()
    body, key = saying(make_picture(member), text="Here."), uuid.uuid4()

    first, again = (comment_on(member, question.pk, body=body, submission_key=key) for _ in range(2))

    assert (first.is_new, again.is_new, again.post) == (True, False, first.post)


def test_a_post_shows_four_pictures_and_no_more():
    member = make_member()
    pictures = [make_picture(member) for _ in range(PICTURES_MAX + 1)]

    make_question(member, body=saying(*pictures[:PICTURES_MAX]))
    with pytest.raises(LimitError, match="at most 4 pictures") as refused:
        make_question(member, body=saying(*pictures))
    assert (refused.value.field, refused.value.status) == ("body", 422)


def test_the_database_counts_too():
    question, picture = make_pictured_question()
    html = render_post(picture.markdown) * 5

    with pytest.raises(IntegrityError, match="post_shows_few_pictures"), transaction.atomic():
        Post.objects.filter(pk=question.pk).update(body_html=html)
    Post.objects.filter(pk=question.pk).update(body_html=html.replace("<img ", "&lt;img "))


def test_nobody_shows_what_is_not_theirs():
    member, question = make_member(), make_question()
    taken, gone = make_pictured_question()[1], make_picture(member)
    Picture.objects.filter(pk=gone.pk).delete()
    own_elsewhere = make_pictured_question(member)[1]

    for picture, words in (
        (make_picture(make_expert()), "belongs to another post"),
        (taken, "belongs to another post"),
        (own_elsewhere, "belongs to another post"),
        (gone, "not there any more"),
    ):
        with pytest.raises(UserError, match=words) as refused:
            make_comment(question, member, body=picture.markdown)
        assert refused.value.field == "body"


def test_an_address_in_disguise_is_refused():
    """What looks for uses in texts, at night, would not find it."""
    member = make_member()
    picture = make_picture(member)

    with pytest.raises(UserError, match="leave the address"):
        make_question(member, body=saying(picture).replace("](picture:", "](picture&#58;"))
    address = picture.markdown.partition("](")[2][:-1]
    make_question(member, body=f"{BODY}\n\n![The calf][1]\n\n[1]: {address}")


def test_what_only_names_a_picture_takes_nothing():
    other = make_picture(make_expert())

    make_question(body=f"{BODY} `{other.markdown}`")

    assert Picture.objects.get(pk=other.pk).post is None


def test_an_edit_adds_keeps_and_leaves_out():
    question, picture = make_pictured_question()
    after_grace(question)
    new = make_picture(question.author)

    edit_post(make_moderator(), question, Edit(body=f"{question.body} Shorter."))
    edit_post(question.author, question, Edit(body=saying(picture, new)))
    edit_post(question.author, question, Edit(body=BODY))

    hanging = set(Picture.objects.filter(post=question))
    assert hanging == {picture, new}
    roll_back(question.author, question, Revision.objects.get(post=question, number=1))
    assert picture.thumbnail.name in Post.objects.get(pk=question.pk).body_html


def test_a_moderator_cannot_bring_a_members_loose_picture_into_a_post():
    question, loose = make_question(), make_picture(make_member())

    with pytest.raises(UserError, match="belongs to another post"):
        edit_post(make_moderator(), question, Edit(body=saying(loose)))


def test_a_suggestion_keeps_pictures_and_adds_none():
    question, picture = make_pictured_question()
    helper = make_suggester()

    with pytest.raises(UserError, match="cannot add pictures"):
        suggest_edit(helper, question, Edit(body=saying(picture, make_picture(helper)), reason="One more"))
    suggest_edit(helper, question, Edit(body=saying(picture, text=f"{BODY} Thanks."), reason="Kinder"))


def test_erasing_a_post_removes_its_pictures_at_once(django_capture_on_commit_callbacks):
    question, picture = make_pictured_question()
    assert all(map(default_storage.exists, files_of(picture)))
    change_state(make_moderator(), question, State.DELETED)

    with django_capture_on_commit_callbacks(execute=True):
        change_state(make_staff(Role.ADMINISTRATOR), question, State.PURGED)

    assert not Picture.objects.filter(pk=picture.pk).exists()
    assert not any(map(default_storage.exists, files_of(picture)))


def test_files_stay_when_the_erasure_does_not_hold():
    question, picture = make_pictured_question()
    change_state(make_moderator(), question, State.DELETED)

    with transaction.atomic():
        change_state(make_staff(Role.ADMINISTRATOR), question, State.PURGED)
        transaction.set_rollback(True)

    assert Picture.objects.filter(pk=picture.pk).exists()
    assert all(map(default_storage.exists, files_of(picture)))


@pytest.mark.parametrize("has_reply", [True, False])
def test_who_leaves_and_takes_the_texts_along_leaves_no_picture(
    django_capture_on_commit_callbacks, has_reply
):
    question, shown = make_pictured_question()
    person = question.author
    loose, other = make_picture(person), make_pictured_question()[1]
    if has_reply:
        make_comment(question)

    with django_capture_on_commit_callbacks(execute=True):
        ERASER.remove(person)
        ERASER.forget(person)

    assert set(Picture.objects.all()) == {other}
    names = [*files_of(shown), *files_of(loose)]
    assert not any(map(default_storage.exists, names))
    assert all(map(default_storage.exists, files_of(other)))


def test_who_leaves_and_keeps_the_texts_keeps_their_pictures(django_capture_on_commit_callbacks):
    question, shown = make_pictured_question()

    with django_capture_on_commit_callbacks(execute=True):
        ERASER.forget(question.author)

    assert all(map(default_storage.exists, files_of(shown)))
