"""Computes everybody's reputation anew from the ledger."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.actions.reputation import rebuild
from accounts.models import User

CHUNK = 500


class Command(BaseCommand):
    help = "Put everybody's reputation right after the ledger; with --check only say whose is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if a sum is wrong")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        wrong: list[int] = []
        last = 0
        with tqdm(total=User.objects.count(), desc="Reputation", unit="person", disable=None) as bar:
            while keys := self._after(last):
                wrong += rebuild(keys, repair=not check)
                bar.update(len(keys))
                last = keys[-1]
        if check and wrong:
            raise CommandError(f"{len(wrong)} wrong: people {', '.join(map(str, wrong[:20]))}")
        self.stdout.write(f"{len(wrong)} repaired." if wrong else "Every sum is what the ledger says.")

    @staticmethod
    def _after(last: int) -> list[int]:
        return list(User.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK])
