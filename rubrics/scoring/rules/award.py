"""What a rule gives: exact points or an absence, and the explanation as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from rubrics.scoring.formulas.absence import ABSENT
from rubrics.scoring.formulas.environment import Environment
from rubrics.scoring.results import Row, Step
from rubrics.scoring.states import Absent, Known, Missing, Undefined


class Award(NamedTuple):
    """What one rule gives, not yet rounded. `fulfilment` is done over target (1.3 = 130%) if any."""

    points: Decimal | Absent
    steps: tuple[Step, ...]
    fulfilment: Decimal | None = None


@dataclass(slots=True)
class Scene:
    """One scoring: the figures so far, what people entered on the lines (address -> value), and own indicators."""

    environment: Environment
    entries: Mapping[str, Known]
    rows: Mapping[str, tuple[Row, ...]]


type Awarding = Callable[[Scene], Award]
type Pointing = Callable[[Scene], Decimal | Absent]


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule made ready. `points` gives what `award` gives, without the explanation: it is only told when looked at."""

    points: Pointing
    award: Awarding


def as_told(award: Awarding) -> Ready:
    """Return a rule made ready whose points take no shortcut."""
    return Ready(lambda scene: award(scene).points, award)


ZERO, ONE = Decimal(0), Decimal(1)


def absent(value: Known) -> Absent:
    """Return the absence that stands where a rule needs a number. Raises TypeError for a value of another kind."""
    if isinstance(value, ABSENT):
        return value
    raise TypeError(f"a rule got {type(value).__name__} for a number")


def entered_score(value: Known | None, address: str, points: Decimal) -> Decimal | Absent:
    """Return a person's score if it lies between 0 and `points`, else why there is none."""
    if isinstance(value, Decimal):
        if 0 <= value <= points:
            return value
        return Undefined(f"得分 {value} 不在 0 到 {points} 之间", (address,))
    return value if isinstance(value, ABSENT) else Missing((address,))
