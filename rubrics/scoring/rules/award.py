"""What a rule gives: exact points or an absence, and the explanation as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from rubrics.scoring.formulas.environment import Environment
from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent, Value


class Award(NamedTuple):
    """What one rule gives, not yet rounded. `fulfilment` is done over target (1.3 = 130%) if any."""

    points: Decimal | Absent
    steps: tuple[Step, ...]
    fulfilment: Decimal | None = None


@dataclass(slots=True)
class Scene:
    """One scoring: the figures so far, and what people entered on the lines (address -> value)."""

    environment: Environment
    entries: Mapping[str, Value]


type Awarding = Callable[[Scene], Award]
"""A rule made ready at compile time."""
