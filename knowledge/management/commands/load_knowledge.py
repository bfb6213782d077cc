"""Loads the curated articles from their files."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from knowledge.actions.loading import Outcome, load_article
from knowledge.content_files import ContentError, ContentFile, read_folder
from lib.errors import UserError
from lib.progress import counted

CONTENT = Path(__file__).resolve().parents[2] / "content"


class Command(BaseCommand):
    help = "Create or update the articles from the files in a folder; running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=CONTENT)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            files = read_folder(folder)
        except ContentError as error:
            raise CommandError(f"{error}\nNothing was changed.") from None
        outcomes: Counter[Outcome] = Counter()
        with transaction.atomic():
            for position, file in enumerate(counted("Articles", files)):
                outcome = self.load(file, position)
                outcomes[outcome] += 1
                if outcome == Outcome.KEPT:
                    self.stdout.write(
                        f"{file.slug}: changed on the site, kept; the file's version waits as a revision to merge"
                    )
        self.stdout.write(", ".join(f"{outcomes[outcome]} {outcome}" for outcome in Outcome))

    def load(self, file: ContentFile, position: int) -> Outcome:
        """Return what loading one file did; raises CommandError, which takes back all that was loaded before."""
        try:
            return load_article(file, position)
        except UserError as error:
            raise CommandError(f"{file.path}:1: {error}\nNothing was changed.") from None
