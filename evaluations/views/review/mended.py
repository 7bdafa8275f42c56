"""What became of each opinion: what was changed at its place since, and where in the document it stands."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from evaluations.access import Person
from evaluations.models import Comment, Filing
from evaluations.selectors.evidence import File
from evaluations.services.comments import is_fresh

from .changes import ChangeRow
from .comments import Card, Mark, is_inside
from .paper import PaperChapter
from .scores import ScoreRow

FILE = "file:"


def at_place(changes: Iterable[ChangeRow], address: str, files: Iterable[File]) -> tuple[ChangeRow, ...]:
    """Return the changes at a place: in it, in the whole text that it is a part of, and files that came to prove it."""
    whole = address.partition("#")[0]
    proving = {
        f"{FILE}{file.key}" for file in files if any(is_inside(where, whole) for where, _ in file.places)
    }
    return tuple(row for row in changes if is_inside(row.address, whole) or row.address in proving)


def with_changes(
    cards: Iterable[Card], listed: Collection[int], changes: Collection[ChangeRow], files: Collection[File]
) -> tuple[Card, ...]:
    """Return the cards, those that the last return listed with what was changed at their places since."""
    return tuple(
        replace(card, compared=True, changes=at_place(changes, card.address, files))
        if card.id in listed
        else card
        for card in cards
    )


def with_withdrawable(
    cards: Iterable[Card], comments: Iterable[Comment], filing: Filing, user: Person
) -> tuple[Card, ...]:
    """Return the cards, those marked that a person may take back."""
    fresh = {one.pk for one in comments if is_fresh(one, filing) and one.entries.all()[0].by_id == user.pk}
    return tuple(replace(card, withdrawable=card.id in fresh) for card in cards)


def with_seats(
    cards: Iterable[Card], chapters: Iterable[PaperChapter], rows: Iterable[ScoreRow]
) -> tuple[Card, ...]:
    """Return the cards, each with the anchor of the place in the document that bears its number first."""
    seats = _seats(chapters, rows)
    return tuple(replace(card, seat=seats.get(card.number, "")) for card in cards)


def _seats(chapters: Iterable[PaperChapter], rows: Iterable[ScoreRow]) -> Mapping[int, str]:
    found: dict[int, str] = {}

    def sit(marks: Iterable[Mark], anchor: str) -> None:
        for mark in marks:
            found.setdefault(mark.number, anchor)

    for chapter in chapters:
        for part in chapter.parts:
            for line in part.lines:
                sit(line.marks, line.anchor)
            sit((mark for grid in part.grids for row in grid.rows for mark in row.marks), chapter.anchor)
            sit(part.marks, chapter.anchor)
    for row in rows:
        sit(row.marks, row.anchor)
    return found
