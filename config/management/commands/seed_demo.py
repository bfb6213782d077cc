"""Fills a demo site with invented people and their questions."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from config.demo.loading import load_demo
from posts.models import Post


class Command(BaseCommand):
    help = "Load the demo's people, questions, answers and comments; what is there already stays."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data can be loaded in the demo profile only (PROFILE=demo).")
        count = load_demo(self._with_bar)
        self.stdout.write(f"{count} demo questions are there.")

    @staticmethod
    def _with_bar(questions: Iterator[Post], total: int) -> Iterator[Post]:
        return iter(tqdm(questions, total=total, desc="Demo questions", unit="question", disable=None))
