"""The copies of their data that people ask for."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User

LINK_LASTS = timedelta(hours=24)


class ExportState(models.TextChoices):
    """How far an export is."""

    WAITING = "waiting", _("Waiting")
    BUILDING = "building", _("Being put together")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


OPEN_EXPORT = (ExportState.WAITING, ExportState.BUILDING)


class DataExport(models.Model):
    """One copy of all that is stored about a person; the private storage keeps it, encrypted, under `key`."""

    person = models.ForeignKey(User, models.PROTECT, related_name="exports")
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    sections_done = models.PositiveSmallIntegerField(default=0)
    sections = models.PositiveSmallIntegerField(default=1)
    key = models.CharField(max_length=100, blank=True)
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=OPEN_EXPORT), name="export_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=ExportState.values), name="export_state_is_known"),
            models.CheckConstraint(
                condition=(Q(state=ExportState.READY, finished_at__isnull=False) & ~Q(key=""))
                | (~Q(state=ExportState.READY) & Q(key="", finished_at=None)),
                name="export_has_a_file_when_ready",
            ),
            models.CheckConstraint(
                condition=Q(sections__gte=1, sections_done__lte=F("sections")),
                name="export_progress_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"export {self.pk}: {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_EXPORT

    @property
    def percent(self) -> int:
        return 100 * self.sections_done // self.sections

    @property
    def lasts_until(self) -> datetime | None:
        return self.finished_at + LINK_LASTS if self.finished_at else None

    @property
    def is_downloadable(self) -> bool:
        """Whether it is ready and its link still holds."""
        return self.lasts_until is not None and timezone.now() < self.lasts_until
