"""A person with an account."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest, Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.handles import HANDLE_LENGTH, HANDLE_PATTERN, skeleton_column
from accounts.leaving import (
    FORMER_EMAIL_PATTERN,
    FORMER_HANDLE_PATTERN,
    FORMER_SKELETON_PATTERN,
    WhatOfPosts,
)
from accounts.managers import UserManager
from accounts.roles import Role
from accounts.suspensions import WORDS_LENGTH, Ability, SuspensionReason
from lib.confusables import HIDDEN_PATTERN
from lib.countries import COUNTRY_CODES, country_name
from lib.dates import site_today
from lib.languages import LANGUAGE_CODES, language_names
from lib.media import avatar_name, media_url
from lib.time_zones import ZONE_PATTERN

BIO_LENGTH = 1000
LANGUAGES_AT_MOST = 3
# All that is left of a former member: nothing that could tell who it was.
EMPTIED = Q(
    is_active=False,
    email__regex=FORMER_EMAIL_PATTERN,
    handle__regex=FORMER_HANDLE_PATTERN,
    password__regex="^!",  # noqa: S106 what Django writes for an unusable one
    display_name="",
    bio="",
    bio_html="",
    country="",
    languages=[],
    time_zone="",
    avatar_key=None,
    roles=[],
    expert_valid_until=None,
    has_second_factor=False,
    suspension_words="",
    last_login=None,
    leaves_at=None,
)


class User(AbstractBaseUser):
    """A person with an account; signs in with the e-mail address, is known by the handle."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["handle"]

    email = models.EmailField(_("e-mail address"), max_length=254)
    handle = models.CharField(
        _("handle"), max_length=HANDLE_LENGTH, validators=[RegexValidator(HANDLE_PATTERN)]
    )
    handle_skeleton = skeleton_column()
    handle_changed_at = models.DateTimeField(null=True, blank=True)
    display_name = models.CharField(_("display name"), max_length=60, blank=True)
    bio = models.CharField(_("about you"), max_length=BIO_LENGTH, blank=True)
    bio_html = models.TextField(blank=True)
    country = models.CharField(max_length=2, blank=True)
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    time_zone = models.CharField(max_length=40, blank=True)
    hides_activity = models.BooleanField(default=False)
    # Names the file of the picture; a new one with each upload.
    avatar_key = models.UUIDField(null=True, blank=True, editable=False)
    roles = ArrayField(models.CharField(max_length=20, choices=Role), default=list, blank=True)
    # The last day of the credential, copied from it so that no page needs a join to know an expert;
    # none while the credential is suspended.
    expert_valid_until = models.DateField(null=True, blank=True)
    # Kept by accounts.actions.second_factor, so that no page has to ask for somebody's authenticators.
    has_second_factor = models.BooleanField(default=False)
    suspended_until = models.DateTimeField(null=True, blank=True)
    # Why, in the last suspension; on the row so that the notice on every page needs no query.
    suspension_reason = models.CharField(max_length=20, choices=SuspensionReason, blank=True)
    suspension_words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    # What the suspension is about; none: all writing.
    suspended_abilities = ArrayField(
        models.CharField(max_length=10, choices=Ability), default=list, blank=True
    )
    # A moderator's warning has to be confirmed before the person writes again; kept by accounts.actions.warning.
    has_warning = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    # When the person wants to be gone, what then becomes of the posts, and whether the last reminder is sent.
    leaves_at = models.DateTimeField(null=True, blank=True)
    leaving_posts = models.CharField(max_length=10, choices=WhatOfPosts, blank=True)
    is_leaving_reminded = models.BooleanField(default=False)
    # The roles that come back when the person stays.
    roles_before_leaving = ArrayField(
        models.CharField(max_length=20, choices=Role), default=list, blank=True, editable=False
    )
    # Since when the row only stands for a former member, so that threads and counts stay whole.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
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
            # Whatever its case, because user_handle_is_plain knows small letters alone.
            models.UniqueConstraint(fields=["handle"], name="user_handle_once"),
            models.UniqueConstraint(fields=["avatar_key"], name="user_avatar_once"),
            models.CheckConstraint(condition=Q(handle__regex=HANDLE_PATTERN), name="user_handle_is_plain"),
            models.UniqueConstraint(fields=["handle_skeleton"], name="user_handle_looks_like_no_other"),
            models.CheckConstraint(
                condition=~Q(display_name__regex=HIDDEN_PATTERN), name="user_display_name_is_seen"
            ),
            models.CheckConstraint(
                condition=Q(country__in=["", *COUNTRY_CODES]), name="user_country_is_known"
            ),
            models.CheckConstraint(
                condition=Q(languages__contained_by=[*LANGUAGE_CODES]), name="user_languages_are_known"
            ),
            models.CheckConstraint(
                condition=Q(languages__len__lte=LANGUAGES_AT_MOST), name="user_languages_are_few"
            ),
            models.CheckConstraint(
                condition=Q(time_zone="") | Q(time_zone__regex=ZONE_PATTERN), name="user_time_zone_is_a_name"
            ),
            models.CheckConstraint(
                condition=Q(suspension_reason__in=["", *SuspensionReason.values]),
                name="user_suspension_reason_is_known",
            ),
            models.CheckConstraint(
                condition=Q(suspended_abilities__contained_by=Ability.values),
                name="user_suspended_abilities_are_known",
            ),
            models.CheckConstraint(condition=Q(roles__contained_by=Role.values), name="user_roles_are_known"),
            models.CheckConstraint(
                condition=Q(leaves_at=None, leaving_posts="", is_leaving_reminded=False)
                | Q(leaves_at__isnull=False, leaving_posts__in=WhatOfPosts.values),
                name="user_leaving_says_what_becomes_of_posts",
            ),
            models.CheckConstraint(
                condition=Q(leaves_at=None) | Q(roles=[]), name="user_leaving_has_no_roles"
            ),
            models.CheckConstraint(
                condition=Q(leaves_at__isnull=False, roles_before_leaving__contained_by=Role.values)
                | Q(roles_before_leaving=[]),
                name="user_roles_rest_while_leaving",
            ),
            models.CheckConstraint(condition=Q(erased_at=None) | EMPTIED, name="user_former_is_emptied"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | ~Q(handle_skeleton__regex=FORMER_SKELETON_PATTERN),
                name="user_handle_is_no_former_members",
            ),
        ]
        indexes = [
            # accounts.allauth_forms: signing in, where the address is looked for as it is
            models.Index(fields=["email"], name="user_by_email"),
            # accounts.selectors.people and knowledge.selectors.board_articles: who has a role
            GinIndex(fields=["roles"], name="user_by_role"),
            # accounts.selectors.experts: the directory
            models.Index(
                fields=["handle"],
                condition=Q(expert_valid_until__isnull=False, is_active=True),
                name="user_experts_by_handle",
            ),
            # accounts.tasks.erase_leavers: whose time is over
            models.Index(fields=["leaves_at"], condition=Q(leaves_at__isnull=False), name="user_leaving"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What others call the person; of former members nothing is known."""
        return gettext("Former member") if self.is_former else self.display_name or self.handle

    @property
    def is_former(self) -> bool:
        return self.erased_at is not None

    @property
    def is_leaving(self) -> bool:
        return self.leaves_at is not None

    @property
    def has_profile(self) -> bool:
        """Whether others find a page of this person."""
        return not self.is_former and not self.is_leaving

    @property
    def initials(self) -> str:
        words = self.name.replace("_", " ").split()
        return "".join(word[0] for word in words[:2]).upper()

    @property
    def avatar_url(self) -> str:
        """The address of the picture; empty for who has none."""
        return media_url(avatar_name(self.avatar_key)) if self.avatar_key else ""

    def read_confirmed_addresses(self) -> list[str]:
        """Return the e-mail addresses that the person has shown to own by now, in one query."""
        return list(self.emailaddress_set.filter(verified=True).values_list("email", flat=True))

    @cached_property
    def confirmed_addresses(self) -> list[str]:
        """The same, as it was when first asked for; each request has an object of its own for its user."""
        return self.read_confirmed_addresses()

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
    def is_verifier(self) -> bool:
        return Role.VERIFIER in self.roles or self.is_administrator

    @property
    def is_verified_expert(self) -> bool:
        return self.expert_valid_until is not None and self.expert_valid_until >= site_today()

    @property
    def is_suspended(self) -> bool:
        """Whether all writing is closed to the person for now."""
        return self._is_suspended_now and not self.suspended_abilities

    @property
    def is_partly_suspended(self) -> bool:
        return self._is_suspended_now and bool(self.suspended_abilities)

    @property
    def suspended_ability_labels(self) -> list[str]:
        return [str(Ability(ability).label) for ability in self.suspended_abilities]

    @property
    def _is_suspended_now(self) -> bool:
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    def is_kept_from(self, ability: Ability) -> bool:
        """Whether a suspension that holds now is about this ability."""
        return self._is_suspended_now and (
            not self.suspended_abilities or ability in self.suspended_abilities
        )

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def language_names(self) -> str:
        return ", ".join(language_names(self.languages))

    @property
    def role_labels(self) -> list[str]:
        return [str(Role(role).label) for role in self.roles]
