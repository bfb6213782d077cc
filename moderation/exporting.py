"""What people get of reports and decisions, when they download their data: never who reported or decided."""

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import Row, Section
from moderation.models import (
    Appeal,
    AuthorWarning,
    Batch,
    Decision,
    Flag,
    Purge,
    Screening,
    Unmasking,
    WatchedEntry,
)


def reports(person: User) -> Iterable[Row]:
    found = Flag.objects.filter(flagger=person).order_by("pk")
    return found.values("reason", "note", "at", "is_open", "was_upheld", post_number=F("post_id"))


def decisions_about(person: User) -> Iterable[Row]:
    found = Decision.objects.filter(post__author=person).order_by("pk")
    return found.values(
        "action", "rule", "reason", "passage", "state_before", "at", "undone_at", post_number=F("post_id")
    )


def decisions_made(person: User) -> Iterable[Row]:
    found = Decision.objects.filter(moderator=person).order_by("pk")
    return found.values("action", "rule", "reason", "at", post_number=F("post_id"))


def warnings(person: User) -> Iterable[Row]:
    found = AuthorWarning.objects.filter(person=person).order_by("pk")
    return found.values(
        "at", "confirmed_at", "taken_back_at", reason=F("decision__reason"), rule=F("decision__rule")
    )


def appeals(person: User) -> Iterable[Row]:
    found = Appeal.objects.filter(author=person).order_by("pk")
    return found.values("words", "at", "outcome", "answer", "answered_at", decision_number=F("decision_id"))


def batches_made(person: User) -> Iterable[Row]:
    found = Batch.objects.filter(moderator=person).order_by("pk")
    return found.values("action", "rule", "reason", "selection", "post_count", "at", "undone_at")


def purges_asked_for(person: User) -> Iterable[Row]:
    found = Purge.objects.filter(asked_by=person).order_by("pk")
    return found.values("rule", "reason", "asked_at", "agreed_at", post_number=F("post_id"))


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
    Section("warnings", _("Warnings that you were given"), warnings, ("moderation.AuthorWarning.person",)),
    Section("appeals", _("Second looks that you asked for"), appeals, ("moderation.Appeal.author",)),
    Section("batches_made", _("Decisions about many posts that you made as a moderator"), batches_made,
            ("moderation.Batch.moderator",)),
    Section("purges_asked_for", _("Posts that you asked to erase for good"), purges_asked_for,
            ("moderation.Purge.asked_by",)),
    Section("masks_asked_about", _("Masks that you asked to look behind"), masks_asked_about,
            ("moderation.Unmasking.asked_by",)),
    Section("automatic_checks", _("What automatic checks said of your texts"), screenings,
            ("moderation.Screening.author",)),
    Section("list_entries", _("What you put on the lists of watched words and sites"), lists_kept,
            ("moderation.WatchedEntry.added_by",)),
)  # fmt: skip
NOT_EXPORTED = {
    "moderation.Decision.undone_by": "a colleague's decision; that somebody undid it is in the record",
    "moderation.Batch.person": "a moderator's decision; the suspension and the decisions are in other sections",
    "moderation.Batch.undone_by": "a colleague's decision; that somebody undid it is in the record",
    "moderation.Purge.agreed_by": "a colleague's words; that somebody agreed is in the record",
    "moderation.Appeal.against": "the words of the author; the decision is in another section",
    "moderation.Appeal.answered_by": "the answer is the author's to read; that somebody gave it is in the record",
    "moderation.ScreeningRule.changed_by": "a setting of the site; that it was changed is in the record",
    "moderation.ReviewItem.claimed_by": "who is looking at what, for a quarter of an hour",
    "moderation.Unmasking.agreed_by": "a colleague's words; that somebody agreed is in the record",
    "moderation.VoteRing.first": "a suspicion that names another person",
    "moderation.VoteRing.second": "a suspicion that names another person",
    "moderation.VoteRing.closed_by": "about other people; that it was closed is in the record",
}
