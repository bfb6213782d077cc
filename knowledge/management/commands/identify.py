"""Runs the decision guide on written cases and says how often it is right."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.guide.loading import get_guide
from knowledge.guide.vignettes import Verdict, count_right, judge_vignette, read_vignettes
from lib.yaml_nodes import DataError


class Command(BaseCommand):
    help = (
        "Run the guide 'What kind of spasm is it?' on the cases of a file; print its accuracy and every miss."
    )
    # It reads files alone; Django's checks would ask for the database.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--vignettes", type=Path, required=True, metavar="FILE", help="a YAML file of cases"
        )
        parser.add_argument(
            "--json", action="store_true", help="print only a JSON array of {id, urgency, types}"
        )

    def handle(self, *args: Any, vignettes: Path, **options: Any) -> None:
        try:
            guide, cases = get_guide(), read_vignettes(vignettes)
        except (DataError, OSError) as error:
            raise CommandError(str(error)) from None
        verdicts = [judge_vignette(guide, case) for case in cases]
        for verdict in verdicts:
            if verdict.unknown:
                self.stderr.write(
                    f"{verdict.vignette.id}: not in the guide, ignored: {', '.join(verdict.unknown)}"
                )
        if options["json"]:
            self.stdout.write(json.dumps([as_json(verdict) for verdict in verdicts]))
        else:
            self.report(verdicts)

    def report(self, verdicts: list[Verdict]) -> None:
        for verdict in verdicts:
            case, outcome = verdict.vignette, verdict.outcome
            if not verdict.has_right_urgency:
                self.stdout.write(
                    f"{case.id}: urgency {outcome.urgency.id}, expected {case.urgency}. {case.text}"
                )
            if not verdict.has_right_type:
                self.stdout.write(
                    f"{case.id}: type {verdict.top_type}, expected {case.top_type}. {case.text}"
                )
        urgencies = [verdict.has_right_urgency for verdict in verdicts if verdict.vignette.urgency]
        types = [verdict.has_right_type for verdict in verdicts if verdict.vignette.expects_type]
        self.stdout.write(f"Urgency: {count_right(urgencies)} right")
        self.stdout.write(f"Type: {count_right(types)} right")


def as_json(verdict: Verdict) -> dict[str, object]:
    return {"id": verdict.vignette.id, "urgency": verdict.outcome.urgency.id, "types": verdict.types}
