"""One's own downloads."""

from django.http import Http404

from accounts.models import DataExport, User


def latest_export(person: User) -> DataExport | None:
    """Return the person's last export, in one query."""
    return DataExport.objects.filter(person=person).order_by("-pk").first()


def get_own_export(person: User, pk: int) -> DataExport:
    """Return one export of the person whose link still holds; raises Http404."""
    export = DataExport.objects.filter(person=person, pk=pk).first()
    if export is None or not export.is_downloadable:
        raise Http404
    return export
