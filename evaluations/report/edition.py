"""The edition of the report's templates and styles: a digest, so that a print tells which edition made it."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

STYLE_SHEET = "css/report.css"


def style_sheet() -> Path:
    """Return the file with the report's styles, as it lies in the source tree."""
    return Path(settings.BASE_DIR) / "static" / STYLE_SHEET


@cache
def template_digest() -> str:
    """Return the digest of templates and styles; a report with another one was printed by another edition."""
    folder = Path(settings.BASE_DIR) / "templates" / "report"
    digest = hashlib.sha256()
    for path in (*sorted(folder.rglob("*.html")), style_sheet()):
        digest.update(
            path.relative_to(settings.BASE_DIR).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
        )
    return digest.hexdigest()
