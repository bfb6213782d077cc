"""Judges what was written earlier by the red flag rules of today, or goes on where the last run ended."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from lib.progress import walk
from qa.actions.judging_again import judge_again, waiting_to_be_judged
from qa.triage.assessment import rules_in_force

BATCH = 200
TELL_DAYS = 14


class Command(BaseCommand):
    help = (
        "Judge the questions that today's red flag rules have not judged yet, with comments of their askers."
        " It may be stopped and started again at any moment: each question remembers by which rules it was judged."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="also those that these rules have judged already"
        )
        parser.add_argument(
            "--after", type=int, default=0, metavar="ID", help="begin after the question with this id"
        )
        parser.add_argument(
            "--pause", type=float, default=0.0, metavar="SECONDS", help="rest after each batch"
        )
        parser.add_argument(
            "--tell-days",
            type=int,
            default=TELL_DAYS,
            metavar="DAYS",
            help="put what is urgent and not older than this before moderators (default: %(default)s)",
        )

    def handle(self, *args: Any, after: int, pause: float, tell_days: int, **options: Any) -> None:
        waiting = waiting_to_be_judged(everything=options["all"]).filter(pk__gt=after)
        tells_of, changed = timedelta(days=tell_days), []

        def judge(keys: list[int]) -> None:
            changed.extend(judge_again(key, tells_of=tells_of) for key in keys)

        walk("questions", waiting, judge, size=BATCH, pause=pause)
        self.stdout.write(
            f"{len(changed)} questions judged by the rules {rules_in_force()}, {sum(changed)} say something else"
        )
