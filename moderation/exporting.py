"""What people get of reports and decisions, when they download their data: never who reported or decided."""

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import Row, Section
from moderation.models import Decision, Flag, Screening, Unmasking, WatchedEntry


def reports(person: User) -> Iterable[Row]:
    found = Flag.objects.filter(flagger=person).order_by("pk")
    return found.values("reason", "note", "at", "is_open", "was_upheld", post_number=F("post_id"))


def decisions_about(person: User) -> Iterable[Row]:
    found = Decision.objects.filter(post__author=person).order_by("pk")
    return found.values("action", "reason", "state_before", "at", post_number=F("post_id"))


def decisions_made(person: User) -> Iterable[Row]:
    found = Decision.objects.filter(moderator=person).order_by("pk")
    return found.values("action", "reason", "at", post_number=F("post_id"))


def masks_asked_about(person: User) -> Iterable[Row]:
    found = Unmasking.objects.filter(asked_by=person).order_by("pk")
    return found.values("reason", "asked_at", "agreed_at", in_thread=F("root_id"))


def screenings(person: User) -> Iterable[Row]:
    found = Screening.objects.filter(author=person).order_by("pk")
    return found.values("band", "score", "findings", "at", post_number=F("post_id"))


def lists_kept(person: User) -> Iterable[Row]:
    found = WatchedEntry.objects.filter(added_by=person).order_by("pk")
    return found.values("kind", "pattern", "action", "note", "added_at")


SECTIONS = (
    Section("reports", _("What you reported"), reports, ("moderation.Flag.flagger",)),
    Section("decisions_about_your_posts", _("Decisions about your posts"), decisions_about),
    Section("decisions_made", _("Decisions that you made as a moderator"), decisions_made,
            ("moderation.Decision.moderator",)),
    Section("masks_asked_about", _("Masks that you asked to look behind"), masks_asked_about,
            ("moderation.Unmasking.asked_by",)),
    Section("automatic_checks", _("What automatic checks said of your texts"), screenings,
            ("moderation.Screening.author",)),
    Section("list_entries", _("What you put on the lists of watched words and sites"), lists_kept,
            ("moderation.WatchedEntry.added_by",)),
)  # fmt: skip
NOT_EXPORTED = {
    "moderation.ScreeningRule.changed_by": "a setting of the site; that it was changed is in the record",
    "moderation.ReviewItem.claimed_by": "who is looking at what, for a quarter of an hour",
    "moderation.Unmasking.agreed_by": "a colleague's words; that somebody agreed is in the record",
    "moderation.VoteRing.first": "a suspicion that names another person",
    "moderation.VoteRing.second": "a suspicion that names another person",
    "moderation.VoteRing.closed_by": "about other people; that it was closed is in the record",
}
