"""Loads the curated topics from their file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lib.yaml_nodes import DataError
from posts.actions.loading_tags import load_tags
from posts.tag_list import TAGS_FILE, read_tags


class Command(BaseCommand):
    help = "Create or complete the curated topics and the words that lead to them; running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=TAGS_FILE)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            tags = read_tags(file)
        except DataError as error:
            raise CommandError(f"{error}\nNothing was changed.") from None
        self.stdout.write(f"{load_tags(tags)} of {len(tags)} topics created or changed")
