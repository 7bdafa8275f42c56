"""choice: one of several named outcomes, entered on the line or taken from a choice input."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from .base import RowRule
from .entries import Entry, EntryKind
from .place import Place


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class ChoiceRule(RowRule):
    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]
    source: str = ""
    """Id of the choice input (`from` in the document), with the same options; '': entered at line:X/选项."""

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in: the option, unless an input holds it."""
        if self.source:
            return ()
        options = tuple(option.text for option in self.options)
        return (Entry(place.address("选项"), EntryKind.OPTION, "选项", place.points, options=options),)
