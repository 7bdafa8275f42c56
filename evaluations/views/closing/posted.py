"""What the forms of these pages post."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from evaluations.evidence.limits import CUT, most_bytes
from evaluations.services.evidence import Offered
from evaluations.services.results import Refused
from evaluations.views.evidence.forms import NO_FILE, TOO_LARGE, name_of


def offered_in(request: HttpRequest, name: str) -> Offered | None:
    """Return the file of a box, None where none was chosen. Raises Refused when it is too large."""
    file = request.FILES.get(name)
    if file is None:
        if request.META.get(CUT):
            raise Refused(TOO_LARGE)
        return None
    return read(file)


def needed_file(request: HttpRequest, name: str) -> Offered:
    """Return the file of a box that has to have one."""
    offered = offered_in(request, name)
    if offered is None:
        raise Refused(NO_FILE)
    return offered


def read(file: UploadedFile) -> Offered:
    """Return a sent file as somebody brought it."""
    if (file.size or 0) > most_bytes():
        raise Refused(TOO_LARGE)
    return Offered(name_of(file), file.read())


def text_in(request: HttpRequest, name: str) -> str:
    """Return a text as it is stored, its line ends the same from every browser."""
    return request.POST.get(name, "").replace("\r\n", "\n")
