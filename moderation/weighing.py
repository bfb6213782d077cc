"""What the report of one person counts for. Pure functions, so that anybody can follow the sum.

Weight = 1 + standing + accuracy.

- standing: 0 for members, 1 from 50 points of reputation on, 2 from 500 on and for verified experts, 3 for moderators;
  0 for who is new.
- accuracy, once five reports have been decided: 2 if four out of five were right, 1 if three out of five were, -1 if
  fewer than one out of four were; otherwise 0.

A post is hidden until a moderator has looked when the open reports weigh HIDE_AT together: two moderators, four
careful members, or eight whom nobody knows yet.
"""

from accounts.models import User
from accounts.privileges import is_new

HIDE_AT = 8
SOME_POINTS, MANY_POINTS = 50, 500
DECIDED_LEAST = 5
OFTEN_RIGHT, MOSTLY_RIGHT, MOSTLY_WRONG = 0.8, 0.6, 0.25


def standing_of(person: User) -> int:
    if person.is_moderator:
        return 3
    if person.is_verified_expert:
        return 2
    if is_new(person):
        return 0
    return (person.reputation >= SOME_POINTS) + (person.reputation >= MANY_POINTS)


def accuracy_bonus(right: int, wrong: int) -> int:
    """Return what decided reports add to the next one."""
    decided = right + wrong
    if decided < DECIDED_LEAST:
        return 0
    share = right / decided
    if share < MOSTLY_WRONG:
        return -1
    return (share >= MOSTLY_RIGHT) + (share >= OFTEN_RIGHT)


def weight_of(person: User, *, right: int, wrong: int) -> int:
    """Return what a report of somebody counts for, of whose reports so many were right and wrong."""
    return 1 + standing_of(person) + accuracy_bonus(right, wrong)
