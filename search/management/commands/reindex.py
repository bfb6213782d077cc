"""Builds the whole index anew, or goes on where the last run ended."""

import time
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import User
from lib.progress import progress_bar, walk
from posts.kinds import ROOT_KINDS
from posts.models import Post, Tag
from search.actions.counting_words import count_words
from search.actions.embedding import current_recipe
from search.actions.indexing import index_experts, index_roots, index_tags
from search.actions.indexing_vectors import built_afterwards, embed_all
from search.actions.relating import relate_next
from search.embedding import find_problem
from search.models import Document, RelatedDue, VectorDue

BATCH = 100


class Command(BaseCommand):
    help = (
        "Index all public questions, articles, tags and experts, then make the vectors that are missing."
        " It may be stopped and started again at any moment: what is done is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--pause", type=float, default=0.0, metavar="SECONDS", help="rest after each batch"
        )
        parser.add_argument(
            "--after", type=int, default=0, metavar="ID", help="begin after the post with this id"
        )

    def handle(self, *args: Any, pause: float, after: int, **options: Any) -> None:
        posts = Post.objects.filter(kind__in=ROOT_KINDS, pk__gt=after)
        walk("posts", posts, index_roots, size=BATCH, pause=pause)
        walk("tags", Tag.objects.filter(post_count__gt=0), self.index_tags, size=BATCH, pause=pause)
        walk("experts", User.objects.verified_experts(), index_experts, size=BATCH, pause=pause)
        self.stdout.write(f"{count_words()} different words")
        if problem := find_problem():
            self.stderr.write(f"No vectors, words alone are searched: {problem}")
            return
        self.make_vectors(pause)
        self.relate(pause)
        self.stdout.write(f"{Document.objects.count()} documents")

    def index_tags(self, keys: Sequence[int]) -> None:
        index_tags(Tag.objects.filter(pk__in=keys).values_list("slug", flat=True))

    def make_vectors(self, pause: float) -> None:
        current_recipe()
        missing, begun = VectorDue.objects.count(), time.monotonic()
        with built_afterwards(missing), progress_bar("vectors", missing) as progress:
            embed_all(progress.update, pause=pause)
        seconds = max(time.monotonic() - begun, 0.001)
        self.stdout.write(f"{missing} vectors, {missing / seconds:.1f} a second")

    def relate(self, pause: float) -> None:
        with progress_bar("related", RelatedDue.objects.count()) as progress:
            while relate_next():
                progress.update()
                time.sleep(pause / BATCH)
