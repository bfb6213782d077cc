"""A copy of one's data: asked for, put together in the background, downloaded, erased after a day."""

import io
import json
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

from accounts import rules
from accounts.export_tasks import build_export
from accounts.models import DataExport, ExportState, User
from accounts.models.data_export import LINK_LASTS
from accounts.personal_data import Section, all_sections
from audit.recording import record
from lib.encryption import UnreadableError, decrypt, encrypt
from lib.errors import LimitError, UserError

PURPOSE = "data-export"
FOLDER = "exports"
MOST_A_DAY = 2
DAY = timedelta(days=1)

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


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
    try:
        data = _archive(export)
    except Exception:
        waiting.update(state=ExportState.FAILED)
        raise
    _store(export, data)


def _archive(export: DataExport) -> bytes:
    rows, buffer = {}, io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, section in enumerate(all_sections(), 1):
            rows[section.key] = [dict(row) for row in section.rows(export.person)]
            for name, content in section.files(export.person):
                archive.writestr(name, content)
            DataExport.objects.filter(pk=export.pk).update(sections_done=number)
        for name, text in _texts(export.person, rows).items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _texts(person: User, rows: Rows) -> dict[str, str]:
    """Return the two readings of the same data: for programs and for people."""
    head = {"site": settings.SITE_URL, "handle": person.handle, "made_at": timezone.now()}
    context = head | {"site_name": settings.SITE_NAME, "sections": _readable(all_sections(), rows)}
    return {
        "data.json": json.dumps(
            head | {"sections": rows}, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False
        ),
        "index.html": render_to_string("accounts/export/index.html", context),
        "style.css": render_to_string("accounts/export/style.css"),
    }


def _readable(sections: Sequence[Section], rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "title": section.title,
            "key": section.key,
            "rows": [
                [(name.replace("_", " "), _in_words(value)) for name, value in row.items()]
                for row in rows[section.key]
            ],
        }
        for section in sections
    ]


def _in_words(value: Any) -> str:
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and not any(isinstance(one, dict) for one in value):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return str(value)


@transaction.atomic
def _store(export: DataExport, data: bytes) -> None:
    """Keep the file; when two have built the same export, or its person is gone, it is not kept."""
    locked = DataExport.objects.select_for_update().filter(pk=export.pk, state=ExportState.BUILDING).first()
    if locked is None:
        return
    locked.state, locked.finished_at = ExportState.READY, timezone.now()
    locked.key = storages["private"].save(f"{FOLDER}/{uuid.uuid4().hex}", ContentFile(encrypt(PURPOSE, data)))
    locked.save(update_fields=["state", "finished_at", "key"])


@transaction.atomic
def open_export(actor: User, export: DataExport) -> bytes:
    """Return the archive; every download is recorded.

    Raises PermissionDenied, UserError when the file is missing or was encrypted with a key that is gone.
    """
    rules.require(rules.can_open_export(actor, export))
    record(actor, "export.downloaded", actor)
    try:
        with storages["private"].open(export.key) as file:
            return decrypt(PURPOSE, file.read())
    except (FileNotFoundError, UnreadableError):
        raise UserError(_("This file cannot be read any more. Please have it put together again.")) from None


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
