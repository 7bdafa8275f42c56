"""A print as it is handed out, and the name it is saved under: nothing that a file system or a header trips over."""

import re
import unicodedata

from django.http import HttpResponse
from django.utils.http import content_disposition_header

LONGEST = 80
"""Characters before the ending; in UTF-8 that stays below the 255 bytes of common file systems."""
_UNFIT = re.compile(r'[\\/:*?"<>|%;]')


def pdf_answer(content: bytes, *, department: str, title: str, variant: str) -> HttpResponse:
    """Return the bytes of a print as a file to be saved."""
    answer = HttpResponse(content, content_type="application/pdf")
    name = file_name(department, title, variant)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer["Content-Security-Policy"] = "sandbox"
    return answer


def file_name(department: str, title: str, variant: str) -> str:
    """Return 示例局_2030年度自评报告_草稿.pdf."""
    parts = [fit for part in (department, title, variant) if (fit := _fit(part))]
    name = "_".join(parts)[:LONGEST].strip(" ._")
    return f"{name or 'report'}.pdf"


def _fit(part: str) -> str:
    """Return a part without separators, line breaks and signs that nobody sees."""
    seen = "".join(sign for sign in part if unicodedata.category(sign)[0] != "C")
    return " ".join(_UNFIT.sub("", seen).split())
