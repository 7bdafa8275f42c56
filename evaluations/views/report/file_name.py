"""The name under which a report is saved: whose, which, and nothing that a file system or a header trips over."""

import re
import unicodedata

LONGEST = 80
"""Characters before the ending; in UTF-8 that stays below the 255 bytes of common file systems."""
_UNFIT = re.compile(r'[\\/:*?"<>|%;]')


def file_name(department: str, title: str, variant: str) -> str:
    """Return 示例局_2030年度自评报告_草稿.pdf."""
    parts = [fit for part in (department, title, variant) if (fit := _fit(part))]
    name = "_".join(parts)[:LONGEST].strip(" ._")
    return f"{name or 'report'}.pdf"


def _fit(part: str) -> str:
    """Return a part without separators, line breaks and signs that nobody sees."""
    seen = "".join(sign for sign in part if unicodedata.category(sign)[0] != "C")
    return " ".join(_UNFIT.sub("", seen).split())
