"""posts.actions.tidying_pictures: pictures that nothing shows go after a week"""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from accounts.roles import Role
from knowledge.actions.drafting import withdraw
from knowledge.actions.reviewing import publish
from moderation.models import DecisionAction, Keepsake
from posts.actions.changing_state import change_state
from posts.actions.drafting import save_draft
from posts.actions.editing import edit_post
from posts.actions.tidying_pictures import tidy_pictures
from posts.edits import Edit
from posts.kinds import State
from posts.models import Draft, DraftKind, Picture, Post
from tests.factories import (
    BODY,
    after_grace,
    make_article,
    make_decision,
    make_member,
    make_moderator,
    make_picture,
    make_pictured_proposal,
    make_pictured_question,
    make_proposal,
    make_question,
    make_staff,
)

pytestmark = pytest.mark.django_db


def tidy(capture):
    """Run the command as at night, files and all."""
    out = io.StringIO()
    with capture(execute=True):
        call_command("tidy_pictures", stdout=out)
    return out.getvalue().strip()


def age(days):
    """Let all pictures be so old."""
    Picture.objects.update(created_at=timezone.now() - timedelta(days=days))


def show(tmp_path, picture, slug="night-cramps"):
    """Publish an article with the picture."""
    article = make_article(tmp_path, slug)
    proposal = make_pictured_proposal(article, picture)
    publish(make_staff(Role.REVIEWER), proposal)
    article.refresh_from_db()
    return article


def test_an_old_picture_without_use_goes_with_its_files(django_capture_on_commit_callbacks):
    old, fresh = make_picture(days_old=8), make_picture(days_old=6)
    names = [old.file.name, old.thumbnail.name]
    assert all(map(default_storage.exists, names))

    assert tidy(django_capture_on_commit_callbacks) == "2 pictures looked at, 1 removed"

    assert list(Picture.objects.all()) == [fresh]
    assert not any(map(default_storage.exists, names))
    assert default_storage.exists(fresh.file.name)


def test_a_published_picture_stays_and_knows_its_article(tmp_path, django_capture_on_commit_callbacks):
    picture = make_picture(days_old=400)
    article = show(tmp_path, picture)

    tidy(django_capture_on_commit_callbacks)

    picture.refresh_from_db()
    assert picture.post == article
    assert default_storage.exists(picture.file.name)


def test_a_picture_that_was_edited_out_stays_for_the_history(tmp_path, django_capture_on_commit_callbacks):
    picture = make_picture(days_old=400)
    article = show(tmp_path, picture)
    publish(
        make_staff(Role.REVIEWER), make_proposal(article, make_staff(Role.EDITOR), body="Nothing to see " * 9)
    )

    tidy(django_capture_on_commit_callbacks)

    assert Picture.objects.get().post == article


def test_a_picture_of_an_erased_post_goes(tmp_path, django_capture_on_commit_callbacks):
    article = show(tmp_path, make_picture(days_old=8))
    change_state(make_moderator(), article, State.DELETED)
    change_state(make_staff(Role.ADMINISTRATOR), article, State.PURGED)

    tidy(django_capture_on_commit_callbacks)

    assert not Picture.objects.exists()


def test_a_picture_in_a_draft_stays_until_the_draft_is_given_up(tmp_path, django_capture_on_commit_callbacks):
    picture, author = make_picture(days_old=30), make_staff(Role.EDITOR)
    article = make_article(tmp_path)
    proposal = make_pictured_proposal(article, picture, author)

    tidy(django_capture_on_commit_callbacks)
    assert Picture.objects.filter(pk=picture.pk).exists()

    withdraw(author, proposal)
    tidy(django_capture_on_commit_callbacks)
    assert not Picture.objects.exists()


def test_a_second_run_changes_nothing(tmp_path, django_capture_on_commit_callbacks):
    show(tmp_path, make_picture(days_old=8))
    tidy(django_capture_on_commit_callbacks)

    assert tidy(django_capture_on_commit_callbacks) == "1 pictures looked at, 0 removed"


def test_a_file_that_is_gone_already_does_not_matter(django_capture_on_commit_callbacks):
    picture = make_picture(days_old=8)
    default_storage.delete(picture.file.name)

    assert tidy(django_capture_on_commit_callbacks) == "1 pictures looked at, 1 removed"


def test_the_number_of_queries_does_not_grow_with_the_pictures(tmp_path, django_assert_max_num_queries):
    def count():
        with django_assert_max_num_queries(20) as queries:
            call_command("tidy_pictures", stdout=io.StringIO())
        return len(queries)

    article = show(tmp_path, make_picture(days_old=8))
    Picture.objects.update(post=None)
    make_picture(days_old=8)
    few = count()
    text = "\n\n".join(make_picture(days_old=8).markdown for _ in range(12))
    Picture.objects.update(post=None)
    article.body += text
    article.save(update_fields=["body"])
    for _ in range(12):
        make_picture(days_old=8)

    assert count() == few


def test_what_a_members_post_shows_or_has_shown_stays(django_capture_on_commit_callbacks):
    question, picture = make_pictured_question()
    after_grace(question)
    edit_post(question.author, question, Edit(body=BODY))
    age(days=400)

    tidy(django_capture_on_commit_callbacks)

    assert Picture.objects.get(pk=picture.pk).post == question


def test_what_was_taken_out_of_a_text_before_anybody_saw_it_goes(django_capture_on_commit_callbacks):
    question, picture = make_pictured_question()
    edit_post(question.author, question, Edit(body=BODY))
    age(days=8)

    tidy(django_capture_on_commit_callbacks)

    assert not Picture.objects.exists()
    assert not default_storage.exists(picture.file.name)


def test_a_picture_that_is_named_at_the_foot_of_the_text_is_used(django_capture_on_commit_callbacks):
    author = make_member()
    picture = make_picture(author, days_old=8)
    address = picture.markdown.partition("](")[2][:-1]
    make_question(author, body=f"{BODY}\n\n![The calf][1]\n\n[1]: {address}")

    assert tidy(django_capture_on_commit_callbacks) == "1 pictures looked at, 0 removed"


def test_a_picture_in_something_that_is_still_being_written_stays(django_capture_on_commit_callbacks):
    author = make_member()
    picture = make_picture(author, days_old=8)
    save_draft(author, DraftKind.ASK, None, {"title": "", "body": picture.markdown})

    tidy(django_capture_on_commit_callbacks)
    assert Picture.objects.filter(pk=picture.pk).exists()

    Draft.objects.all().delete()
    tidy(django_capture_on_commit_callbacks)
    assert not Picture.objects.exists()


def test_a_picture_that_an_undone_decision_would_show_again_stays(django_capture_on_commit_callbacks):
    question, picture = make_pictured_question()
    age(days=8)
    make_decision(question, DecisionAction.MASK, passage=picture.markdown)
    assert picture.thumbnail.name not in Post.objects.get(pk=question.pk).body_html

    tidy(django_capture_on_commit_callbacks)
    assert Picture.objects.filter(pk=picture.pk).exists()

    Keepsake.objects.all().delete()
    tidy(django_capture_on_commit_callbacks)
    assert not Picture.objects.exists()


def test_code_that_names_a_picture_does_not_take_it(django_capture_on_commit_callbacks):
    picture = make_picture(make_member())
    make_question(body=f"{BODY} `{picture.markdown}`")

    tidy(django_capture_on_commit_callbacks)

    assert Picture.objects.get().post is None


def test_a_picture_that_has_found_its_post_meanwhile_stays():
    question, picture = make_pictured_question()
    age(days=8)

    assert tidy_pictures({picture.pk: None}, {}) == 0
    assert tidy_pictures({picture.pk: question.pk}, {}) == 1
