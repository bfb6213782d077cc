"""Who may sign in at all."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import models

from accounts.models import User
from accounts.rules import can_sign_in
from lib.prepared import Prepared, Slot


class SiteAuthenticationBackend(AuthenticationBackend):
    """Asks the rule both when someone signs in and when a session is read."""

    def user_can_authenticate(self, user: User) -> bool:
        return can_sign_in(user)

    def get_user(self, user_id: int) -> User | None:
        """Return whose session it is; the read that every signed-in page begins with."""
        found = _people(key=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None


@Prepared
def _people() -> models.QuerySet[User]:
    return User.objects.filter(pk=Slot("key", models.BigAutoField()))
