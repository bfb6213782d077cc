"""What members may do by reputation and age of the account; the thresholds stand in settings.PRIVILEGES.

Pure functions of a person. Verified experts and everybody with a role (moderator, editor, clinical reviewer,
administrator) have all privileges from the first day, and none of the limits of new members.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules import Actor


class Privilege(models.TextChoices):
    """Something that is earned; the values are the keys of settings.PRIVILEGES."""

    COMMENT = "comment", _("Comment everywhere")
    VOTE_HELPFUL = "vote_helpful", _("Say what helped")
    SEE_OWN_REMOVED = "see_own_removed", _("See your own posts that were removed")
    MORE_LINKS = "more_links", _("More than two links in a post")
    UPLOAD_IMAGES = "upload_images", _("Add pictures")
    SUGGEST_EDITS = "suggest_edits", _("Suggest edits to posts of others")
    RETAG = "retag", _("Change the topics of questions")
    CREATE_TAG = "create_tag", _("Make new topics")
    EDIT_WITHOUT_REVIEW = "edit_without_review", _("Edit without a second look")
    REVIEW_QUEUES = "review_queues", _("Look through the review queues")


@dataclass(frozen=True)
class Threshold:
    """What a privilege asks for: so many points and days, or, where `or_days` is given, that age alone."""

    points: int
    days: int = 0
    or_days: int | None = None

    def is_met(self, points: int, age: timedelta) -> bool:
        if self.or_days is not None and age >= timedelta(days=self.or_days):
            return True
        return points >= self.points and age >= timedelta(days=self.days)


def threshold_of(privilege: Privilege) -> Threshold:
    return _threshold(**settings.PRIVILEGES[privilege])


@cache
def _threshold(**asked: int) -> Threshold:
    """A page asks for the same few dozens of times."""
    return Threshold(**asked)


def has_all(person: User) -> bool:
    """Verified experts, whose license says more than points, and everybody whom the site gave a role."""
    return person.is_verified_expert or bool(person.roles)


def has_privilege(actor: Actor, privilege: Privilege) -> bool:
    """Whether someone has earned a privilege; nobody has who is signed out."""
    if not actor.is_authenticated:
        return False
    return has_all(actor) or threshold_of(privilege).is_met(actor.reputation, _age(actor))


def is_new(person: User) -> bool:
    """Whether the limits of new members hold: a young account that has not earned much yet."""
    limits = settings.NEW_MEMBERS
    is_young = _age(person) < timedelta(days=limits["days"])
    return is_young and person.reputation < limits["points"] and not has_all(person)


def _age(person: User) -> timedelta:
    return timezone.now() - person.created_at


@dataclass(frozen=True)
class Standing:
    """A privilege with what it asks for, and whether the reader has it."""

    privilege: Privilege
    threshold: Threshold
    is_held: bool


def standings(actor: Actor) -> list[Standing]:
    """Return all privileges, the cheapest first, as they stand for a reader."""
    found = [Standing(each, threshold_of(each), has_privilege(actor, each)) for each in Privilege]
    return sorted(found, key=lambda standing: (standing.threshold.points, standing.threshold.days))


def next_step(found: list[Standing]) -> Standing | None:
    """Return the first privilege that is not held yet, None for those who have them all."""
    return next((standing for standing in found if not standing.is_held), None)
