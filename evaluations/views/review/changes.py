"""What was changed since the filing was returned: every place once, what stood there and what stands now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from evaluations.models import Change, Filing, ReturnNotice, Status
from evaluations.selectors.filings import changes_of
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.types import Document

from .marks import Pieces, changed_pieces
from .places import place_title

LONGEST = 200
"""Characters of a text that the list shows; the document shows it in full."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One place that was changed."""

    address: str
    title: str
    pieces: Pieces
    by: str
    at: datetime


def changes_since(
    document: Document, flat: Flat, filing: Filing, notice: ReturnNotice | None
) -> list[ChangeRow]:
    """Return the places that differ from what was returned, in the order in which they were last changed. One query."""
    if notice is None:
        return []
    return rows_of(document, flat, changes_of(filing, notice.revision))


def rows_of(document: Document, flat: Flat, changes: Iterable[Change]) -> list[ChangeRow]:
    """Return changes as rows, the first old text against the last new one; what went back is left out."""
    first: dict[str, Change] = {}
    last: dict[str, Change] = {}
    for change in changes:
        first.setdefault(change.address, change)
        last[change.address] = change
    return [
        ChangeRow(
            address=where,
            title=place_title(document, flat, where),
            pieces=changed_pieces(
                _text(first[where].old, first[where].old_status), _text(change.new, change.new_status)
            ),
            by=str(change.by),
            at=change.at,
        )
        for where, change in sorted(last.items(), key=lambda pair: pair[1].pk)
        if (first[where].old, first[where].old_status) != (change.new, change.new_status)
    ]


def _text(text: str, status: str) -> str:
    if status == Status.NOT_APPLICABLE:
        return f"无此事项：{text}"
    if text.startswith(("{", "[")):
        return "（整行）"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
