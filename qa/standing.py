"""Where a question stands, and who moves it: the machine as data.

Pure: what a person is to a question (`Party`) is found out in qa.rules, the moves are made in qa.actions.
"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """What can be done with a question now."""

    OPEN = "open", _("Open")
    NEEDS_DETAILS = "needs_details", _("Waits for a detail from the asker")
    CLOSED = "closed", _("Closed")
    MERGED = "merged", _("Merged into another question")
    ARCHIVED = "archived", _("Archived")


class CloseReason(models.TextChoices):
    """Why a question takes no more answers."""

    OFF_TOPIC = "off_topic", _("Not about muscle spasms or cramps")
    UNCLEAR = "unclear", _("It is not clear what is asked")
    NEEDS_DETAILS = "needs_details", _("It needs more details")
    DUPLICATE = "duplicate", _("Asked and answered before")
    RESOLVED = "resolved", _("Settled")


# What an asker can put right by saying it better; everything else needs somebody else's eye.
IMPROVABLE = (CloseReason.UNCLEAR, CloseReason.NEEDS_DETAILS)
# What members close for; that it is settled says the asker alone.
REASONS_OF_OTHERS = tuple(reason for reason in CloseReason if reason != CloseReason.RESOLVED)
# Standings in which experts answer.
ANSWERABLE = (Standing.OPEN, Standing.NEEDS_DETAILS, Standing.ARCHIVED)


class Act(StrEnum):
    """What moves a question from one standing to another."""

    CLOSE = "close"
    SETTLE = "settle"
    REOPEN = "reopen"
    TAKE_BACK = "take_back"
    ASK_DETAIL = "ask_detail"
    GIVE_DETAIL = "give_detail"
    IMPROVE = "improve"
    MERGE = "merge"
    SPLIT = "split"
    ARCHIVE = "archive"
    ANSWER = "answer"


class Party(StrEnum):
    """What somebody is to a question; one person can be several."""

    ASKER = "asker"
    CURATOR = "curator"  # has earned to look through the review queues; experts have from the start
    EXPERT = "expert"
    MODERATOR = "moderator"
    SITE = "site"


# None: where the question stood before it was merged.
MOVES: dict[tuple[Standing, Act], Standing | None] = {
    (Standing.OPEN, Act.CLOSE): Standing.CLOSED,
    (Standing.OPEN, Act.SETTLE): Standing.CLOSED,
    (Standing.OPEN, Act.ASK_DETAIL): Standing.NEEDS_DETAILS,
    (Standing.OPEN, Act.MERGE): Standing.MERGED,
    (Standing.OPEN, Act.ARCHIVE): Standing.ARCHIVED,
    (Standing.NEEDS_DETAILS, Act.CLOSE): Standing.CLOSED,
    (Standing.NEEDS_DETAILS, Act.SETTLE): Standing.CLOSED,
    (Standing.NEEDS_DETAILS, Act.ASK_DETAIL): Standing.NEEDS_DETAILS,
    (Standing.NEEDS_DETAILS, Act.GIVE_DETAIL): Standing.OPEN,
    (Standing.NEEDS_DETAILS, Act.REOPEN): Standing.OPEN,
    (Standing.NEEDS_DETAILS, Act.ANSWER): Standing.OPEN,
    (Standing.NEEDS_DETAILS, Act.MERGE): Standing.MERGED,
    (Standing.NEEDS_DETAILS, Act.ARCHIVE): Standing.ARCHIVED,
    (Standing.CLOSED, Act.REOPEN): Standing.OPEN,
    (Standing.CLOSED, Act.TAKE_BACK): Standing.OPEN,
    (Standing.CLOSED, Act.IMPROVE): Standing.OPEN,
    (Standing.CLOSED, Act.MERGE): Standing.MERGED,
    (Standing.ARCHIVED, Act.REOPEN): Standing.OPEN,
    (Standing.ARCHIVED, Act.TAKE_BACK): Standing.OPEN,
    (Standing.ARCHIVED, Act.IMPROVE): Standing.OPEN,
    (Standing.ARCHIVED, Act.ANSWER): Standing.OPEN,
    (Standing.ARCHIVED, Act.CLOSE): Standing.CLOSED,
    (Standing.ARCHIVED, Act.MERGE): Standing.MERGED,
    (Standing.MERGED, Act.SPLIT): None,
}
WHO: dict[Act, frozenset[Party]] = {
    Act.CLOSE: frozenset({Party.CURATOR, Party.MODERATOR}),
    Act.SETTLE: frozenset({Party.ASKER}),
    Act.REOPEN: frozenset({Party.CURATOR, Party.MODERATOR}),
    Act.TAKE_BACK: frozenset({Party.ASKER}),
    Act.ASK_DETAIL: frozenset({Party.CURATOR, Party.MODERATOR}),
    Act.GIVE_DETAIL: frozenset({Party.ASKER}),
    Act.IMPROVE: frozenset({Party.ASKER}),
    Act.MERGE: frozenset({Party.MODERATOR}),
    Act.SPLIT: frozenset({Party.MODERATOR}),
    Act.ARCHIVE: frozenset({Party.SITE}),
    Act.ANSWER: frozenset({Party.EXPERT}),
}
# Of what is closed the asker takes back only the own decision, and improves only what can be improved.
FOR_REASONS: dict[Act, tuple[CloseReason, ...]] = {
    Act.TAKE_BACK: (CloseReason.RESOLVED,),
    Act.IMPROVE: IMPROVABLE,
}


def is_possible(standing: str, act: Act, reason: str = "") -> bool:
    """Whether the machine knows this move; `reason` is why a closed question is closed."""
    if (Standing(standing), act) not in MOVES:
        return False
    return standing != Standing.CLOSED or act not in FOR_REASONS or reason in FOR_REASONS[act]


def allows(parties: frozenset[Party], standing: str, act: Act, reason: str = "") -> bool:
    """Whether somebody who is all this to a question may make this move."""
    return is_possible(standing, act, reason) and not WHO[act].isdisjoint(parties)
