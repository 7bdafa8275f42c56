"""first_of: alternatives of which one is live: chosen by the bureau, by a condition, or by the filer."""

from dataclasses import dataclass
from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula

from .base import RowRule
from .boundary import Boundary
from .entries import Entry, EntryKind
from .place import Place


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to score the row, worth all its points. Entries stand under line:X/<id>/…"""

    id: str
    rule: RowRule
    """Any kind but own."""
    when: Formula | None = None
    """Dimension 是否: live when it is the first that holds."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class FirstOfRule(RowRule):
    kind: ClassVar[str] = "first_of"
    alternatives: tuple[Alternative, ...]
    chosen: str = ""
    """The alternative that the bureau chose. '': the first whose `when` holds if any has one (one without
    always holds), else the filer picks at line:X/选项."""

    @property
    def picked(self) -> bool:
        """Whether the filer picks."""
        return not self.chosen and all(one.when is None for one in self.alternatives)

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        conditions = tuple(one.when for one in self.alternatives if one.when is not None)
        return (*conditions, *(formula for one in self.alternatives for formula in one.rule.formulas()))

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in: the choice where it is theirs, and the entries of what can be live."""
        live = [one for one in self.alternatives if self.chosen in ("", one.id)]
        inner = tuple(entry for one in live for entry in one.rule.entries(place.inside(one.id, place.points)))
        if not self.picked:
            return inner
        names = tuple(one.id for one in self.alternatives)
        choice = Entry(place.address("选项"), EntryKind.OPTION, "适用方式", place.points, options=names)
        return (choice, *inner)

    def boundaries(self) -> tuple[Boundary, ...]:
        """Edges that need an example on each side: those of the alternatives that can be live."""
        live = [one for one in self.alternatives if self.chosen in ("", one.id)]
        return tuple(boundary for one in live for boundary in one.rule.boundaries())
