"""The demo accounts, one for each role; they exist only in the demo profile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.granting_roles import set_roles
from accounts.actions.verifying_experts import CheckedCredential, grant_credential
from accounts.models import User
from accounts.roles import Profession, Role
from lib.dates import site_today
from lib.markdown import render_text

DEMO_PASSWORD = "unknot-demo-2026"  # public on purpose: printed at the start of the demo
DEMO_DOMAIN = "demo.invalid"
CREDENTIAL_DAYS = 365
# Demo people are older than what they have written.
ACCOUNT_DAYS = 90


@dataclass(frozen=True)
class DemoAccount:
    """A sign-in that a newcomer can try."""

    handle: str
    role: str | Promise
    display_name: str
    roles: tuple[Role, ...] = ()
    profession: Profession | None = None

    @property
    def email(self) -> str:
        return demo_email(self.handle)


DEMO_ACCOUNTS = (
    DemoAccount("demo_member", _("member"), "Demo member"),
    DemoAccount("demo_expert", _("verified expert"), "Demo expert", profession=Profession.PHYSIOTHERAPIST),
    DemoAccount("demo_moderator", _("moderator"), "Demo moderator", (Role.MODERATOR,)),
    DemoAccount("demo_editor", _("knowledge editor"), "Demo editor", (Role.EDITOR,)),
    DemoAccount("demo_reviewer", _("clinical reviewer"), "Demo reviewer", (Role.REVIEWER,)),
    DemoAccount("demo_verifier", _("verifier of experts"), "Demo verifier", (Role.VERIFIER,)),
    DemoAccount("demo_admin", _("administrator"), "Demo administrator", (Role.ADMINISTRATOR,)),
)


@cache
def _demo_password_hash() -> str:
    return make_password(DEMO_PASSWORD)


def demo_email(handle: str) -> str:
    """Return the address of a demo account; its domain can never receive mail."""
    return f"{handle}@{DEMO_DOMAIN}"


@transaction.atomic
def create_demo_person(
    handle: str, *, display_name: str = "", bio: str = "", can_sign_in: bool = False
) -> User:
    """Return a demo account with a confirmed address, made if it is new.

    Raises ImproperlyConfigured outside the demo profile (tests count as demo only when they say so).
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("Demo accounts exist only in the demo profile.")
    person = User.objects.filter(handle=handle).first()
    if person:
        return person
    person = User(email=demo_email(handle), handle=handle, display_name=display_name, is_demo=True)
    person.bio, person.bio_html = bio, render_text(bio)
    person.created_at = timezone.now() - timedelta(days=ACCOUNT_DAYS)
    person.password = _demo_password_hash() if can_sign_in else make_password(None)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@transaction.atomic
def make_demo_expert(
    person: User,
    profession: str,
    specialty: str = "",
    *,
    topics: Sequence[str] = (),
    languages: Sequence[str] = ("en",),
) -> User:
    """Give a demo account the credential of an invented expert."""
    if not person.is_demo:
        raise ImproperlyConfigured("Only demo accounts may carry an invented credential.")
    today = site_today()
    grant_credential(
        None,
        person,
        CheckedCredential(
            profession=profession,
            specialty=specialty,
            country="Demo country",
            register="Demo register (invented)",
            checked_on=today,
            valid_until=today + timedelta(days=CREDENTIAL_DAYS),
            scope_tags=list(topics),
            languages=list(languages),
        ),
    )
    person.refresh_from_db()
    return person


def create_demo_accounts() -> list[User]:
    """Create the sign-ins of all roles; return the accounts."""
    people = []
    for account in DEMO_ACCOUNTS:
        person = create_demo_person(
            account.handle,
            display_name=account.display_name,
            bio=str(_("Demo account, invented. Not a real person.")),
            can_sign_in=True,
        )
        if account.roles and not person.roles:
            person = set_roles(None, person, account.roles)
        if account.profession and not person.expert_valid_until:
            person = make_demo_expert(person, account.profession)
        people.append(person)
    return people
