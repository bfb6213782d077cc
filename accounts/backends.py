"""Who may sign in at all."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from accounts.rules import can_sign_in


class SiteAuthenticationBackend(AuthenticationBackend):
    """Asks the rule both when someone signs in and when a session is read."""

    def user_can_authenticate(self, user: User) -> bool:
        return can_sign_in(user)
