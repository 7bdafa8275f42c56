"""The year in pictures: states as one bar, grades as bars, self against verified score as dots. Whole pixels only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from evaluations.workflow import BUREAU_WORDS, State

from .year_rows import YearRow

BAR_WIDTH, GAP = 780, 2
LOOKS = {  # a unit's filing is not the bureau's: 已报送上级部门 is no state of the year
    State.NOT_STARTED: ("f0", "t-ink"),
    State.FILLING: ("f1", "t-ink"),
    State.AWAITING_SIGNATURE: ("f1", "t-ink"),
    State.SUBMITTED: ("f2", "t-ink"),
    State.REVIEWING: ("f3", "t-on"),
    State.RETURNED: ("fa", "t-ink"),
    State.AMENDING: ("fa", "t-ink"),
    State.APPROVED: ("fg", "t-ink"),
    State.ARCHIVED: ("fk", "t-on"),
    State.PUBLIC: ("fk", "t-on"),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """One state of the bar; a state without departments has no width and stands only in the legend."""

    state: State
    word: str
    count: int
    fill: str
    ink: str
    x: int
    width: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


def segments(rows: Iterable[YearRow]) -> tuple[Segment, ...]:
    """Return the states in their order with their share of the bar."""
    counts = Counter(row.state for row in rows)
    present = [state for state in LOOKS if counts[state]]
    total = sum(counts.values())
    room, x, found = BAR_WIDTH - GAP * max(len(present) - 1, 0), 0, []
    for state, (fill, ink) in LOOKS.items():
        width = room * counts[state] // total if total else 0
        found.append(Segment(state, BUREAU_WORDS[state], counts[state], fill, ink, x, width))
        x += width + GAP if counts[state] else 0
    return tuple(found)


GRADE_WIDTH, GRADE_STEP, GRADE_LEFT = 190, 42, 32


@dataclass(frozen=True, slots=True)
class GradeBar:
    """How many departments have a grade."""

    grade: str
    count: int
    y: int
    width: int
    fill: str
    left: int = GRADE_LEFT

    @property
    def text_y(self) -> int:
        return self.y + 14

    @property
    def count_x(self) -> int:
        return self.left + self.width + 6


def grade_bars(rows: Iterable[YearRow], order: Iterable[str]) -> tuple[GradeBar, ...]:
    """Return a bar for each grade in the document's order."""
    counts = Counter(row.grade for row in rows if row.grade)
    grades = list(dict.fromkeys((*order, *counts)))
    most = max((counts[grade] for grade in grades), default=0)
    return tuple(
        GradeBar(
            grade,
            counts[grade],
            8 + GRADE_STEP * at,
            max(GRADE_WIDTH * counts[grade] // most, 2) if most else 2,
            ("f3", "f2", "f1", "f0")[min(at, 3)],
        )
        for at, grade in enumerate(grades)
    )


PLOT_LEFT, PLOT_RIGHT, PLOT_TOP, PLOT_BOTTOM = 44, 444, 20, 232
NOTABLE = Decimal(5)
"""From this many points of difference a department is named in the picture."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A department by self score (across) and verified score (up)."""

    name: str
    x: int
    y: int
    own: Decimal
    verified: Decimal
    notable: bool

    @property
    def label(self) -> str:
        return f"{self.name}：自评 {self.own}，审核 {self.verified}"

    @property
    def look(self) -> str:
        return "dot-a" if self.notable else "dot"


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its value on both axes."""

    value: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Plot:
    """The picture of both scores; `mean_own` and `mean_verified` are None without any dot."""

    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    mean_own: Decimal | None
    mean_verified: Decimal | None


def score_plot(rows: Iterable[YearRow], total: int) -> Plot:
    """Return the dots of the departments that have both scores, on axes that begin at a full ten below the lowest."""
    pairs = [(row, row.own, row.verified) for row in rows if row.own is not None and row.verified is not None]
    lowest = min((min(own, verified) for _, own, verified in pairs), default=Decimal(total))
    start = int(lowest // 10 * 10) if lowest < total else max(total - 10, 0)
    dots = tuple(
        Dot(
            row.name,
            _across(own, start, total),
            _up(verified, start, total),
            own,
            verified,
            abs(verified - own) >= NOTABLE,
        )
        for row, own, verified in pairs
    )
    step = max((total - start) // 5, 1)
    ticks = tuple(
        Tick(value, _across(Decimal(value), start, total), _up(Decimal(value), start, total))
        for value in range(start, total + 1, step)
    )
    return Plot(dots, ticks, _mean([own for _, own, _ in pairs]), _mean([one for _, _, one in pairs]))


def _across(value: Decimal, start: int, end: int) -> int:
    return PLOT_LEFT + int((value - start) * (PLOT_RIGHT - PLOT_LEFT) / max(end - start, 1))


def _up(value: Decimal, start: int, end: int) -> int:
    return PLOT_BOTTOM - int((value - start) * (PLOT_BOTTOM - PLOT_TOP) / max(end - start, 1))


def _mean(values: list[Decimal]) -> Decimal | None:
    return sum(values, Decimal(0)) / len(values) if values else None
