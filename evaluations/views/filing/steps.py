"""Where a pressed button leads after the save: stay, the next stage, one more row, no blank rows, the page of a row."""

from urllib.parse import quote

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Filing
from evaluations.services.rows import add_row, remove_blank_rows
from rubrics.scoring import address as addresses
from rubrics.selectors.programs import document_for

from .anchors import stage_url

NEXT, ADD, BLANK, ROW = "next", "add", "blank", "row"
LONGEST_MARK, MOST_DIGITS = 40, 5


def go_on(request: HttpRequest, filing: Filing, stage: int) -> str:
    """Do what the button `then` asks for besides saving, and return the address of the page to show."""
    what, _, rest = request.POST.get("then", "").partition(":")
    query = request.META.get("QUERY_STRING", "")
    here = stage_url(filing.pk, stage) + (f"?{query}" if query else "")
    if what == NEXT and stage < len(document_for(filing.version).stages):
        return stage_url(filing.pk, stage + 1)
    if what == ADD:
        return here + _added(request, filing, rest)
    if what == BLANK:
        remove_blank_rows(actor=request.user, filing=filing, table=rest)
        return f"{here}#{quote(addresses.table(rest), safe=':')}"
    if what == ROW:
        return _row_url(filing, rest) or here
    return here + (f"#{quote(rest)}" if what == "at" else "")


def _row_url(filing: Filing, asked: str) -> str:
    """Return the page of a row, '' for what names none."""
    table, _, key = asked.partition("/")
    try:
        return reverse("evaluations:row_edit", kwargs={"filing_id": filing.pk, "table": table, "key": key})
    except NoReverseMatch:
        return ""


def posted_once(request: HttpRequest) -> str:
    """Return the mark by which a page sent twice is known, '' for anything that no page of ours sends."""
    once = request.POST.get("once", "")
    return once if len(once) < LONGEST_MARK and once.isascii() and once.isalnum() else ""


def _added(request: HttpRequest, filing: Filing, asked: str) -> str:
    """Add as many rows as were asked for and return the fragment of the first."""
    table, _, count = asked.partition("/")
    row, _ = add_row(
        actor=request.user,
        filing=filing,
        table=table,
        count=max(whole_number(count, MOST_DIGITS) or 1, 1),
        request_key=posted_once(request),
    )
    return f"#{quote(addresses.cell(table, row.key), safe=':')}"
