"""How much of an upload is taken in: a file ends a little above the limit, however long it is."""

from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

MAX_MEGABYTES = 10
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
TOO_LARGE = _("The file is larger than 10 MB. Please choose a smaller one.")


class CappedUploadHandler(FileUploadHandler):
    """Lets nothing through to the handlers after it once a file is above the limit.

    What is left is longer than the limit all the same, so that a form can tell; memory and disk stay free.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None if start > MAX_BYTES else raw_data

    def file_complete(self, file_size: int) -> None:
        return None
