"""The archive with a copy of somebody's data, written row by row: data.json for programs, index.html for people.

Nothing is collected: each reading goes over the rows once, and one row, one file or one piece is in memory at a time.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.personal_data import Row, Section, all_sections
from lib.encrypted_files import PIECE, EncryptingFile

PURPOSE = "data-export"
ROWS_AT_ONCE = 200


def write_archive(person: User, target: BinaryIO, tell: Callable[[int], None]) -> None:
    """Write the archive, encrypted, into a file; `tell` is told how many sections are done."""
    encrypting = EncryptingFile(PURPOSE, target)
    head = {"site": settings.SITE_URL, "handle": person.handle, "made_at": timezone.now()}
    with zipfile.ZipFile(encrypting, "w", zipfile.ZIP_DEFLATED) as archive:
        with _text_in(archive, "data.json") as text:
            counts = _write_json(text, person, head, tell)
        with _text_in(archive, "index.html") as text:
            _write_page(text, person, head, counts)
        archive.writestr("style.css", render_to_string("accounts/export/style.css"))
        for section in all_sections():
            for name, content in section.files(person):
                _write_file(archive, name, content)
    encrypting.finish()


def _text_in(archive: zipfile.ZipFile, name: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(archive.open(name, "w"), encoding="utf-8", newline="")


def _write_file(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write a file in pieces, so that it is compressed and encrypted without whole copies."""
    view = memoryview(content)
    with archive.open(name, "w") as file:
        for start in range(0, len(view), PIECE):
            file.write(view[start : start + PIECE])


def _rows(section: Section, person: User) -> Iterator[Row]:
    """Yield the rows of a section, those of a table a few at a time."""
    found = section.rows(person)
    return found.iterator(chunk_size=ROWS_AT_ONCE) if isinstance(found, QuerySet) else iter(found)


def _write_json(
    text: io.TextIOBase, person: User, head: dict[str, Any], tell: Callable[[int], None]
) -> dict[str, int]:
    """Write everything for programs; return how many rows each section has."""
    counts: dict[str, int] = {}
    text.write("{\n")
    for name, value in head.items():
        text.write(f"  {_json(name)}: {_json(value)},\n")
    text.write('  "sections": {')
    for number, section in enumerate(all_sections(), 1):
        text.write(f"{',' if counts else ''}\n    {_json(section.key)}: [")
        counts[section.key] = 0
        for row in _rows(section, person):
            text.write(f"{',' if counts[section.key] else ''}\n      {_json(dict(row))}")
            counts[section.key] += 1
        text.write("]")
        tell(number)
    text.write("\n  }\n}\n")
    return counts


def _write_page(text: io.TextIOBase, person: User, head: dict[str, Any], counts: dict[str, int]) -> None:
    """Write everything for people."""
    sections = [
        {"key": section.key, "title": section.title, "count": counts[section.key]}
        for section in all_sections()
    ]
    text.write(_piece("head", head | {"site_name": settings.SITE_NAME, "sections": sections}))
    row_of = get_template("accounts/export/index.html#row")
    for section, words in zip(all_sections(), sections, strict=True):
        text.write(_piece("section", {"section": words}))
        for row in _rows(section, person):
            named = [(name.replace("_", " "), _in_words(value)) for name, value in row.items()]
            text.write(row_of.render({"row": named}))
        text.write(_piece("section_end", {}))
    text.write(_piece("foot", {}))


def _piece(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"accounts/export/index.html#{name}", context)


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _in_words(value: Any) -> str:
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and not any(isinstance(one, dict) for one in value):
        return ", ".join(str(one) for one in value)
    return _json(value) if isinstance(value, dict | list) else str(value)
