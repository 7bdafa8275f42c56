"""The first to see a file that is uploaded: throws away what is larger than any file here may be, while it comes in."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from evaluations.evidence.limits import CUT, most_bytes
from evaluations.resources.book.limits import MOST_BYTES

TIMES = 3
"""A file that is a little too large comes in whole, so that the page can say by its name that it is."""


class CappedUpload(FileUploadHandler):
    """Counts the bytes of each file and ends the whole post at the first that is too large.

    What comes after is read off and forgotten, so that the answer can be sent; nothing of it is written to a disk.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count anew."""
        super().new_file(*args, **kwargs)
        self.left = TIMES * max(most_bytes(), MOST_BYTES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the bytes on to where they are kept."""
        self.left -= len(raw_data)
        if self.left < 0 and self.request is not None:
            self.request.META[CUT] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keep nothing here."""
