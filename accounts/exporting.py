"""What people get of their account when they download their data."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.files.storage import default_storage, storages
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.actions.keeping_documents import PURPOSE as DOCUMENT_PURPOSE
from accounts.licenses import read_license
from accounts.models import (
    ApplicationDocument,
    BadgeAward,
    DataExport,
    ExpertApplication,
    ExpertCredential,
    FormerHandle,
    PersonMute,
    ReputationEvent,
    User,
)
from accounts.personal_data import Row, Section
from audit.models import AuditEvent
from lib.documents import ENDINGS, DocumentKind
from lib.encryption import UnreadableError, decrypt
from lib.media import avatar_name

ACCOUNT_COLUMNS = (
    "email", "handle", "handle_changed_at", "display_name", "bio", "country", "languages", "time_zone",
    "hides_activity", "roles", "expert_valid_until", "has_second_factor", "suspended_until",
    "suspension_reason", "suspension_words", "suspended_abilities", "has_warning",
    "reputation", "reputation_points", "unread_count", "is_demo",
    "created_at", "last_login", "leaves_at", "leaving_posts", "roles_before_leaving",
)  # fmt: skip
# Columns of the account that are no data about the person, and why.
COLUMNS_LEFT_OUT = {
    "id": "a number that only this database knows",
    "password": "a value from which the password cannot be worked out; of use to attackers alone",
    "handle_skeleton": "follows from the handle",
    "bio_html": "follows from the text",
    "avatar_key": "the picture itself is in the archive",
    "is_active": "whoever downloads is",
    "is_leaving_reminded": "whether a mail was sent",
    "erased_at": "nobody is left to download anything",
}
APPLICATION_COLUMNS = (
    "id", "state", "profession", "specialty", "country", "issuing_body", "scope_sites", "scope_tags",
    "languages", "conflicts", "agreed_to_rules_at", "information_wanted", "created_at", "submitted_at",
    "decided_at", "decision_reason", "documents_erased_at",
)  # fmt: skip
STANDING_COLUMNS = (
    "profession", "specialty", "country", "country_code", "register", "checked_on", "valid_until",
    "scope_sites", "scope_tags", "languages", "standing", "reminded_days", "suspension_reason",
)  # fmt: skip


def account(person: User) -> Iterable[Row]:
    return User.objects.filter(pk=person.pk).values(*ACCOUNT_COLUMNS)


def picture(person: User) -> Iterable[tuple[str, bytes]]:
    """The picture of the person, where there is one."""
    if person.avatar_key and default_storage.exists(name := avatar_name(person.avatar_key)):
        with default_storage.open(name) as file:
            yield "picture.webp", file.read()


def handles(person: User) -> Iterable[Row]:
    return FormerHandle.objects.filter(person=person).order_by("at").values("handle", "at")


def addresses(person: User) -> Iterable[Row]:
    return EmailAddress.objects.filter(user=person).values("email", "verified", "primary")


def connected(person: User) -> Iterable[Row]:
    found = SocialAccount.objects.filter(user=person)
    return found.values("provider", "uid", "extra_data", "date_joined", "last_login")


def factors(person: User) -> Iterable[Row]:
    """That they are there; the keys themselves would open the account."""
    return Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")


def sessions(person: User) -> Iterable[Row]:
    found = UserSession.objects.filter(user=person).order_by("-created_at")
    return found.values("user_agent", "ip", "created_at", "last_seen_at")


def mutes(person: User) -> Iterable[Row]:
    found = PersonMute.objects.filter(muter=person, muted__erased_at=None).order_by("at")
    return found.values("at", handle=F("muted__handle"))


def applications(person: User) -> Iterable[Row]:
    found = ExpertApplication.objects.filter(applicant=person).order_by("pk")
    for row in found.values(*APPLICATION_COLUMNS, "license_token"):
        number = read_license(row.pop("license_token"))
        yield row | {"license_number": number}


def documents(person: User) -> Iterable[Row]:
    for document in _documents_of(person):
        yield {
            "application": document.application_id,
            "name": document.name,
            "added_at": document.added_at,
            "file": _name_in_archive(document),
        }


def document_files(person: User) -> Iterable[tuple[str, bytes]]:
    """The documents themselves; one that cannot be read any more is left out."""
    for document in _documents_of(person):
        try:
            with storages["private"].open(document.key) as file:
                yield _name_in_archive(document), decrypt(DOCUMENT_PURPOSE, file.read())
        except (FileNotFoundError, UnreadableError):
            continue


def _documents_of(person: User) -> Iterable[ApplicationDocument]:
    return ApplicationDocument.objects.filter(application__applicant=person).order_by("pk")


def _name_in_archive(document: ApplicationDocument) -> str:
    return f"documents/{document.pk}.{ENDINGS[DocumentKind(document.kind)]}"


def standing(person: User) -> Iterable[Row]:
    return ExpertCredential.objects.filter(user=person).values(*STANDING_COLUMNS)


def reputation(person: User) -> Iterable[Row]:
    """Without those who gave it: votes are nobody else's business."""
    found = ReputationEvent.objects.filter(person=person).order_by("pk")
    return found.values("cause", "points", "at", "undone_at", post_number=F("post_id"))


def badges(person: User) -> Iterable[Row]:
    return BadgeAward.objects.filter(person=person).order_by("at").values("badge", "at")


def acts(person: User) -> Iterable[Row]:
    """What the person did; of whom or what it was about only the kind."""
    found = AuditEvent.objects.filter(actor=person).order_by("pk")
    return found.values("action", "at", about=F("target_type"))


def acts_about(person: User) -> Iterable[Row]:
    """What was done about the person, without those who did it."""
    found = AuditEvent.objects.filter(target_type="user", target_id=person.pk).order_by("pk")
    return found.exclude(actor=person).values("action", "details", "at")


def exports(person: User) -> Iterable[Row]:
    return DataExport.objects.filter(person=person).order_by("pk").values("requested_at", "finished_at")


SECTIONS = (
    Section("account", _("Account"), account, files=picture),
    Section("former_handles", _("Former handles"), handles, ("accounts.FormerHandle.person",)),
    Section("email_addresses", _("E-mail addresses"), addresses, ("account.EmailAddress.user",)),
    Section("connected_accounts", _("Connected accounts"), connected, ("socialaccount.SocialAccount.user",)),
    Section("second_factors", _("Second factors"), factors, ("mfa.Authenticator.user",)),
    Section("sessions", _("Where you are signed in"), sessions, ("usersessions.UserSession.user",)),
    Section("muted_people", _("Whom you muted"), mutes, ("accounts.PersonMute.muter",)),
    Section("expert_applications", _("Applications as an expert"), applications,
            ("accounts.ExpertApplication.applicant",)),
    Section("documents", _("Documents of applications"), documents, files=document_files),
    Section("standing", _("Standing as an expert"), standing, ("accounts.ExpertCredential.user",)),
    Section("reputation", _("Reputation"), reputation, ("accounts.ReputationEvent.person",)),
    Section("badges", _("Badges"), badges, ("accounts.BadgeAward.person",)),
    Section("record_of_what_you_did", _("Record of what you did"), acts, ("audit.AuditEvent.actor",)),
    Section("record_about_you", _("Record of what was done about you"), acts_about),
    Section("downloads", _("Downloads of your data"), exports, ("accounts.DataExport.person",)),
)  # fmt: skip
NOT_EXPORTED = {
    "accounts.ExpertApplication.first_approver": "another person's application; that it was judged is in the record",
    "accounts.ExpertApplication.second_approver": "another person's application; that it was judged is in the record",
    "accounts.ApplicationOpinion.verifier": "about another person; that it was given is in the record",
    "accounts.ApplicationOpinion.applicant": "verifiers' notes; the decision and its reason are in the application",
    "accounts.ExpertCredential.verified_by": "another person's standing; that it was granted is in the record",
    "accounts.ExpertCredential.suspended_by": "another person's standing; that it was suspended is in the record",
    "accounts.PersonMute.muted": "who muted somebody is never told to them",
    "accounts.ReputationEvent.actor": "another person's points; one's votes and opinions are sections of their own",
}
