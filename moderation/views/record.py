"""The record of who did what, for administrators."""

import csv
import json
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import require
from moderation import rules
from moderation.actions.exporting_record import note_export
from moderation.forms.record import RecordForm
from moderation.selectors.record import export_rows, last_seal, list_record


class _Echo:
    """What the csv writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


@login_required
@require_safe
def record_page(request: HttpRequest) -> HttpResponse:
    require(rules.can_read_record(request.user))
    form = RecordForm(request.GET)
    page = list_record(form.wanted(), request.GET.get("cursor", ""))
    context = {"form": form, "page": page, "base_query": form.query(), "seal": last_seal()}
    return render(request, "moderation/record.html", context)


@login_required
@require_POST
def export_record(request: HttpRequest) -> HttpResponse:
    """Hand out what was found as a table; that it was is recorded too."""
    require(rules.can_read_record(request.user))
    form = RecordForm(request.POST)
    wanted = form.wanted()
    note_export(request.user, filters=form.narrowed_by())
    headers = {"Content-Disposition": 'attachment; filename="record.csv"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(
        _lines(export_rows(wanted)), content_type="text/csv; charset=utf-8", headers=headers
    )


def _lines(rows: Iterator[tuple[object, ...]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([json.dumps(cell) if isinstance(cell, dict) else cell for cell in row])
