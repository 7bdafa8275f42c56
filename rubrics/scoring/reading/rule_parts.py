"""What all readers of rules share: the row that is scored, and whether its points can be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rubrics.scoring.formulas import Formula, is_number

from .formulas import check_dimension
from .located import Located
from .reader import Reader
from .shapes import decimal

type Found = Mapping[str, Located]
DEEPEST = 3
"""Rules inside rules: a sum of alternatives is as deep as any rubric seen."""


@dataclass(frozen=True, slots=True)
class Row:
    """The row or part that a rule scores: what it can give, and how deep rules stand inside one another."""

    points: Decimal
    depth: int = 0

    def inside(self, points: Decimal) -> "Row":
        """Return the row of a part."""
        return replace(self, points=points, depth=self.depth + 1)


def add_up(reader: Reader, node: Located, given: Decimal, row: Row) -> None:
    """Note that the parts of a rule do not add up to the row's points."""
    if given != row.points:
        reader.refuse_key(
            node, f"各项分值合计 {given}，不等于 {row.points}", "请核对各项的 points 和本项的分值"
        )


def reach(reader: Reader, node: Located, most: Decimal, row: Row) -> None:
    """Note that the best outcome is not the row's points."""
    if most != row.points:
        reader.refuse_key(node, f"最高只能得 {most}，分值却是 {row.points}", "请核对各档的分和本项的分值")


def points_in(reader: Reader, node: Located, row: Row) -> Decimal:
    """Return points from 0 to the row's."""
    number = decimal(reader, node)
    if number > row.points:
        reader.refuse(node, f"{number} 大于这一项的分值 {row.points}", "请核对分值")
    return number


def loss(reader: Reader, node: Located, row: Row) -> Decimal:
    """Return the points lost each time, above 0."""
    each = points_in(reader, node, row)
    if each == 0:
        reader.refuse(node, "每次扣 0 分等于不扣", "请写大于 0 的分数")
        return Decimal(1)
    return each


def same_dimension(reader: Reader, node: Located, formula: Formula, other: Formula) -> None:
    """Note that two formulas that are compared or divided are of different kinds."""
    if formula.dimension and other.dimension and is_number(other.dimension):
        check_dimension(reader, node, formula.dimension, other.dimension)
