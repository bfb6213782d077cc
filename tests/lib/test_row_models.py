"""Objects that are made of rows without Model.__init__ are those that Django makes."""

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Upper
from django.db.models.signals import post_init

from accounts.models import User
from lib.prepared import Prepared, Slot
from lib.row_models import maker_for
from posts.models import Post, Vote
from qa.models import Question
from tests.factories import make_answer, make_question

pytestmark = pytest.mark.django_db

KEY = Slot("key", models.BigAutoField())


def state_of(one):
    """Everything that an object carries, and what hangs on it."""
    own = {name: value for name, value in one.__dict__.items() if name != "_state"}
    state = one._state
    return own, state.adding, state.db, state.fetch_mode, sorted(state.fields_cache)


def both_ways(queryset_of, key):
    """Return the object of a prepared read and that of Django."""
    read = Prepared(lambda: queryset_of(KEY))
    found = read(key=key)[0]
    assert read._statements[()].maker is not None
    return found, queryset_of(key).get()


def test_columns_joins_and_annotations_are_those_of_django():
    answer = make_answer(make_question())

    def posts(key):
        found = Post.objects.filter(pk=key).select_related(
            "author", "author__credential", "answer", "merged_into"
        )
        found = found.only(
            "title", "tag_slugs", "author__handle", "author__credential__profession", "answer", "merged_into"
        )
        return found.annotate(loud=Upper("title"), one=Value(1)).fetch_mode(models.FETCH_RAISE)

    mine, djangos = both_ways(posts, answer.pk)

    assert state_of(mine) == state_of(djangos)
    assert state_of(mine.author) == state_of(djangos.author)
    assert state_of(mine.author.credential) == state_of(djangos.author.credential)
    assert state_of(mine.answer) == state_of(djangos.answer)
    assert mine.answer.post is mine
    assert mine.merged_into is None
    with pytest.raises(FieldFetchBlocked):
        _ = mine.author.display_name


def test_a_joined_row_that_is_not_there_is_none_or_missing():
    question = make_question()

    def posts(key):
        return Post.objects.filter(pk=key).select_related("answer", "author__credential")

    mine, djangos = both_ways(posts, question.pk)

    assert state_of(mine) == state_of(djangos)
    for one in (mine, djangos):
        with pytest.raises(Post.answer.RelatedObjectDoesNotExist):
            _ = one.answer
        with pytest.raises(User.credential.RelatedObjectDoesNotExist):
            _ = one.author.credential


def test_an_object_can_be_changed_and_saved():
    question = make_question()
    found, _djangos = both_ways(
        lambda key: Question.objects.filter(pk=key).select_related("post"), question.pk
    )

    found.post.title = "What helps against cramps of the calf at night?"
    found.post.save(update_fields=["title"])

    question.refresh_from_db()
    assert question.title == found.post.title


def test_what_django_has_to_make_is_left_to_it():
    def maker_of(queryset):
        compiler = queryset.query.get_compiler("default")
        compiler.as_sql()
        return maker_for(compiler, queryset._fetch_mode)

    assert maker_of(Vote.objects.all()) is not None
    assert maker_of(Vote.objects.fetch_mode(models.FETCH_PEERS)) is None
    linked = Post.objects.annotate(asked=models.FilteredRelation("question")).select_related("asked")
    assert maker_of(linked) is None

    def listener(**_options):
        """Stands for a field that has to know of each object."""

    post_init.connect(listener, sender=Vote)
    try:
        assert maker_of(Vote.objects.annotate(double=F("value") * 2)) is None
    finally:
        post_init.disconnect(listener, sender=Vote)
