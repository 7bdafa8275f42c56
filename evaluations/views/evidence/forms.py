"""What the forms of the evidence page post: any text may come, so everything is cut and cleaned here."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from evaluations.evidence.limits import CUT, most_bytes
from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Evidence
from evaluations.services.evidence import Offered
from evaluations.services.results import Refused
from rubrics.scoring.address import LONGEST
from rubrics.scoring.characters import quoted

PLACE, PAGES, SPREAD, FILES, FILE = "place", "pages", "spread", "files", "file"
LONGEST_PAGES = 200
LONGEST_NAME = 255
NO_FILE = "没有选择文件。请选择要上传的文件。"
TOO_LARGE = "文件超过上限，没有上传。请压缩扫描件的分辨率，或分成几个文件上传。"


def place_in(posted: QueryDict) -> str:
    """Return the chosen place, '' for none."""
    return text_in(posted, PLACE, LONGEST)


def pages_in(posted: QueryDict) -> str:
    """Return the typed pages as they were typed."""
    return text_in(posted, PAGES, LONGEST_PAGES)


def spread_in(posted: QueryDict) -> bool:
    """Whether the box was ticked that links a paper to all that it proves."""
    return posted.get(SPREAD) == "on"


def name_of(file: UploadedFile) -> str:
    """Return what a sent file is called, as far as it can be shown."""
    return "".join(sign for sign in file.name or "" if sign.isprintable())[:LONGEST_NAME]


def same_content(evidence: Evidence) -> str:
    """Return what is said of a file whose content is there already."""
    return f"与{quoted(evidence.name)}内容相同，没有重复保存"


def offered_in(request: HttpRequest, name: str) -> Offered | None:
    """Return the file of a box, None where none was chosen. Raises Refused when it is too large."""
    file = request.FILES.get(name)
    if file is None:
        if request.META.get(CUT):
            raise Refused(TOO_LARGE)
        return None
    return read_file(file)


def needed_file(request: HttpRequest, name: str) -> Offered:
    """Return the file of a box that has to have one. Raises Refused as `offered_in` does, or when there is none."""
    offered = offered_in(request, name)
    if offered is None:
        raise Refused(NO_FILE)
    return offered


def read_file(file: UploadedFile) -> Offered:
    """Return a sent file as somebody brought it. Raises Refused when it is too large."""
    if (file.size or 0) > most_bytes():
        raise Refused(TOO_LARGE)
    return Offered(name_of(file), file.read())


def text_in(posted: QueryDict, name: str, most: int) -> str:
    """Return a text without NUL, which no database takes, cut to its most."""
    return posted.get(name, "").replace("\0", "")[:most]


def number_of(written: str) -> int | None:
    """Return a whole number of at most fifteen digits, None for anything else."""
    return whole_number(written, 15)
