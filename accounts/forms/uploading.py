"""A field for several documents, each known by its content."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.actions.keeping_documents import Upload
from accounts.standing import DOCUMENT_BYTES_MOST, DOCUMENTS_MOST
from lib.documents import kind_of_document
from lib.text import clean_text

NAME_LENGTH = 120
MEGABYTE = 1024 * 1024


class DocumentsInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"})

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the documents may be stored already."""
        return False


class DocumentsField(forms.FileField):
    """Takes any number of files up to the limit, also none, and returns them as uploads."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DocumentsInput, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > DOCUMENTS_MOST:
            raise forms.ValidationError(_("At most %(most)d documents.") % {"most": DOCUMENTS_MOST})
        return [self._read(file) for file in files]

    def _read(self, file: UploadedFile) -> Upload:
        name = " ".join(clean_text(file.name or "").split())[-NAME_LENGTH:] or _("Document")
        if file.size > DOCUMENT_BYTES_MOST:
            limit = DOCUMENT_BYTES_MOST // MEGABYTE
            raise forms.ValidationError(
                _("“%(name)s” is too large: at most %(limit)d MB.") % {"name": name, "limit": limit}
            )
        data = file.read()
        kind = kind_of_document(data)
        if kind is None:
            raise forms.ValidationError(
                _("“%(name)s” is not a complete PDF, JPEG or PNG file.") % {"name": name}
            )
        return Upload(name, kind, data)
