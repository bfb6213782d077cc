"""Finding people: by a handle, old or new; who leaves; who is on duty."""

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from accounts.handles import handle_skeleton
from accounts.models import FormerHandle, User
from accounts.roles import Role
from accounts.rules import Actor, can_see_person


def is_handle_free(handle: str, person: User | None = None) -> bool:
    """Return whether nobody else has, or ever had, this handle or one that looks like it; two queries at most."""
    skeleton, own = handle_skeleton(handle), person.pk if person else None
    if User.objects.filter(handle_skeleton=skeleton).exclude(pk=own).exists():
        return False
    former = FormerHandle.objects.filter(skeleton=skeleton)
    # Spelled out, because a row whose person is forgotten counts too.
    return all(owner == own and own is not None for owner in former.values_list("person_id", flat=True))


def load_person(handle: str, reader: Actor) -> User:
    """Return who has a handle, or else who had it once, with the credential; raises Http404.

    Who is about to leave is not there for others, who is gone for nobody.

    One query, two for a handle that nobody has any more.
    """
    handle = handle.lower()
    person = User.objects.select_related("credential").filter(handle=handle).first()
    if person is None:
        former = FormerHandle.objects.select_related("person__credential").filter(handle=handle).first()
        person = former and former.person
    if person is None or not can_see_person(reader, person):
        raise Http404
    return person


def due_leavers() -> list[int]:
    """Return the keys of those whose time to change their mind is over, in one query."""
    due = User.objects.filter(leaves_at__lte=timezone.now()).order_by("leaves_at")
    return list(due.values_list("pk", flat=True))


def staff_on_duty(role: Role) -> list[int]:
    """Return the keys of those who have the role, or are administrators, and can act today; one query."""
    staff = User.objects.filter(
        Q(roles__contains=[role]) | Q(roles__contains=[Role.ADMINISTRATOR]),
        Q(suspended_until=None) | Q(suspended_until__lt=timezone.now()),
        is_active=True,
        has_second_factor=True,
    )
    return list(staff.order_by("pk").values_list("pk", flat=True))
