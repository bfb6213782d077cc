"""Judges what was written earlier by the red flag rules of today, or goes on where the last run ended."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import QuerySet
from tqdm import tqdm

from qa.actions.judging_again import judge_again, waiting_to_be_judged
from qa.models import Question
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
        judged = changed = 0
        with tqdm(total=waiting.count(), desc="questions", unit="", disable=None) as progress:
            for keys in batches(waiting):
                changed += sum(judge_again(key, tells_of=timedelta(days=tell_days)) for key in keys)
                judged += len(keys)
                progress.set_postfix_str(f"last id {keys[-1]}")
                progress.update(len(keys))
                time.sleep(pause)
        self.stdout.write(
            f"{judged} questions judged by the rules {rules_in_force()}, {changed} say something else"
        )


def batches(rows: QuerySet[Question]) -> Iterator[list[int]]:
    """Yield all keys in order, BATCH at a time, each batch in a query of its own."""
    last = 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield keys
        last = keys[-1]
