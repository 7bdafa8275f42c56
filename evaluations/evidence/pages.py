"""Page ranges as people write them, and in one form: 3-5、8."""

import re

LONGEST = 60
_RANGE = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_SEPARATORS = re.compile(r"[,，、;；\s]+")
_DASHES = re.compile(r"\s*(?:[-‐-―~～－]|至|到)+\s*")


def pages_of(written: str) -> str | None:
    """Return the ranges in normal form, '' for none (the whole file), None for what is no page range."""
    plain = written.translate(str.maketrans("０１２３４５６７８９", "0123456789")).strip()
    plain = plain.removeprefix("第").removesuffix("页").strip()
    if not plain:
        return ""
    found = []
    for part in _SEPARATORS.split(_DASHES.sub("-", plain).strip(",，、;； ")):
        match = _RANGE.fullmatch(part)
        if match is None:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last:
            return None
        found.append(f"{first}-{last}" if last > first else f"{first}")
    ranges = "、".join(found)
    return ranges if len(ranges) <= LONGEST else None


def said_pages(pages: str) -> str:
    """Return 第 3-5、8 页, '' for the whole file."""
    return f"第 {pages} 页" if pages else ""
