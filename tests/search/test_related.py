"""search.actions.relating, seen on the pages that name related places"""

import pytest
from django.db import transaction

from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.kinds import State
from posts.models import Post
from search.actions.relating import relate_next
from search.models import Related, RelatedDue
from search.selectors.related import related_places
from tests.factories import BODY, make_answer, make_article, make_moderator, make_question, run_tasks

pytestmark = pytest.mark.django_db
NIGHT = {"title": "Calf cramp wakes me every night", "body_site": "calf", "tags": ["night"]}


def titles(post):
    return [place.title for place in related_places(post.pk).questions]


def make_pair():
    one, other = (
        make_question(**NIGHT),
        make_question(title="My calf seizes up while I sleep", tags=["night"]),
    )
    make_question(title="Eyelid flutters at the computer all day", body="It is the left one.", tags=["eyes"])
    run_tasks()
    return one, other


def test_questions_about_the_same_name_each_other_whichever_was_first():
    one, other = make_pair()

    assert titles(one)[0] == other.title
    assert titles(other)[0] == one.title


def test_a_part_of_a_guide_is_named_with_its_anchor(tmp_path, client):
    make_article(
        tmp_path,
        "cramps",
        title="Cramps",
        body="Often.\n\n## Calf cramps at night\n\nStretch the calf before bed.",
    )
    question = make_question(**NIGHT)
    run_tasks()

    [place] = related_places(question.pk).guides

    assert (place.heading, place.url) == ("Calf cramps at night", "/knowledge/cramps/#calf-cramps-at-night")
    page = client.get(f"/questions/{question.pk}/{question.slug}/").content.decode()
    assert "/knowledge/cramps/#calf-cramps-at-night" in page
    assert question.title in client.get("/knowledge/cramps/").content.decode()


def test_nothing_names_itself_and_what_is_unlike_is_not_named():
    one, _other = make_pair()

    assert one.title not in titles(one)
    assert "Eyelid flutters at the computer all day" not in titles(one)[:1]


@pytest.mark.parametrize("state", [State.HIDDEN, State.PENDING, State.DELETED])
def test_what_is_taken_down_is_named_no_more_before_the_worker_runs(client, state):
    one, other = make_pair()

    change_state(make_moderator(), other, state)

    assert other.title not in client.get(f"/questions/{one.pk}/{one.slug}/").content.decode()
    run_tasks()
    assert not Related.objects.filter(document__post=other).exists()


def test_pages_that_name_a_post_are_other_ones_when_its_title_changes():
    one, other = make_pair()
    before = Post.objects.get(pk=one.pk).version

    edit_post(other.author, other, Edit(title="My calf seizes up in bed at night", body=BODY))
    run_tasks()

    assert Post.objects.get(pk=one.pk).version > before
    assert "My calf seizes up in bed at night" in titles(one)


def test_pages_that_named_what_is_gone_are_other_ones():
    one, other = make_pair()
    before = Post.objects.get(pk=one.pk).version

    change_state(make_moderator(), other, State.HIDDEN)
    run_tasks()

    assert Post.objects.get(pk=one.pk).version > before


def test_a_page_that_names_the_same_as_before_stays_as_it_is():
    one, _other = make_pair()
    before = Post.objects.get(pk=one.pk).version

    RelatedDue.objects.create(post=one)
    run_tasks()
    while relate_next():
        pass

    assert Post.objects.get(pk=one.pk).version == before


def test_a_crash_in_the_middle_leaves_the_post_due():
    one, other = make_pair()
    Related.objects.filter(post=one).delete()
    RelatedDue.objects.create(post=one, spreads=False)

    with transaction.atomic():
        assert relate_next()
        transaction.set_rollback(True)

    assert RelatedDue.objects.count() == 1
    assert not Related.objects.filter(post=one).exists()
    assert relate_next()
    assert not relate_next()
    assert titles(one)[0] == other.title


def test_an_answer_shows_beside_the_name():
    one, other = make_pair()

    make_answer(other)
    run_tasks()

    assert related_places(one.pk).questions[0].expert_count == 1


def test_reading_takes_one_query(django_assert_num_queries):
    one, _other = make_pair()

    with django_assert_num_queries(1):
        related_places(one.pk)


@pytest.mark.parametrize("has", [True, False])
def test_without_the_model_words_alone_relate(monkeypatch, has):
    monkeypatch.setattr("search.actions.indexing.has_model", lambda: has)
    monkeypatch.setattr("search.actions.embedding.get_embedder", lambda: None)
    one, other = make_question(**NIGHT), make_question(**NIGHT)

    run_tasks()

    assert (titles(one) == [other.title]) is not has
