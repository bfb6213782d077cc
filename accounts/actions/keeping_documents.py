"""The documents of applications: stored encrypted, opened by few, erased soon after the decision."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import rules
from accounts.models import ApplicationDocument, ExpertApplication, User
from accounts.standing import DECIDED, DOCUMENTS_KEPT_DAYS, DOCUMENTS_MOST
from audit.recording import record
from lib.documents import DocumentKind
from lib.encryption import UnreadableError, decrypt, encrypt
from lib.errors import UserError

PURPOSE = "application-document"
FOLDER = "applications"
# A file without a row is somebody's transaction that was taken back; a younger one may still be going on.
STRAY_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Upload:
    """A file that was found to be a document."""

    name: str
    kind: DocumentKind
    data: bytes


def add_documents(actor: User, application: ExpertApplication, uploads: Sequence[Upload]) -> None:
    """Store documents of a locked application; raises UserError when there would be too many."""
    taken = set(application.documents.values_list("position", flat=True))
    free = [place for place in range(1, DOCUMENTS_MOST + 1) if place not in taken]
    if len(uploads) > len(free):
        message = _("At most %(most)d documents; %(there)d are here already.")
        raise UserError(message % {"most": DOCUMENTS_MOST, "there": len(taken)}, field="documents")
    for place, upload in zip(free, uploads, strict=False):
        document = ApplicationDocument.objects.create(
            application=application,
            position=place,
            name=upload.name,
            kind=upload.kind,
            size=len(upload.data),
            key=_store(upload.data),
        )
        record(actor, "document.added", document, application=application.pk)


def _store(data: bytes) -> str:
    name = f"{FOLDER}/{uuid.uuid4().hex}"
    return storages["private"].save(name, ContentFile(encrypt(PURPOSE, data)))


def remove_documents(actor: User, application: ExpertApplication, ids: Sequence[int]) -> None:
    """Take documents of a locked application away; keys of other applications' documents are ignored."""
    found = list(application.documents.filter(pk__in=ids))
    for document in found:
        record(actor, "document.removed", document, application=application.pk)
        transaction.on_commit(partial(storages["private"].delete, document.key))
    application.documents.filter(pk__in=[document.pk for document in found]).delete()


@transaction.atomic
def open_document(actor: User, document: ApplicationDocument) -> bytes:
    """Return the content of a document; every look is recorded. The application comes with it.

    Raises UserError when the file is missing or was encrypted with a key that is gone.
    """
    rules.require(rules.can_open_document(actor, document.application))
    record(actor, "document.opened", document, application=document.application_id)
    try:
        with storages["private"].open(document.key) as file:
            return decrypt(PURPOSE, file.read())
    except (FileNotFoundError, UnreadableError):
        raise UserError(_("This document cannot be read any more.")) from None


@transaction.atomic
def erase_old_documents() -> int:
    """Erase the documents of applications that were decided long enough ago; return how many files went.

    The files go first: a failure in between leaves rows that the next run takes up again.
    """
    long_ago = timezone.now() - timedelta(days=DOCUMENTS_KEPT_DAYS)
    due = ExpertApplication.objects.select_for_update().filter(
        state__in=DECIDED, documents_erased_at=None, decided_at__lt=long_ago
    )
    applications = list(due)
    documents = ApplicationDocument.objects.filter(application__in=applications)
    keys = list(documents.values_list("key", flat=True))
    for key in keys:
        storages["private"].delete(key)
    documents.delete()
    for application in applications:
        record(None, "application.documents_erased", application)
    due.update(documents_erased_at=timezone.now())
    return len(keys) + _erase_strays()


def _erase_strays() -> int:
    """Erase files that no row knows; return how many."""
    storage = storages["private"]
    if not storage.exists(FOLDER):
        return 0
    known = set(ApplicationDocument.objects.values_list("key", flat=True))
    keys = [f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]]
    before = timezone.now() - STRAY_AFTER
    strays = [key for key in keys if key not in known and storage.get_created_time(key) < before]
    for key in strays:
        storage.delete(key)
    return len(strays)
