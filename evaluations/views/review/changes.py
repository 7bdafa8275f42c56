"""What was changed since the filing was returned: every place once, what stood there and what stands now."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from evaluations.models import Change, Filing, Status
from evaluations.selectors.filings import changes_of
from evaluations.selectors.places import place_title
from rubrics.scoring.address import figure
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.types import Document

from .marks import DELETED, INSERTED, Piece, Pieces, changed_pieces

LONGEST = 200
"""Characters of one changed stretch that the list shows; the document shows it in full."""
AROUND = 30
"""Characters of what stayed that are shown before and behind a change."""
CUT = "…"

_FIGURE = re.compile(r"\{\{([^{}]+)\}\}")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One place that was changed."""

    address: str
    title: str
    pieces: Pieces
    by: str
    at: datetime
    whole: bool = False
    """A whole row came, went or moved."""

    @property
    def said(self) -> str:
        """The change in words."""
        if self.whole:
            return "".join(piece.text for piece in self.pieces)
        old = "".join(piece.text for piece in self.pieces if piece.look != INSERTED)
        new = "".join(piece.text for piece in self.pieces if piece.look != DELETED)
        return f"由“{old or '未填'}”改为“{new or '未填'}”"


def changes_since(
    document: Document, flat: Flat, filing: Filing, since: int, until: int | None = None
) -> list[ChangeRow]:
    """Return the places that differ from a revision, in the order in which they were last changed. One query.

    `until`: the revision that was sent last; what was changed after it is left out (None: it is not).
    """
    changes = changes_of(filing, since)
    sent = [change for change in changes if until is None or change.revision <= until]
    return rows_of(document, flat, sent)


def rows_of(document: Document, flat: Flat, changes: Iterable[Change]) -> list[ChangeRow]:
    """Return changes as rows, the first old text against the last new one; what went back is left out."""
    first: dict[str, Change] = {}
    last: dict[str, Change] = {}
    for change in changes:
        first.setdefault(change.address, change)
        last[change.address] = change
    return [
        _row(document, flat, first[where], change)
        for where, change in sorted(last.items(), key=lambda pair: pair[1].pk)
        if (first[where].old, first[where].old_status) != (change.new, change.new_status)
    ]


def _row(document: Document, flat: Flat, first: Change, last: Change) -> ChangeRow:
    whole = last.address.startswith("row:") and last.address.count("/") == 1
    if whole:
        pieces: Pieces = (_of_row(first.old, last.new),)
    else:
        old, new = _text(first.old, first.old_status), _text(last.new, last.new_status)
        pieces = told_pieces(_named(document, flat, old), _named(document, flat, new))
    title = place_title(document, flat, last.address)
    return ChangeRow(last.address, title, pieces, str(last.by), last.at, whole)


def _of_row(old: str, new: str) -> Piece:
    if not old:
        return Piece("增加一行", INSERTED)
    return Piece("调整了次序") if new else Piece("删去一行", DELETED)


def _named(document: Document, flat: Flat, text: str) -> str:
    """Return a text with its figure marks as the names of the figures."""
    return _FIGURE.sub(lambda mark: f"［{place_title(document, flat, figure(mark.group(1)))}］", text)


def _text(text: str, status: str) -> str:
    return f"无此事项：{text}" if status == Status.NOT_APPLICABLE else text


def told_pieces(old: str, new: str) -> Pieces:
    """Return what was changed with a few characters around it, however long the text and wherever the change."""
    before = _same(old, new)
    behind = _same(old[before:][::-1], new[before:][::-1])
    start, end = max(before - AROUND, 0), max(behind - AROUND, 0)
    pieces = changed_pieces(old[start : len(old) - end], new[start : len(new) - end])
    told = [_clipped(piece) for piece in pieces]
    head = [Piece(CUT)] if start else []
    return (*head, *told, *([Piece(CUT)] if end else []))


def _same(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _clipped(piece: Piece) -> Piece:
    text = piece.text
    if piece.look:
        return piece if len(text) <= LONGEST else Piece(f"{text[:LONGEST]}{CUT}", piece.look)
    return piece if len(text) <= 2 * AROUND + 1 else Piece(f"{text[:AROUND]}{CUT}{text[-AROUND:]}")
