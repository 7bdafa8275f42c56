"""One scoring before it is shown."""

from dataclasses import dataclass

from .formulas import Environment
from .lines import Lines
from .results import Total
from .rows import Keys


@dataclass(frozen=True, slots=True)
class Scored:
    """Every name has its value, every row its points."""

    environment: Environment
    keys: Keys
    """Table -> keys of its rows, in order."""
    lines: Lines
    totals: dict[str, Total]
    grade: str
