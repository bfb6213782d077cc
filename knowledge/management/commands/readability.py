"""Prints how hard each article is to read."""

from argparse import ArgumentParser
from pathlib import Path
from statistics import median
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.content_files import ContentError, ContentFile, read_folder
from knowledge.management.commands.load_knowledge import CONTENT
from knowledge.readability import Measure, measure


class Command(BaseCommand):
    """Prints words, sentences, grade and reading age of each article, and the medians.

    The grade is that of Flesch and Kincaid, 0.39 * words / sentences + 11.8 * syllables / words - 15.59 (Kincaid
    JP, Fishburne RP, Rogers RL, Chissom BS, 1975, Research Branch Report 8-75, Naval Technical Training Command);
    the reading age is the grade + 5. `knowledge.readability` says what counts as a sentence.
    """

    help = "Print how hard the articles of a folder are to read (Flesch-Kincaid grade, Kincaid et al. 1975)."
    # It reads files alone; Django's checks would ask for the database.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=CONTENT)
        parser.add_argument("--max-grade", type=float, help="fail when an article is above this grade")

    def handle(self, *args: Any, folder: Path, max_grade: float | None, **options: Any) -> None:
        try:
            files = read_folder(folder)
        except ContentError as error:
            raise CommandError(str(error)) from None
        if not files:
            raise CommandError(f"{folder} holds no articles.")
        found = {file.slug: measure_file(file) for file in files}
        self.stdout.write(f"{'article':<36}{'words':>7}{'sentences':>11}{'grade':>7}{'age':>6}")
        for slug, one in found.items():
            self.stdout.write(
                f"{slug:<36}{one.words:>7}{one.sentences:>11}{one.grade:>7.1f}{one.reading_age:>6.1f}"
            )
        grade = median(one.grade for one in found.values())
        self.stdout.write(f"{f'median of {len(found)} articles':<54}{grade:>7.1f}{grade + 5:>6.1f}")
        if max_grade is not None:
            self.fail_above(max_grade, found)

    def fail_above(self, max_grade: float, found: dict[str, Measure]) -> None:
        """Raise CommandError when an article is above the grade."""
        above = [f"{slug} ({one.grade:.1f})" for slug, one in found.items() if one.grade > max_grade]
        if above:
            raise CommandError(f"Above grade {max_grade:g}: {', '.join(above)}")


def measure_file(file: ContentFile) -> Measure:
    """Return the counts of an article: its short version and its text."""
    return measure(f"{file.summary}\n\n{file.body}")
