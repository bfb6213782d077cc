"""Leaving for good: how long people can change their mind, and what may become of what they wrote."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

GRACE = timedelta(days=7)
REMINDED_BEFORE = timedelta(days=1)
# How the row of a former member is called, by its key; nobody else can have such a handle.
FORMER_HANDLE = "former_member_{}"
FORMER_EMAIL = "former-{}@invalid"
FORMER_HANDLE_PATTERN = r"^former_member_[0-9]+$"
FORMER_EMAIL_PATTERN = r"^former-[0-9]+@invalid$"
FORMER_SKELETON_PATTERN = r"^forrnerrnernber[0-9los]+$"


class WhatOfPosts(models.TextChoices):
    """What becomes of the posts of somebody who leaves."""

    KEEP = "keep", _("Leave them, under “Former member”")
    REMOVE = "remove", _("Remove them")
