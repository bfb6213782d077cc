"""Forgetting what somebody who leaves wrote to moderators."""

from django.db import transaction

from accounts.models import User
from accounts.personal_data import Eraser
from moderation.actions.deciding import close_without_decision
from moderation.actions.following_suggestions import forget_suggestions
from moderation.actions.keeping import forget_copies
from moderation.models import Appeal, Decision, Flag, FlagReason, ReviewItem, Screening
from moderation.models.appeal import NO_WORDS
from posts.actions.erasing import REMOVABLE
from posts.actions.locking import lock_thread


def close_waiting(person: User) -> None:
    """Close what waits about posts and suggested edits that the person takes along."""
    forget_suggestions(person)
    waiting = ReviewItem.objects.filter(post__author=person, post__kind__in=REMOVABLE, is_open=True)
    for post_id in waiting.order_by("pk").values_list("post_id", flat=True):
        _close(post_id)


@transaction.atomic
def _close(post_id: int) -> None:
    _root, post = lock_thread(post_id)
    close_without_decision(post)


def forget_words(person: User) -> None:
    """Erase the words of reports; what was reported and for which reason stays."""
    reports = Flag.objects.filter(flagger=person).exclude(note="")
    reports.exclude(reason=FlagReason.OTHER).update(note="")
    # They may not be empty where no reason was chosen.
    reports.filter(reason=FlagReason.OTHER).update(note=NO_WORDS)
    Appeal.objects.filter(author=person).update(words=NO_WORDS)
    Decision.objects.filter(post__author=person).exclude(passage="").update(passage="")
    forget_copies(person.pk)
    Screening.objects.filter(author=person).update(author=None, evidence=b"")


ERASER = Eraser(
    covers=("moderation.Flag.flagger", "moderation.Appeal.author", "moderation.Screening.author"),
    remove=close_waiting,
    forget=forget_words,
)
KEPT = {
    "moderation.Decision.undone_by": "who undid what stays on record, as a number",
    "moderation.AuthorWarning.person": "how often somebody was warned; the words are a moderator's",
    "moderation.Batch.moderator": "decisions have to be checked and undone later; by “Former member”",
    "moderation.Batch.person": "whose posts were cleaned up, as a number",
    "moderation.Batch.undone_by": "who undid what stays on record, as a number",
    "moderation.Purge.asked_by": "who had a post erased stays on record, as a number",
    "moderation.Purge.agreed_by": "who had a post erased stays on record, as a number",
    "moderation.Appeal.against": "whom an appeal was against stays on record, as a number",
    "moderation.Appeal.answered_by": "who answered stays on record, as a number",
    "moderation.ReviewItem.claimed_by": "ends by itself after a quarter of an hour",
    "moderation.Decision.moderator": "decisions have to be checked and undone later; by “Former member”",
    "moderation.Unmasking.asked_by": "who looked behind a mask stays on record, as a number",
    "moderation.Unmasking.agreed_by": "who looked behind a mask stays on record, as a number",
    "moderation.ScreeningRule.changed_by": "who changed a setting of the site, as a number",
    "moderation.WatchedEntry.added_by": "who put it on a list, as a number",
    "moderation.VoteRing.first": "numbers of votes, by “Former member”",
    "moderation.VoteRing.second": "numbers of votes, by “Former member”",
    "moderation.VoteRing.closed_by": "who looked at it, as a number",
}
