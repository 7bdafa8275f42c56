"""checklist: each statement met adds its points; it is ticked, computed (when) or judged (a score inside)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula

from .base import RowRule
from .entries import Entry, EntryKind
from .place import Place


class ItemWay(StrEnum):
    TICKED = "ticked"
    COMPUTED = "computed"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Item:
    """One statement. `when` (是否) is set exactly where `way` is COMPUTED."""

    id: str
    points: Decimal
    way: ItemWay = ItemWay.TICKED
    when: Formula | None = None
    evidence: bool = False
    """Without evidence (line:X/<item>/佐证) it gives nothing."""
    text: str = ""
    """The statement in full, as the finance bureau printed it."""


@dataclass(frozen=True, slots=True)
class ChecklistRule(RowRule):
    kind: ClassVar[str] = "checklist"
    items: tuple[Item, ...]
    """Their points add up to the row's."""

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return tuple(item.when for item in self.items if item.when is not None)

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in: a tick or a score for each item that is not computed."""
        return tuple(_entry(item, place) for item in self.items if item.way is not ItemWay.COMPUTED)


def _entry(item: Item, place: Place) -> Entry:
    kind = EntryKind.SCORE if item.way is ItemWay.JUDGED else EntryKind.TICK
    return Entry(place.address(item.id), kind, item.text or item.id, item.points, item.evidence)
