"""Computes everybody's reputation anew from the ledger."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions.reputation import rebuild
from accounts.models import User
from lib.progress import batches, progress_bar

CHUNK = 500


class Command(BaseCommand):
    help = "Put everybody's reputation right after the ledger; with --check only say whose is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if a sum is wrong")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        wrong: list[int] = []
        with progress_bar("Reputation", User.objects.count()) as bar:
            for keys in batches(User.objects.all(), CHUNK):
                wrong += rebuild(keys, repair=not check)
                bar.update(len(keys))
        if check and wrong:
            raise CommandError(f"{len(wrong)} wrong: people {', '.join(map(str, wrong[:20]))}")
        self.stdout.write(f"{len(wrong)} repaired." if wrong else "Every sum is what the ledger says.")
