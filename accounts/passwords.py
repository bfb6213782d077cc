"""Refuses passwords that a program would guess soon."""

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from zxcvbn_rs_py import zxcvbn

LEAST_SCORE = 3  # of 4: safe from somebody who has stolen the hashes and tries for a few days
LONGEST_LOOKED_AT = 100  # looking takes longer the longer it is, and this much decides
SEPARATORS = re.compile(r"[@._\s-]+")
GENERAL = _("It could be guessed too soon. Add a word or two that do not belong together.")
ROWS = _("Rows and patterns on the keyboard are guessed first.")
REPEATS = _("Repeated letters and parts add almost nothing.")
COMMON = _("Very many people use this password.")
DATES = _("Dates and years are guessed first.")
NAMES = _("Names are guessed first.")
REASONS: dict[str, Promise] = {
    "StraightRowsOfKeysAreEasyToGuess": ROWS,
    "ShortKeyboardPatternsAreEasyToGuess": ROWS,
    "RepeatsLikeAaaAreEasyToGuess": REPEATS,
    "RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess": REPEATS,
    "ThisIsATop10Password": COMMON,
    "ThisIsATop100Password": COMMON,
    "ThisIsACommonPassword": COMMON,
    "ThisIsSimilarToACommonlyUsedPassword": _("It is close to a password that many people use."),
    "SequencesLikeAbcAreEasyToGuess": _("Sequences such as abc or 6543 are guessed first."),
    "RecentYearsAreEasyToGuess": DATES,
    "AWordByItselfIsEasyToGuess": _("A single word is guessed first."),
    "DatesAreOftenEasyToGuess": DATES,
    "NamesAndSurnamesByThemselvesAreEasyToGuess": NAMES,
    "CommonNamesAndSurnamesAreEasyToGuess": NAMES,
}


class GuessingValidator:
    """Estimates how many guesses a password would take (zxcvbn), knowing the person's handle, name and address."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError, with the reason in words, when the score is below LEAST_SCORE."""
        result = zxcvbn(password[:LONGEST_LOOKED_AT], known_words(user))
        if int(result.score) >= LEAST_SCORE:
            return
        warning = result.feedback.warning if result.feedback else None
        reason = REASONS.get(repr(warning).rpartition(".")[2], "")
        raise ValidationError(f"{reason} {GENERAL}".strip(), code="password_guessable")

    def get_help_text(self) -> str:
        return str(_("Your password must not be easy to guess."))


def known_words(user: AbstractBaseUser | None) -> list[str]:
    """Return what somebody who knows the person would try first."""
    if user is None:
        return []
    texts = [getattr(user, name, "") or "" for name in ("handle", "display_name", "email")]
    return [word for text in texts for word in {text, *SEPARATORS.split(text)} if word]
