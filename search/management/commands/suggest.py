"""Runs the suggestions for askers on labelled questions."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.evaluation import DEPTHS, CasesError, Outcome, read_cases, recall, run
from search.selectors.suggestions import suggest_articles

MOST = 10
MISSED_BEYOND = 3


class Command(BaseCommand):
    help = "Suggest articles for the questions of a file; print recall and every miss."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--cases", type=Path, required=True, metavar="FILE", help="TSV: id, title, body, slugs"
        )
        parser.add_argument(
            "--json", action="store_true", help="print only a JSON array of {id, expected, found}"
        )

    def handle(self, *args: Any, cases: Path, **options: Any) -> None:
        try:
            outcomes = run(read_cases(cases), _slugs)
        except CasesError as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps([_as_json(outcome) for outcome in outcomes]))
        else:
            self.report(outcomes)

    def report(self, outcomes: list[Outcome]) -> None:
        for depth in DEPTHS:
            self.stdout.write(f"recall@{depth}: {recall(outcomes, depth):.3f}")
        for outcome in outcomes:
            if outcome.place is None or outcome.place > MISSED_BEYOND:
                case = outcome.question
                found = ", ".join(outcome.found[:MISSED_BEYOND]) or "nothing"
                self.stdout.write(f"{case.id}: {case.title} → {found}; expected {' or '.join(case.expected)}")


def _slugs(title: str, body: str) -> list[str]:
    return [suggestion.slug for suggestion in suggest_articles(title, body, most=MOST)]


def _as_json(outcome: Outcome) -> dict[str, object]:
    case = outcome.question
    return {"id": case.id, "expected": list(case.expected), "found": list(outcome.found)}
