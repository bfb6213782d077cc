"""What helped askers, place by place."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise

from lib.body_sites import BodySite
from lib.wilson import Share
from posts.querysets import of_a_public_post
from qa.models import Outcome
from qa.models.outcome import Measure

NEWEST = 5_000


@dataclass(frozen=True)
class MeasureRow:
    """One measure, and how many of those who tried it say that it helped."""

    measure: str
    label: str | Promise
    share: Share


def what_helped(site: str) -> list[MeasureRow]:
    """Return the measures that enough askers about a place have tried, the surest first; one query.

    Each question counts once, with what was said last. Only public questions whose place is public are counted.
    """
    answered = Outcome.objects.filter(of_a_public_post("question__post")).exclude(result="")
    if site in BodySite:
        answered = answered.filter(question__post__body_site=site)
    last = Outcome.objects.filter(question_id=OuterRef("question_id")).exclude(result="").order_by("-days")
    latest = answered.filter(pk=Subquery(last.values("pk")[:1])).order_by("-answered_at")[:NEWEST]
    helped: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for good, bad in latest.values_list("helped", "did_not_help"):
        helped += Counter(good)
        tried += Counter([*good, *bad])
    rows = [MeasureRow(one.value, one.label, Share(helped[one.value], tried[one.value])) for one in Measure]
    shown = [row for row in rows if row.share.is_enough]
    return sorted(shown, key=lambda row: row.share.interval, reverse=True)
