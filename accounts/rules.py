"""What people may do with accounts. Rules are pure: an actor and an object in, yes or no out."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.handles import CHANGE_DAYS
from accounts.models import DataExport, ExpertApplication, User
from accounts.standing import ApplicationState
from accounts.suspensions import Ability

Actor = User | AnonymousUser
ANONYMOUS = AnonymousUser()


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless a rule said yes."""
    if not allowed:
        raise PermissionDenied


def can_sign_in(person: User) -> bool:
    """Active people; demo accounts, whose password is public, only where the demo profile runs.

    Who leaves can come back until the last moment, and not while the account is being erased.
    """
    if person.leaves_at is not None and person.leaves_at <= timezone.now():
        return False
    return person.is_active and (settings.DEMO or not person.is_demo)


def can_write(actor: Actor) -> bool:
    """Signed in, active, not suspended, not about to leave, no warning to confirm: the ground for all writing."""
    if not actor.is_authenticated or not actor.is_active:
        return False
    return not (actor.is_suspended or actor.is_leaving or actor.has_warning)


def can_use(actor: Actor, ability: Ability) -> bool:
    """Who may write and is not kept from this ability alone."""
    return can_write(actor) and not actor.is_kept_from(ability)


def has_second_factor(actor: Actor) -> bool:
    """Signed in with a second factor set up; everybody where the demo profile runs, whose people have none."""
    return actor.is_authenticated and (settings.DEMO or actor.has_second_factor)


def needs_second_factor(actor: Actor) -> bool:
    """Whether somebody's roles or credential rest until a second factor is set up; in the demo they would."""
    if not actor.is_authenticated or actor.has_second_factor:
        return False
    return bool(actor.roles) or actor.is_verified_expert


def can_act(actor: Actor) -> bool:
    """The ground for whatever a role or a credential allows."""
    return can_write(actor) and has_second_factor(actor)


def is_moderator(actor: Actor) -> bool:
    return can_act(actor) and actor.is_moderator


def is_editor(actor: Actor) -> bool:
    return can_act(actor) and actor.is_editor


def is_reviewer(actor: Actor) -> bool:
    """A clinical reviewer; administrators are none, because a signature needs a qualification."""
    return can_act(actor) and actor.is_reviewer


def is_administrator(actor: Actor) -> bool:
    return can_act(actor) and actor.is_administrator


def is_expert(actor: Actor) -> bool:
    """A verified expert whose credential is valid today."""
    return can_act(actor) and actor.is_verified_expert


def can_see_person(actor: Actor, person: User) -> bool:
    """Everybody; of who leaves only themselves and moderators, of former members nobody."""
    if person.is_former:
        return False
    if not person.is_leaving:
        return True
    return actor.is_authenticated and (actor.pk == person.pk or is_moderator(actor))


def can_export(actor: Actor) -> bool:
    """Everybody their own data; suspended or not, staying or not."""
    return actor.is_authenticated and actor.is_active


def can_open_export(actor: Actor, export: DataExport) -> bool:
    """One's own, while the link holds."""
    return can_export(actor) and export.person_id == actor.pk and export.is_downloadable


def can_leave(actor: Actor) -> bool:
    """Everybody but demo accounts, which belong to all visitors."""
    return actor.is_authenticated and actor.is_active and not actor.is_demo and not actor.is_leaving


def can_keep_account(actor: Actor) -> bool:
    """Who wants to leave, until the day has come."""
    return actor.is_authenticated and actor.leaves_at is not None and actor.leaves_at > timezone.now()


def can_be_erased(person: User) -> bool:
    """Whose time to change their mind is over; nobody else, whoever asks."""
    return person.leaves_at is not None and person.leaves_at <= timezone.now()


def can_edit_profile(actor: Actor, person: User) -> bool:
    return actor.is_authenticated and actor.pk == person.pk


def can_set_avatar(actor: Actor, person: User) -> bool:
    """One's own; who is suspended takes it away but shows no new one."""
    return can_write(actor) and actor.pk == person.pk


def can_change_handle(actor: Actor, person: User) -> bool:
    """Once in a while, so that readers can follow who is who; not while suspended."""
    return can_write(actor) and actor.pk == person.pk and handle_rests_until(person) is None


def handle_rests_until(person: User) -> datetime | None:
    """Return from when on a person may change the handle again; None when that is now."""
    if person.handle_changed_at is None:
        return None
    until = person.handle_changed_at + timedelta(days=CHANGE_DAYS)
    return until if until > timezone.now() else None


def can_see_activity(actor: Actor, person: User) -> bool:
    """Everybody, unless the person hides it: then only they themselves and moderators."""
    if not person.hides_activity:
        return True
    return actor.is_authenticated and (actor.pk == person.pk or is_moderator(actor))


def can_mute(actor: Actor, person: User) -> bool:
    """Anyone who is signed in, anyone but themselves; suspended people too, it is no writing."""
    return actor.is_authenticated and actor.is_active and actor.pk != person.pk


def can_end_session(actor: Actor, session: UserSession) -> bool:
    return actor.is_authenticated and session.user_id == actor.pk


def can_see_reputation(actor: Actor, person: User) -> bool:
    """Points and badges are earned in public, unless the person is gone or hides what they do."""
    return (person.is_active or is_moderator(actor)) and can_see_activity(actor, person)


def can_grant_roles(actor: Actor, person: User) -> bool:
    """Administrators, never on themselves; to nobody who is gone."""
    return is_administrator(actor) and actor.pk != person.pk and not person.is_former


def is_verifier(actor: Actor) -> bool:
    """Who checks licenses: verifiers of experts and administrators."""
    return can_act(actor) and actor.is_verifier


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
