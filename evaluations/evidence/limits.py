"""How large a file, all files of a filing, a picture and a piece of an upload may be; settings say it."""

from django.conf import settings

MB = 1_000_000
CUT = "evidence.cut"
"""Key in request.META: a file was so large that it was thrown away while it came in."""
PIECE = 1_000_000
"""Bytes of one piece of an upload."""
MOST_FILES = 300
"""Files of one filing."""
MOST_UNFINISHED = 20
"""Uploads of one filing that are under way at a time."""


def most_bytes() -> int:
    """Return how many bytes one file may have."""
    return int(settings.EVIDENCE_FILE_MB) * MB


def most_together() -> int:
    """Return how many bytes the files of one filing may have together."""
    return int(settings.EVIDENCE_FILING_MB) * MB


def most_pixels() -> int:
    """Return how many pixels a picture may have."""
    return int(settings.EVIDENCE_MEGAPIXELS) * 1_000_000


def said_size(size: int) -> str:
    """Return a size as people say it: 820 字节, 35 KB, 1.2 MB."""
    if size < 1_000:
        return f"{size} 字节"
    return f"{size / 1_000:.0f} KB" if size < MB else f"{size / MB:.1f} MB"
