"""For how long and why people are suspended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

DAYS = (1, 3, 7, 30)
WORDS_LENGTH = 500


class Ability(models.TextChoices):
    """What somebody can be kept from alone, while the rest stays open."""

    ASK = "ask", _("Asking questions")
    ANSWER = "answer", _("Answering")
    COMMENT = "comment", _("Commenting")
    EDIT = "edit", _("Editing")
    VOTE = "vote", _("Saying what helped")
    FLAG = "flag", _("Reporting")


class SuspensionReason(models.TextChoices):
    """Why someone must not write for a while; the person reads it."""

    UNFRIENDLY = "unfriendly", _("Unfriendly or insulting words")
    DANGEROUS = "dangerous", _("Dangerous advice")
    SPAM = "spam", _("Advertising or spam")
    PRIVATE = "private", _("Other people's personal data")
    PRETENDING = "pretending", _("Pretending to be someone else or to be qualified")
    DISRUPTING = "disrupting", _("Disturbing on purpose, after being asked to stop")
    OTHER = "other", _("Another reason")
