"""Which display names would mislead about who is speaking."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.validators import RESERVED_HANDLES
from lib.confusables import has_hidden_signs, looks_like, mixes_scripts

# Refused as a word of any name.
STAFF_WORDS = ("admin", "admins", "administrator", "moderator", "moderators")
# Refused as a whole name: some of these are also surnames ("Anna Staff").
STAFF_NAMES = (*RESERVED_HANDLES, "team", "the team", "site team")
TITLES = ("dr", "doctor", "prof", "professor")
# Only behind the name: in front of it, "Md" is a given name of many people in Bangladesh.
DEGREES = ("md", "mbbs")


@dataclass(frozen=True)
class Standing:
    """What someone may claim in a name."""

    is_staff: bool
    is_expert: bool


def standing_of(person: User) -> Standing:
    """Return what a person may claim: roles of the team, and a credential that is valid today."""
    return Standing(is_staff=bool(person.roles), is_expert=person.is_verified_expert)


def trouble_with_name(name: str, standing: Standing) -> str | Promise:
    """Return why a display name would mislead, in words for the person; empty when it may stand."""
    if has_hidden_signs(name):
        return _("This name holds signs that nobody can see, or that turn the direction of writing.")
    if mixes_scripts(name):
        return _(
            "Please write each word in one script: letters of two scripts in one word pass for other names."
        )
    if not standing.is_staff and _names_staff(name):
        return _("This name would pass for the site's team. Please choose another.")
    if not standing.is_expert and _claims_title(name):
        return _(
            "“Dr”, “Prof” and “MD” stand only beside names of experts whose license was checked here: "
            "readers take them as a reason to follow advice. Please leave the title out."
        )
    return ""


def _names_staff(name: str) -> bool:
    of_the_site = looks_like(settings.SITE_NAME)
    words = {looks_like(word) for word in re.split(r"[\s.,:;()\[\]_/–-]+", name)}
    if words & ({looks_like(word) for word in STAFF_WORDS} | {of_the_site}):
        return True
    # "Unk not" and "M o d e r a t o r" have no such word, but are read as one.
    names = {looks_like(each) for each in (*STAFF_WORDS, *STAFF_NAMES)}
    return looks_like(name) in {of_the_site, *names, *(of_the_site + each for each in names)}


def _claims_title(name: str) -> bool:
    """Whether a title stands in front ("Dr. Anna", "Dr.med. Anna") or a degree behind ("Anna, M.D.")."""
    words = [looks_like(word) for word in re.split(r"[\s,]+", name) if looks_like(word)]
    if not words:
        return False
    first = looks_like(re.split(r"[\s.,]+", name.lstrip(" .,"))[0])
    titles = {looks_like(title) for title in TITLES}
    return bool(titles & {first, *words}) or words[-1] in DEGREES and len(words) > 1
