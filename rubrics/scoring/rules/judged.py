"""judged: a person's score from 0 to the points."""

from dataclasses import dataclass
from typing import ClassVar

from .base import RowRule
from .entries import Entry, EntryKind
from .place import Place


@dataclass(frozen=True, slots=True)
class JudgedRule(RowRule):
    kind: ClassVar[str] = "judged"
    guide: str = ""
    """What to weigh, shown beside the box."""

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in: the score (line:X/得分)."""
        return (Entry(place.address("得分"), EntryKind.SCORE, "得分", place.points),)
