"""How allauth signs people up and in here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from accounts.handles import TAKEN
from accounts.models import User
from accounts.rules import can_sign_in
from accounts.selectors.people import is_handle_free


class AccountAdapter(DefaultAccountAdapter):
    def clean_username(self, username: str, shallow: bool = False) -> str:
        """Store handles in small letters; refuse one that is taken, was taken once, or looks like such a one."""
        username = super().clean_username(username.lower(), shallow=True)
        if not shallow and not is_handle_free(username):
            raise ValidationError(TAKEN)
        return username

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Stop everybody whom the rule refuses, whatever way they came."""
        if not can_sign_in(user):
            # Never saved: it makes allauth end the sign-in as it does for closed accounts.
            user.is_active = False
        return super().pre_login(request, user, **kwargs)
