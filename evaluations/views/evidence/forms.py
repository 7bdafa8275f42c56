"""What the forms of the evidence page post: any text may come, so everything is cut and cleaned here."""

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Evidence
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


def text_in(posted: QueryDict, name: str, most: int) -> str:
    """Return a text without NUL, which no database takes, cut to its most."""
    return posted.get(name, "").replace("\0", "")[:most]


def number_of(written: str) -> int | None:
    """Return a whole number of at most fifteen digits, None for anything else."""
    return whole_number(written, 15)
