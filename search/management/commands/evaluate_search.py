"""Measures both halves of the search and what becomes of them, on labelled questions."""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.evaluation import DEPTHS, CasesError, LabelledQuestion, figures, read_cases, run
from search.models import OF_AN_ARTICLE
from search.selectors.candidates import Found
from search.selectors.suggestions import find, order

DEFAULT = settings.BASE_DIR / "tests" / "data" / "similar_questions.tsv"
DEEP = 50
WANTED = OF_AN_ARTICLE
HALVES: dict[str, Callable[[Found], Found]] = {
    "full text": lambda found: Found(found.words, []),
    "vectors": lambda found: Found([], found.meaning),
    "hybrid": lambda found: found,
}


class Command(BaseCommand):
    help = "Print recall and mean reciprocal rank of full text, vectors and both on labelled questions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--cases", type=Path, default=DEFAULT, metavar="FILE", help="TSV: id, title, body, slugs"
        )

    def handle(self, *args: Any, cases: Path, **options: Any) -> None:
        try:
            questions = read_cases(cases)
        except CasesError as error:
            raise CommandError(str(error)) from None
        begun = time.perf_counter()
        found = {(one.title, one.body): _find(one) for one in questions}
        milliseconds = 1000 * (time.perf_counter() - begun) / len(questions)
        names = "  ".join(f"recall@{depth:<2}" for depth in DEPTHS)
        self.stdout.write(f"{'':<10}  {names}     MRR")
        for name, half in HALVES.items():
            outcomes = run(questions, lambda title, body, half=half: _slugs(half(found[title, body])))
            self.stdout.write(f"{name:<10}  {figures(outcomes)}")
        self.stdout.write(f"{len(questions)} questions, {milliseconds:.1f} ms each")


def _find(question: LabelledQuestion) -> Found:
    return find(f"{question.title}. {question.body}", WANTED)


def _slugs(found: Found) -> list[str]:
    return [suggestion.slug for suggestion in order(found, WANTED, most=DEEP)]
