"""Trying out checks and thresholds, and changing which of them count."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from moderation import rules
from moderation.models import Mode, Screening, ScreeningRule, Simulation
from moderation.screening.akismet import NAME as AKISMET
from moderation.screening.kept import forget_all
from moderation.screening.rules import BANDS, all_checks, rules_with_all
from moderation.screening.simulating import Table, score_of, tabulate
from moderation.selectors.decided import Decided, decided_posts

# How long a trial is good for, and how many decided posts it needs to say anything.
TRIAL_LASTS = timedelta(days=7)
LEAST_POSTS = 20
WORDING = "wording"


def known_names() -> list[str]:
    """Return what can be tried out and changed: each check, and the sums of the bands."""
    return [*(check.name for check in all_checks()), *BANDS]


def simulate(name: str, threshold: int, days: int) -> Simulation:
    """Run a trial over the decisions of so many days and keep its table; raises UserError for unknown names."""
    if name not in known_names():
        raise UserError(_("There is no check “%(name)s”.") % {"name": name})
    decided = list(decided_posts(days))
    table = tabulate(_scores(name, decided), threshold)
    return keep_trial(name, threshold, days, table)


def keep_trial(name: str, threshold: int, days: int, table: Table) -> Simulation:
    return Simulation.objects.create(
        name=name, threshold=threshold, days=days, caught=table.caught, missed=table.missed,
        mistaken=table.mistaken, left_alone=table.left_alone,
    )  # fmt: skip


def _scores(name: str, decided: list[Decided]) -> list[tuple[int, bool]]:
    if name == WORDING:
        return _scores_of_wording(decided)
    if name == AKISMET:
        return [(_noted(one), one.was_removed) for one in decided]
    found = rules_with_all()
    return [(score_of(one.post, name, found), one.was_removed) for one in decided]


def _noted(one: Decided) -> int:
    """What the service said of a post in its time; nobody is asked again for a trial."""
    for screening in Screening.objects.filter(post=one.post).order_by("-pk"):
        for finding in screening.findings:
            if finding["check"] == AKISMET:
                return finding["score"]
    return 0


def _scores_of_wording(decided: list[Decided]) -> list[tuple[int, bool]]:
    """What models say of texts that they have not learned from; with the trained one a trial would flatter itself."""
    from moderation.actions.training import LEAST, words_of  # scikit-learn is large
    from moderation.screening.training import learn
    from moderation.screening.wording import weigh

    removed = [one.was_removed for one in decided]
    if min(sum(removed), len(removed) - sum(removed)) < LEAST:
        return [(0, was_removed) for was_removed in removed]
    said = learn([words_of(one.post) for one in decided], removed).probabilities
    findings = [weigh(probability) for probability in said]
    return [(found.score if found else 0, was) for found, was in zip(findings, removed, strict=True)]


@transaction.atomic
def change_rule(actor: User | None, name: str, *, mode: Mode, threshold: int) -> ScreeningRule:
    """Say whether a check counts and from which score on; bands always count. The operator acts without an account.

    Raises PermissionDenied, UserError unless what is to count has been tried out just so in the last days.
    """
    if actor is not None:
        require(rules.can_change_screening(actor))
    if name not in known_names() or (name in BANDS and mode != Mode.ACTIVE):
        raise UserError(_("There is no check “%(name)s” that can be changed like this.") % {"name": name})
    trial = _trial(name, threshold) if mode == Mode.ACTIVE else None
    rule, _is_new = ScreeningRule.objects.update_or_create(
        name=name,
        defaults={"mode": mode, "threshold": threshold, "simulation": trial, "changed_by": actor},
    )
    record(
        actor, "screening.changed", rule,
        name=name, mode=mode, threshold=threshold, trial=trial.pk if trial else None,
    )  # fmt: skip
    forget_all()
    return rule


def _trial(name: str, threshold: int) -> Simulation:
    since = timezone.now() - TRIAL_LASTS
    trials = Simulation.objects.filter(name=name, threshold=threshold, ran_at__gte=since).order_by("-pk")
    trial = trials.first()
    if trial is None:
        raise UserError(_("Try it out first, with this threshold: the table says what it would have done."))
    if trial.post_count < LEAST_POSTS:
        raise UserError(
            _("The trial saw %(count)d posts. It says something from %(least)d on.")
            % {"count": trial.post_count, "least": LEAST_POSTS}
        )
    return trial
