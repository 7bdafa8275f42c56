"""ReportContext -> HTML: the document for the printer, or the body for a page of the portal."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from .blocks import ScoreSheet
from .context import ReportContext
from .scores import one_row_each

STYLE_SHEET = "css/report.css"


def document_html(report: ReportContext) -> str:
    """Return the report as one HTML document, without any reference to a file."""
    return render_to_string("report/document.html", {"report": report})


def body_html(report: ReportContext) -> str:
    """Return the report as a part of a page: title page, contents and chapters."""
    return render_to_string("report/body.html", {"report": report})


def measuring_html(sheet: ScoreSheet) -> str:
    """Return the 自评表 alone, every row with the names of all its groups: where pages end is read from it."""
    return render_to_string("report/measure.html", {"sheet": one_row_each(sheet)})


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
