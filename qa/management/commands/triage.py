"""Runs the danger screen on labelled texts and says how often it is right."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lib.progress import counted
from lib.yaml_nodes import DataError
from qa.triage.cases import Case, read_cases, shipped_cases
from qa.triage.figures import Verdict, figures, misses
from qa.triage.screening import screen


class Command(BaseCommand):
    help = "Run the danger screen on labelled texts; print how many each net finds and leaves alone, and each miss."
    # It reads files alone; Django's checks would ask for the database.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--cases",
            type=Path,
            nargs="+",
            metavar="FILE",
            help="tables with tabs; default: the shipped ones",
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="print only a JSON array of {id, label, alarm, soft, categories}",
        )
        parser.add_argument(
            "--cv",
            action="store_true",
            help="judge each writer by a model that has not seen that writer's texts",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            cases = read_all(options["cases"])
            verdicts = judge_left_out(cases) if options["cv"] else judge(cases)
        except DataError as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps([verdict.as_json() for verdict in verdicts]))
            return
        for line in (*misses(verdicts), *figures(verdicts)):
            self.stdout.write(line)
        if options["cv"]:
            for writer in sorted({case.writer for case in cases}):
                lines = list(figures([one for one in verdicts if one.case.writer == writer]))
                self.stdout.write(f"writer {writer}: {lines[0]}; {lines[2]}")


def read_all(paths: list[Path] | None) -> list[Case]:
    return [case for path in paths for case in read_cases(path)] if paths else shipped_cases()


def judge(cases: list[Case]) -> list[Verdict]:
    """Return what the site would say; shipped texts are known to the model, so figures on them flatter."""
    verdicts = []
    for case in counted("Texts", cases):
        screening = screen(case.text)
        categories = tuple(alarm.category for alarm in screening.alarms)
        verdicts.append(Verdict(case, categories, screening.is_soft))
    return verdicts


def judge_left_out(cases: list[Case]) -> list[Verdict]:
    """Return what models say that have not seen the writer; raises CommandError without enough writers."""
    if len({case.writer for case in cases}) < 3:
        raise CommandError("--cv needs texts of at least three writers (column writer)")
    from qa.triage import left_out  # numpy is loaded for this alone

    scored = left_out.score_left_out(left_out.examine_cases(cases))
    return [
        Verdict(one.case, tuple(alarm.category for alarm in one.alarms), is_soft)
        for one, is_soft in zip(scored, left_out.soft_left_out(scored), strict=True)
    ]
