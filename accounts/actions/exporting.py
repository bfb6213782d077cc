"""A copy of one's data: asked for, put together in the background, downloaded, erased after a day."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import chain
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

from accounts import rules
from accounts.archives import PURPOSE, write_archive
from accounts.export_tasks import build_export
from accounts.models import DataExport, ExportState, User
from accounts.models.data_export import LINK_LASTS
from accounts.personal_data import all_sections
from audit.recording import record
from lib.encrypted_files import read_encrypted
from lib.encryption import UnreadableError
from lib.errors import LimitError, UserError

FOLDER = "exports"
MOST_A_DAY = 2
DAY = timedelta(days=1)


@transaction.atomic
def ask_for_export(actor: User) -> DataExport:
    """Have a copy of the actor's data put together; one that is under way is returned instead of a second.

    Raises LimitError after MOST_A_DAY a day, PermissionDenied.
    """
    rules.require(rules.can_export(actor))
    person = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    lately = list(
        DataExport.objects.filter(person=person, requested_at__gt=timezone.now() - DAY).order_by("-pk")
    )
    if lately and lately[0].is_open:
        return lately[0]
    _refuse_too_many(lately)
    export = DataExport.objects.create(person=person, sections=len(all_sections()))
    record(person, "export.asked", person)
    build_export.enqueue(export.pk)
    return export


def _refuse_too_many(lately: Sequence[DataExport]) -> None:
    counted = [export for export in lately if export.state != ExportState.FAILED]
    if len(counted) >= MOST_A_DAY:
        again_at = counted[MOST_A_DAY - 1].requested_at + DAY
        message = _(
            "You can have your data put together twice a day. The next time is possible in %(pause)s."
        )
        raise LimitError(message % {"pause": timeuntil(again_at)}, wait=again_at - timezone.now())


def build(export_id: int) -> None:
    """Put an export together and store it, encrypted; its row says how far it is. Safe to repeat.

    Not one transaction, so that the page can show the progress.
    """
    waiting = DataExport.objects.select_related("person").filter(pk=export_id)
    export = waiting.exclude(state=ExportState.READY).first()
    if export is None:
        return
    waiting.update(state=ExportState.BUILDING, sections_done=0, sections=len(all_sections()))
    # Encrypted from its first byte: nothing readable is ever on the disk.
    with TemporaryFile() as file:
        try:
            write_archive(export.person, file, partial(_tell_progress, export.pk))
        except Exception:
            waiting.update(state=ExportState.FAILED)
            raise
        file.seek(0)
        _store(export, file)


def _tell_progress(export_id: int, sections_done: int) -> None:
    DataExport.objects.filter(pk=export_id).update(sections_done=sections_done)


@transaction.atomic
def _store(export: DataExport, file: BinaryIO) -> None:
    """Keep the file; when two have built the same export, or its person is gone, it is not kept."""
    locked = DataExport.objects.select_for_update().filter(pk=export.pk, state=ExportState.BUILDING).first()
    if locked is None:
        return
    locked.state, locked.finished_at = ExportState.READY, timezone.now()
    locked.key = storages["private"].save(f"{FOLDER}/{uuid.uuid4().hex}", File(file))
    locked.save(update_fields=["state", "finished_at", "key"])


@transaction.atomic
def open_export(actor: User, export: DataExport) -> Iterator[bytes]:
    """Return the archive in pieces; every download is recorded.

    Raises PermissionDenied, UserError when the file is missing or was encrypted with a key that is gone.
    """
    rules.require(rules.can_open_export(actor, export))
    record(actor, "export.downloaded", actor)
    try:
        pieces = _pieces(export.key)
        first = next(pieces)
    except (FileNotFoundError, UnreadableError):
        raise UserError(_("This file cannot be read any more. Please have it put together again.")) from None
    return chain([first], pieces)


def _pieces(key: str) -> Iterator[bytes]:
    with storages["private"].open(key) as file:
        yield from read_encrypted(PURPOSE, file)


@transaction.atomic
def erase_old_exports() -> int:
    """Erase exports whose link has ended, and what never became ready within a day; return how many.

    The files go first: a failure in between leaves rows that the next run takes up again.
    """
    long_ago = timezone.now() - LINK_LASTS
    old = DataExport.objects.select_for_update().filter(requested_at__lt=long_ago)
    done = [export for export in old if export.finished_at is None or export.finished_at < long_ago]
    for export in done:
        _delete_file(export.key)
    DataExport.objects.filter(pk__in=[export.pk for export in done]).delete()
    _erase_strays(long_ago)
    return len(done)


def erase_exports_of(person: User) -> None:
    """Erase all exports of somebody who leaves, in the caller's transaction."""
    found = DataExport.objects.select_for_update().filter(person=person)
    for key in found.values_list("key", flat=True):
        transaction.on_commit(partial(_delete_file, key))
    DataExport.objects.filter(person=person).delete()


def _delete_file(key: str) -> None:
    if key:
        storages["private"].delete(key)


def _erase_strays(before: Any) -> None:
    """Erase files that no row knows: of transactions that were taken back."""
    storage = storages["private"]
    if not storage.exists(FOLDER):
        return
    known = set(DataExport.objects.exclude(key="").values_list("key", flat=True))
    for key in (f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]):
        if key not in known and storage.get_created_time(key) < before:
            storage.delete(key)
