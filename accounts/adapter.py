"""How allauth signs people up and in here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.tasks import Task
from django.urls import reverse
from django.utils.module_loading import import_string

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

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address, and tell those who wait for that (EMAIL_CONFIRMED_TASKS)."""
        is_confirmed = super().confirm_email(request, email_address)
        if is_confirmed:
            for path in settings.EMAIL_CONFIRMED_TASKS:
                task: Task = import_string(path)
                task.enqueue(email_address.user_id)
        return is_confirmed

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Stop everybody whom the rule refuses, whatever way they came."""
        if not can_sign_in(user):
            # Never saved: it makes allauth end the sign-in as it does for closed accounts.
            user.is_active = False
        return super().pre_login(request, user, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Ask who is about to leave first whether they want to stay."""
        if request.user.is_authenticated and request.user.is_leaving:
            return reverse("accounts:keep-account")
        return super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:settings")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Never: who controls an address elsewhere must not get into an account here."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Take the address only; a name from elsewhere could tell who somebody is."""
        return super().populate_user(request, sociallogin, {"email": data.get("email")})
