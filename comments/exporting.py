"""What people get of what they wrote without an account, when they download their data."""

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import Row, Section
from audit.models import AuditEvent
from moderation.models import Appeal
from posts.guest_addresses import address_hashes
from posts.models import Post


def as_guest(person: User) -> Iterable[Row]:
    """Comments that were confirmed from an address that the person has confirmed here too."""
    found = Post.objects.filter(guest_hash__in=address_hashes(person), guest__confirmed_at__isnull=False)
    columns = ("id", "state", "byline", "body", "created_at", "edited_at")
    return found.order_by("pk").values(*columns, in_thread=F("root_id"))


def second_looks(person: User) -> Iterable[Row]:
    found = Appeal.objects.filter(guest_hash__in=address_hashes(person)).order_by("pk")
    columns = ("words", "at", "outcome", "answer", "answered_at")
    return found.values(*columns, decision_number=F("decision_id"), comment_number=F("decision__post_id"))


def claimed(person: User) -> Iterable[Row]:
    found = AuditEvent.objects.filter(actor=person, action="guest.claimed").order_by("pk")
    return found.values("at", post_number=F("target_id"))


SECTIONS = (
    Section("comments_as_a_guest", _("What you wrote as a guest"), as_guest),
    Section("second_looks_as_a_guest", _("Second looks that you asked for as a guest"), second_looks),
    Section("comments_taken_over", _("What you took over from a guest"), claimed),
)
NOT_EXPORTED: dict[str, str] = {}
