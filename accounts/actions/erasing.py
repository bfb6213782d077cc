"""Erasing people who left: what each app holds, then the person's own row, of which only a number stays."""

from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.core.files.storage import default_storage, storages
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import rules
from accounts.actions.exporting import erase_exports_of
from accounts.leaving import FORMER_EMAIL, FORMER_HANDLE, WhatOfPosts
from accounts.leaving_mails import mail_farewell, seal_address
from accounts.models import (
    ApplicationDocument,
    ApplicationOpinion,
    BadgeAward,
    ExpertApplication,
    ExpertCredential,
    FormerHandle,
    PersonMute,
    User,
)
from accounts.personal_data import Eraser, all_erasers
from audit.recording import record
from lib.media import avatar_name

# What the row says afterwards; the handle and the address are made from its key.
EMPTY_COLUMNS = {
    "is_active": False,
    "handle_changed_at": None,
    "display_name": "",
    "bio": "",
    "bio_html": "",
    "country": "",
    "languages": [],
    "time_zone": "",
    "hides_activity": False,
    "avatar_key": None,
    "roles": [],
    "expert_valid_until": None,
    "has_second_factor": False,
    "suspended_until": None,
    "suspension_reason": "",
    "suspension_words": "",
    "suspended_abilities": [],
    "has_warning": False,
    "unread_count": 0,
    "last_login": None,
    "leaves_at": None,
    "leaving_posts": "",
    "is_leaving_reminded": False,
    "roles_before_leaving": [],
}
# What stays in the row, and why.
COLUMNS_KEPT = {
    "id": "by which threads, votes and the record hang together",
    "reputation_points": "the sum of the ledger, which is never changed afterwards; shown nowhere any more",
    "is_demo": "demo accounts cannot leave",
    "created_at": "a day, which tells nothing about whose it was",
    "erased_at": "since when the row is nobody's",
}


def erase_person(person_id: int) -> bool:
    """Erase somebody whose time to change their mind is over; return whether that was so. Safe to repeat.

    First what they wrote, if they wanted that, in many transactions; then everything else in one.
    """
    person = User.objects.filter(pk=person_id, erased_at=None).first()
    if person is None or not rules.can_be_erased(person):
        return False
    if person.leaving_posts == WhatOfPosts.REMOVE:
        for eraser in all_erasers():
            eraser.remove(person)
    return _forget_everywhere(person)


@transaction.atomic
def _forget_everywhere(person: User) -> bool:
    for eraser in all_erasers():
        eraser.forget(person)
    return True


def forget_account(person: User) -> None:
    """Erase what this app holds; the row of the person stays, empty."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    rules.require(rules.can_be_erased(person))
    address = person.email
    erase_exports_of(person)
    _forget_standing(person)
    _forget_ways_in(person)
    PersonMute.objects.filter(Q(muter=person) | Q(muted=person)).delete()
    BadgeAward.objects.filter(person=person).delete()
    _forget_mails(address)
    if person.avatar_key:
        transaction.on_commit(partial(default_storage.delete, avatar_name(person.avatar_key)))
    _empty_row(person)
    record(None, "account.erased", person)
    mail_farewell.enqueue(seal_address(address))


def _forget_standing(person: User) -> None:
    """Erase applications with their documents and what verifiers noted; answers keep the standing they show."""
    documents = ApplicationDocument.objects.filter(application__applicant=person)
    for key in documents.values_list("key", flat=True):
        transaction.on_commit(partial(storages["private"].delete, key))
    documents.delete()
    ApplicationOpinion.objects.filter(applicant=person).delete()
    ExpertApplication.objects.filter(applicant=person).delete()
    ExpertCredential.objects.filter(user=person).delete()


def _forget_ways_in(person: User) -> None:
    get_adapter().end_sessions(list(UserSession.objects.filter(user=person)))
    EmailAddress.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()


def _forget_mails(address: str) -> None:
    """Erase mails to the person that the queue has dealt with."""
    sent = DBTaskResult.objects.finished().filter(task_path="lib.mail.deliver")
    sent.filter(args_kwargs__kwargs__to__contains=[address]).delete()


def _empty_row(person: User) -> None:
    # The triggers want the old handle kept for the person before it is given up; then it is nobody's for ever.
    FormerHandle.objects.get_or_create(handle=person.handle, defaults={"person": person})
    person.handle, person.email = FORMER_HANDLE.format(person.pk), FORMER_EMAIL.format(person.pk)
    for column, value in EMPTY_COLUMNS.items():
        setattr(person, column, value)
    person.set_unusable_password()
    person.erased_at = timezone.now()
    person.save(update_fields=["handle", "email", "password", "erased_at", *EMPTY_COLUMNS])
    FormerHandle.objects.filter(person=person).update(person=None)


ERASER = Eraser(
    covers=(
        "account.EmailAddress.user", "mfa.Authenticator.user", "socialaccount.SocialAccount.user",
        "usersessions.UserSession.user", "accounts.ExpertApplication.applicant",
        "accounts.ApplicationOpinion.applicant", "accounts.ExpertCredential.user", "accounts.FormerHandle.person",
        "accounts.PersonMute.muter", "accounts.PersonMute.muted", "accounts.BadgeAward.person",
        "accounts.DataExport.person",
    ),
    forget=forget_account,
)  # fmt: skip
KEPT = {
    "audit.AuditEvent.actor": "the record is append-only; it holds numbers and settings, and names nobody",
    "accounts.ExpertApplication.first_approver": "who stood up for another person's license, as a number",
    "accounts.ExpertApplication.second_approver": "who stood up for another person's license, as a number",
    "accounts.ApplicationOpinion.verifier": "who stood up for another person's license, as a number",
    "accounts.ExpertCredential.verified_by": "who stood up for another person's license, as a number",
    "accounts.ExpertCredential.suspended_by": "who suspended another person's standing, as a number",
    "accounts.ReputationEvent.person": "the ledger is never changed; points without a name",
    "accounts.ReputationEvent.actor": "other people's points rest on it; a vote without a name",
}
