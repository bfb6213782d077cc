"""posts.actions.tidying_pictures: pictures that nothing shows go after a week"""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from accounts.roles import Role
from knowledge.actions.drafting import withdraw
from knowledge.actions.reviewing import publish
from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Picture
from tests.factories import make_article, make_moderator, make_picture, make_proposal, make_staff

pytestmark = pytest.mark.django_db


def tidy(capture):
    """Run the command as at night, files and all."""
    out = io.StringIO()
    with capture(execute=True):
        call_command("tidy_pictures", stdout=out)
    return out.getvalue().strip()


def show(tmp_path, picture, slug="night-cramps"):
    """Publish an article with the picture."""
    article = make_article(tmp_path, slug)
    proposal = make_proposal(article, make_staff(Role.EDITOR), body=f"{article.body}\n\n{picture.markdown}")
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
    proposal = make_proposal(article, author, body=f"{article.body}\n\n{picture.markdown}")

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
    make_picture(days_old=8)
    few = count()
    text = "\n\n".join(make_picture(days_old=8).markdown for _ in range(12))
    Picture.objects.update(post=None)
    article.body += text
    article.save(update_fields=["body"])
    for _ in range(12):
        make_picture(days_old=8)

    assert count() == few
