"""Seals the record of who did what, and checks its seals."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.actions.sealing import seal_events, verify


class Command(BaseCommand):
    help = "Seal what was recorded since the last seal (--seal), and check all seals (--verify)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seal", action="store_true", help="seal what is not sealed yet")
        parser.add_argument("--verify", action="store_true", help="compute every seal anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["seal"] and not options["verify"]:
            raise CommandError("Choose --seal, --verify or both.")
        if options["seal"]:
            sealed = 0
            while count := seal_events():
                sealed += count
            self.stdout.write(f"{sealed} events sealed.")
        if options["verify"]:
            self._verify()

    def _verify(self) -> None:
        found = verify()
        self.stdout.write(
            f"{found.seal_count} seals over {found.event_count} events; {found.unsealed_count} not sealed yet."
        )
        self.stdout.write(f"Last hash: {found.last_hash or 'none'}")
        for sentence in found.broken:
            self.stderr.write(sentence)
        if found.broken:
            raise CommandError("The record was changed.")
        self.stdout.write(self.style.SUCCESS("The record is as it was written."))
