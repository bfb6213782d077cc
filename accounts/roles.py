"""Who may be what: the roles that are given by people, and the standing of experts."""

from functools import lru_cache

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

TITLES_KEPT = 5_000


class Role(models.TextChoices):
    """A task that the site has entrusted to someone; a person may have several."""

    MODERATOR = "moderator", _("Moderator")
    EDITOR = "editor", _("Knowledge editor")
    REVIEWER = "reviewer", _("Clinical reviewer")
    VERIFIER = "verifier", _("Verifier of experts")
    ADMINISTRATOR = "administrator", _("Administrator")


class Profession(models.TextChoices):
    """What a verified expert is by training."""

    PHYSICIAN = "physician", _("Physician")
    PHYSIOTHERAPIST = "physiotherapist", _("Physiotherapist")
    PHARMACIST = "pharmacist", _("Pharmacist")
    NURSE = "nurse", _("Nurse")
    MIDWIFE = "midwife", _("Midwife")
    PSYCHOLOGIST = "psychologist", _("Psychologist")
    ERGONOMIST = "ergonomist", _("Ergonomist")
    ATHLETIC_TRAINER = "athletic_trainer", _("Athletic trainer")
    DIETITIAN = "dietitian", _("Dietitian")
    OTHER = "other", _("Other health profession")


def professional_title(profession: str, specialty: str) -> str:
    """Return a profession in words, with the specialty where there is one."""
    return _title(get_language(), profession, specialty)


@lru_cache(maxsize=TITLES_KEPT)
def _title(_language: str | None, profession: str, specialty: str) -> str:
    label = str(Profession(profession).label)
    return f"{label}, {specialty}" if specialty else label
