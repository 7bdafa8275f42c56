"""What a panel counts for: the rows of the tree that are scored by its figures, with their 评分标准."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring import address as addresses
from rubrics.scoring.types import Criterion

from .anchors import place_url
from .content import Content
from .moves import fed_lines
from .tree import statements

NAMED = 3
"""So many rows are named on the closed disclosure; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A row that is scored by the panel: its points, the words of its 评分标准, and the way to it."""

    title: str
    points: Decimal
    wording: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class CountedFor:
    """`named` stand on the closed disclosure, all of `rows` inside it."""

    rows: tuple[Counted, ...]

    @property
    def named(self) -> tuple[Counted, ...]:
        return self.rows[:NAMED]

    @property
    def more(self) -> int:
        """How many rows there are in all, 0 where all are named."""
        return len(self.rows) if len(self.rows) > NAMED else 0


def counted_for(content: Content, heads: Iterable[str]) -> CountedFor | None:
    """Return what the places of a panel count for, None where no row is scored by them."""
    rows = [content.index.criteria[name] for name in fed_lines(content, frozenset(heads))]
    return CountedFor(tuple(_counted(content, one) for one in rows)) if rows else None


def _counted(content: Content, criterion: Criterion) -> Counted:
    url = place_url(content, addresses.line(criterion.id))
    return Counted(criterion.title, criterion.points, statements(criterion.wording), url)
