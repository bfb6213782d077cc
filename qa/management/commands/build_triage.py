"""Builds the soft check of the danger screen from the labelled texts of the repository."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lib.yaml_nodes import DataError
from qa.triage.cases import shipped_cases, source_hash
from qa.triage.soft_model import MODEL_FILE, SoftModel, pack


class Command(BaseCommand):
    help = "Build the model of the danger screen anew from its texts and rules; needs numpy."
    # It reads files alone; Django's checks would ask for the database.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, default=MODEL_FILE, metavar="FILE")

    def handle(self, *args: Any, output: Path, **options: Any) -> None:
        try:
            content = pack(build())
            output.write_bytes(content)
        except (DataError, OSError) as error:
            raise CommandError(str(error)) from None
        except ImportError:
            raise CommandError("numpy is missing; it comes with the packages for development") from None
        self.stdout.write(f"{output}: {len(content)} bytes")


def build() -> SoftModel:
    """Return the model that the shipped texts and rules give, with the threshold that left-out writers give."""
    from qa.triage import left_out

    examined = left_out.examine_cases(shipped_cases())
    scored = left_out.score_left_out(examined)
    threshold = round(left_out.threshold_for(scored), 6)
    return replace(left_out.fit_cases(examined), threshold=threshold, source=source_hash())
