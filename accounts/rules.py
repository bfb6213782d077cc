"""What people may do with accounts. Rules are pure: an actor and an object in, yes or no out."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import ExpertApplication, User
from accounts.standing import ApplicationState

Actor = User | AnonymousUser
ANONYMOUS = AnonymousUser()


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless a rule said yes."""
    if not allowed:
        raise PermissionDenied


def can_sign_in(person: User) -> bool:
    """Active people; demo accounts, whose password is public, only where the demo profile runs."""
    return person.is_active and (settings.DEMO or not person.is_demo)


def can_write(actor: Actor) -> bool:
    """Signed in, active and not suspended: the ground for every kind of writing."""
    return actor.is_authenticated and actor.is_active and not actor.is_suspended


def is_moderator(actor: Actor) -> bool:
    return can_write(actor) and actor.is_moderator


def is_editor(actor: Actor) -> bool:
    return can_write(actor) and actor.is_editor


def is_reviewer(actor: Actor) -> bool:
    """A clinical reviewer; administrators are none, because a signature needs a qualification."""
    return can_write(actor) and actor.is_reviewer


def is_administrator(actor: Actor) -> bool:
    return can_write(actor) and actor.is_administrator


def is_expert(actor: Actor) -> bool:
    """A verified expert whose credential is valid today."""
    return can_write(actor) and actor.is_verified_expert


def can_edit_profile(actor: Actor, person: User) -> bool:
    return actor.is_authenticated and actor.pk == person.pk


def can_set_avatar(actor: Actor, person: User) -> bool:
    """One's own; who is suspended takes it away but shows no new one."""
    return can_write(actor) and actor.pk == person.pk


def can_grant_roles(actor: Actor, person: User) -> bool:
    """Administrators, never on themselves."""
    return is_administrator(actor) and actor.pk != person.pk


def is_verifier(actor: Actor) -> bool:
    """Who checks licenses: verifiers of experts and administrators."""
    return can_write(actor) and actor.is_verifier


def can_verify_expert(actor: Actor, person: User) -> bool:
    """Verifiers, never themselves."""
    return is_verifier(actor) and actor.pk != person.pk


def can_suspend_standing(actor: Actor, person: User) -> bool:
    """Administrators, never their own."""
    return is_administrator(actor) and actor.pk != person.pk


def can_apply(actor: Actor) -> bool:
    """Whoever may write may ask to be verified."""
    return can_write(actor)


def can_judge(actor: Actor, application: ExpertApplication) -> bool:
    """Verifiers, on what others have sent; nobody decides on themselves."""
    return is_verifier(actor) and actor.pk != application.applicant_id


def can_open_document(actor: Actor, application: ExpertApplication) -> bool:
    """The applicant, and verifiers once it has been sent."""
    if can_write(actor) and actor.pk == application.applicant_id:
        return True
    return can_judge(actor, application) and application.state != ApplicationState.DRAFT


def can_suspend(actor: Actor, person: User) -> bool:
    """Moderators, never themselves; only administrators suspend other staff."""
    if not is_moderator(actor) or actor.pk == person.pk:
        return False
    return actor.is_administrator or not person.roles
