"""Tries out checks of screening on what moderators have decided, and says what counts."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lib.errors import UserError
from moderation.actions.screening_rules import change_rule, simulate
from moderation.models import Mode, Simulation
from moderation.screening.costing import measure_cost
from moderation.selectors.screening_rules import load_rules_page


class Command(BaseCommand):
    help = (
        "Lists the checks. With --simulate runs one (or the sum of those that count) over the decisions of the last "
        "days, changes nothing, and prints how often alarms and decisions agreed. With --enable lets it count, which "
        "needs a trial of the same threshold. With --cost prints how long looking at a text takes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--simulate", action="store_true", help="run a trial and keep its table")
        parser.add_argument("--enable", action="store_true", help="let it count from the threshold on")
        parser.add_argument("--cost", action="store_true", help="measure how long a text takes")
        parser.add_argument(
            "--check", default="hold", help="a check, or hold or refuse for the sum of all (hold)"
        )
        parser.add_argument(
            "--threshold", type=int, help="the score from which on it alarms (what holds now)"
        )
        parser.add_argument("--days", type=int, default=90, help="how far back decisions are read (90)")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = {row.name: row for row in load_rules_page().rows}
        if options["cost"]:
            self._print_cost()
            return
        name = options["check"]
        if name not in rows:
            raise CommandError(f"There is no check {name!r}. There are: {', '.join(rows)}.")
        threshold = options["threshold"] or rows[name].threshold
        if threshold < 1 or options["days"] < 1:
            raise CommandError("A threshold and a number of days are at least 1.")
        try:
            self._do(name, threshold, options)
        except UserError as error:
            raise CommandError(str(error.message)) from None

    def _do(self, name: str, threshold: int, options: dict[str, Any]) -> None:
        if options["simulate"]:
            self._print(simulate(name, threshold, options["days"]))
        if options["enable"]:
            change_rule(None, name, mode=Mode.ACTIVE, threshold=threshold)
            self.stdout.write(f"{name} counts from {threshold} on.")
        if not options["simulate"] and not options["enable"]:
            self._list()

    def _print(self, trial: Simulation) -> None:
        self.stdout.write(f"{trial.name} from {trial.threshold} on, decisions of {trial.days} days\n\n")
        self.stdout.write(f"{'':<10}{'removed':>9}{'kept':>9}\n")
        self.stdout.write(f"{'alarm':<10}{trial.caught:>9}{trial.mistaken:>9}\n")
        self.stdout.write(f"{'no alarm':<10}{trial.missed:>9}{trial.left_alone:>9}\n\n")
        self.stdout.write(f"alarms that were right: {_share(trial.caught, trial.mistaken)}\n")
        self.stdout.write(f"removed posts that gave an alarm: {_share(trial.caught, trial.missed)}\n")

    def _print_cost(self) -> None:
        cost = measure_cost()
        if cost is None:
            raise CommandError("There is no text to look at.")
        self.stdout.write(
            f"{cost.texts} texts: {cost.usual:.1f} ms of processor time each, {cost.slow:.1f} ms for a slow one"
        )

    def _list(self) -> None:
        self.stdout.write(f"{'name':<16}{'mode':<10}{'from':>5}  latest trial\n")
        for row in load_rules_page().rows:
            trial = f"{row.trial.ran_at:%Y-%m-%d}, {row.trial.post_count} posts" if row.trial else "none"
            self.stdout.write(f"{row.name:<16}{row.mode.value:<10}{row.threshold:>5}  {trial}\n")


def _share(part: int, rest: int) -> str:
    return f"{part / (part + rest):.0%}" if part + rest else "none"
