"""ReportContext -> HTML: the document for the printer, or the body for a page of the portal."""

from django.template.loader import render_to_string

from .blocks import ScoreSheet
from .context import ReportContext
from .score_parts import one_row_each


def document_html(report: ReportContext) -> str:
    """Return the report as one HTML document, without any reference to a file."""
    return render_to_string("report/document.html", {"report": report})


def body_html(report: ReportContext) -> str:
    """Return the report as a part of a page: title page, contents and chapters."""
    return render_to_string("report/body.html", {"report": report})


def measuring_html(sheet: ScoreSheet) -> str:
    """Return the 自评表 alone, every row with the names of all its groups: where pages end is read from it."""
    return render_to_string("report/measure.html", {"sheet": one_row_each(sheet)})
