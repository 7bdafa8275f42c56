"""复核偏差 as a picture: a bar for each first reviewer, to the left where the second look gave less. Whole pixels."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from evaluations.selectors.drift import Drift

MIDDLE, REACH, STEP, TOP = 700, 400, 34, 8
THICK, TEXT_DOWN, GAP = 20, 15, 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A first reviewer; `value_x` is where the number begins or, to the left, ends."""

    name: str
    value: Decimal
    x: int
    y: int
    width: int
    fill: str
    value_x: int
    anchor: str

    @property
    def text_y(self) -> int:
        return self.y + TEXT_DOWN


@dataclass(frozen=True, slots=True)
class Picture:
    """All bars on one scale."""

    bars: tuple[Bar, ...]
    height: int
    middle: int = MIDDLE


def drift_picture(drifts: Iterable[Drift]) -> Picture:
    """Return the picture; the longest bar reaches the edge."""
    held = list(drifts)
    widest = max((abs(one.mean) for one in held), default=Decimal(0))
    bars = tuple(_bar(one, place, widest) for place, one in enumerate(held))
    return Picture(bars, TOP * 2 + STEP * max(len(held), 1))


def _bar(one: Drift, place: int, widest: Decimal) -> Bar:
    width = int(abs(one.mean) * REACH / widest) if widest else 0
    less = one.mean < 0
    x = MIDDLE - width if less else MIDDLE
    return Bar(
        name=one.reviewer,
        value=one.mean,
        x=x,
        y=TOP + STEP * place,
        width=max(width, 1),
        fill="fa" if less else "f3",
        value_x=x - GAP if less else MIDDLE + width + GAP,
        anchor="end" if less else "start",
    )
