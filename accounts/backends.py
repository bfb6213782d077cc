"""Who may sign in at all."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from accounts.models import User


class SiteAuthenticationBackend(AuthenticationBackend):
    """Demo accounts, whose password is public, open only where the demo profile runs."""

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)
