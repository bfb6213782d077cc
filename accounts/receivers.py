"""Listens to allauth, which adds and removes second factors on its own pages."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed

from accounts.actions.second_factor import note_second_factor
from accounts.models import User


def connect() -> None:
    authenticator_added.connect(on_change, dispatch_uid="accounts.second_factor.added")
    authenticator_removed.connect(on_change, dispatch_uid="accounts.second_factor.removed")


def on_change(*, user: User, authenticator: Authenticator, signal: Any, **kwargs: Any) -> None:
    """Keep User.has_second_factor exact and record what happened."""
    is_new = signal is authenticator_added
    note_second_factor(user, kind=authenticator.type, is_new=is_new)
