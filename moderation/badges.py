"""A badge for reports that were right."""

from collections.abc import Iterable

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.badges import Badge
from moderation.models import Flag

UPHELD_LEAST = 5
# Four right ones for each wrong one are 80 percent.
RIGHT_PER_WRONG = 4


def careful_reporter() -> Iterable[int]:
    decided = Flag.objects.filter(was_upheld__isnull=False).order_by().values("flagger_id")
    right, wrong = (Count("pk", filter=Q(was_upheld=upheld)) for upheld in (True, False))
    counted = decided.annotate(right=right, wrong=wrong)
    careful = counted.filter(right__gte=UPHELD_LEAST).filter(right__gte=F("wrong") * RIGHT_PER_WRONG)
    return careful.values_list("flagger_id", flat=True)


BADGES = (
    Badge("careful-reporter", _("Careful reporter"),
          _("Reported five posts that a moderator then removed, and was right four times out of five."),
          "shield-check", careful_reporter),
)  # fmt: skip
