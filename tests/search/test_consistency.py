"""The index says what the posts say, whatever happened to them and wherever the worker was killed."""

import random

import numpy as np
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.actions.merging_tags import merge_tags, undo_merge
from posts.actions.tagging import make_tags
from posts.kinds import State
from posts.models import Post, PostChange, Tag, TagMerge
from search.actions.checking import compare
from search.actions.embedding import embed_pending
from search.actions.indexing import index_pending
from search.actions.relating import relate_next
from search.models import Document, Embedding, Related, RelatedDue
from search.tasks import follow_daily
from tests.factories import (
    BODY,
    make_answer,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    run_tasks,
)

pytestmark = pytest.mark.django_db
TAGS = ("calf", "night", "feet")
STEPS = ("ask", "answer", "edit", "hide", "show", "merge", "undo", "crash", "work")


class QuickModel:
    """Vectors that depend on the text and take no time."""

    def embed_document(self, texts):
        vector = np.random.default_rng(len(texts.whole)).normal(size=384)
        return vector / np.linalg.norm(vector)


class Site:
    """What can happen, to posts chosen by chance."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.member, self.expert, self.moderator = make_member(), make_expert(), make_moderator()
        make_tags(TAGS)
        self.ask()

    def any(self, rows):
        rows = list(rows.order_by("pk"))
        return self.chance.choice(rows) if rows else None

    def tags(self):
        usable = (
            Tag.objects.filter(synonym_of=None, slug__in=TAGS).order_by("pk").values_list("slug", flat=True)
        )
        return [self.chance.choice(list(usable))]

    def ask(self):
        make_question(self.member, tags=self.tags())

    def answer(self):
        if question := self.any(Post.objects.public().questions()):
            make_answer(question, make_expert())

    def edit(self):
        if question := self.any(Post.objects.public().questions()):
            title = f"An edited title with the number {self.chance.random()}"
            edit_post(self.member, question, Edit(title=title, body=BODY, tags=self.tags()))

    def hide(self):
        if post := self.any(Post.objects.public()):
            change_state(self.moderator, post, State.HIDDEN)

    def show(self):
        if post := self.any(Post.objects.filter(state=State.HIDDEN)):
            change_state(self.moderator, post, State.VISIBLE)

    def merge(self):
        usable = list(Tag.objects.filter(synonym_of=None, slug__in=TAGS).order_by("pk"))
        if len(usable) > 1:
            merge_tags(self.moderator, *self.chance.sample(usable, 2))

    def undo(self):
        latest = TagMerge.objects.filter(undone_at=None).order_by("-pk").first()
        if latest:
            undo_merge(self.moderator, latest)

    def crash(self):
        """The worker is killed in the middle of one of its transactions."""
        work = self.chance.choice((index_pending, embed_pending, relate_next))
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    def work(self):
        """The worker does a part of what is due."""
        self.chance.choice((index_pending, embed_pending, relate_next))()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.lists(st.sampled_from(STEPS), min_size=4, max_size=14))
def test_the_index_agrees_with_the_posts_when_the_work_is_done(monkeypatch, seed, steps):
    monkeypatch.setattr("search.actions.embedding.get_embedder", QuickModel)
    with transaction.atomic():
        site = Site(seed)
        for step in steps:
            getattr(site, step)()

        follow_daily.enqueue()  # the cards of new experts
        run_tasks()

        assert not compare()
        assert not PostChange.objects.exists()
        assert not RelatedDue.objects.exists()
        assert Embedding.objects.count() == Document.objects.count()
        assert not Related.objects.exclude(document__post__in=Post.objects.public()).exists()
        transaction.set_rollback(True)
