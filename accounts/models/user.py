"""A person with an account."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.managers import UserManager
from accounts.roles import Role
from accounts.validators import HANDLE_PATTERN


class User(AbstractBaseUser):
    """A person with an account; signs in with the e-mail address, is known by the handle."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["handle"]

    email = models.EmailField(_("e-mail address"), max_length=254)
    handle = models.CharField(_("handle"), max_length=30, validators=[RegexValidator(HANDLE_PATTERN)])
    display_name = models.CharField(_("display name"), max_length=60, blank=True)
    bio = models.CharField(_("about you"), max_length=500, blank=True)
    roles = ArrayField(models.CharField(max_length=20, choices=Role), default=list, blank=True)
    # The last day of the credential, copied from it so that no page needs a join to know an expert.
    expert_valid_until = models.DateField(null=True, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    unread_count = models.PositiveIntegerField(default=0)
    # The exact sum of the ledger, which may be below zero; written by accounts.actions.reputation alone.
    reputation_points = models.IntegerField(default=0, editable=False)
    # What is shown and what privileges ask for: everybody begins with 1, and nobody falls below it.
    reputation = models.GeneratedField(
        expression=Greatest(Value(1), F("reputation_points") + 1),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.UniqueConstraint(Lower("handle"), name="user_handle_once"),
            models.CheckConstraint(condition=Q(handle__regex=HANDLE_PATTERN), name="user_handle_is_plain"),
            models.CheckConstraint(condition=Q(roles__contained_by=Role.values), name="user_roles_are_known"),
        ]
        indexes = [
            # accounts.selectors.experts: the directory
            models.Index(
                fields=["handle"],
                condition=Q(expert_valid_until__isnull=False, is_active=True),
                name="user_experts_by_handle",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.display_name or self.handle

    @property
    def initials(self) -> str:
        words = self.name.replace("_", " ").split()
        return "".join(word[0] for word in words[:2]).upper()

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    @property
    def is_moderator(self) -> bool:
        return Role.MODERATOR in self.roles or self.is_administrator

    @property
    def is_editor(self) -> bool:
        return Role.EDITOR in self.roles or self.is_administrator

    @property
    def is_reviewer(self) -> bool:
        return Role.REVIEWER in self.roles

    @property
    def is_verified_expert(self) -> bool:
        return self.expert_valid_until is not None and self.expert_valid_until >= timezone.localdate()

    @property
    def is_suspended(self) -> bool:
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    @property
    def role_labels(self) -> list[str]:
        return [str(Role(role).label) for role in self.roles]
