"""Compares the index with the posts, and repairs it."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lib.progress import progress_bar
from search.actions.checking import compare, repair
from search.actions.indexing_vectors import embed_all, ensure_index, has_index
from search.embedding import find_problem
from search.models import VectorDue


class Command(BaseCommand):
    help = "Compare the search index with posts, tags and experts; --repair makes it right. Exit code 1: they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write what differs anew")

    def handle(self, *args: Any, **options: Any) -> None:
        problem = find_problem()
        if problem:
            self.stderr.write(f"Words alone are searched: {problem}")
        found = compare()
        if problem:
            found.vectors = 0
        if not found and has_index():
            self.stdout.write("The index is what it should be.")
            return
        if not has_index():
            self.stdout.write("The index of vectors is away; searches look at all of them.")
        self.stdout.write(
            f"{len(found.posts)} posts, {len(found.tags)} tags and {len(found.people)} people differ;"
            f" {found.vectors} vectors are missing."
        )
        if not options["repair"]:
            sys.exit(1)
        repair(found)
        with progress_bar("vectors", VectorDue.objects.count()) as progress:
            embed_all(progress.update)
        ensure_index()
        self.stdout.write("Repaired.")
