"""Where a rule stands: its criterion, the part inside it, and the points it can give."""

from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring.address import Address


@dataclass(frozen=True, slots=True)
class Place:
    """`line` is the criterion's id; `parts` lead to a part of a sum or to an alternative."""

    line: str
    points: Decimal
    parts: tuple[str, ...] = ()

    def address(self, *more: str) -> str:
        """The text of an entry's address, such as line:预算合理性/符合职责."""
        return str(Address("line", (self.line, *self.parts, *more)))

    def inside(self, part: str, points: Decimal) -> "Place":
        """The place of a part of this one."""
        return Place(self.line, points, (*self.parts, part))
