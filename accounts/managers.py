"""Queries about people."""

from django.contrib.auth.base_user import BaseUserManager
from django.db import models

from lib.dates import site_today


class UserQuerySet(models.QuerySet):
    def verified_experts(self) -> "UserQuerySet":
        """Active people whose credential is valid today, and who are not about to leave."""
        return self.filter(is_active=True, leaves_at=None, expert_valid_until__gte=site_today())


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Finds people by their address or handle, whatever the case of the letters."""

    def get_by_natural_key(self, email: str) -> models.Model:
        return self.get(email__iexact=email)
