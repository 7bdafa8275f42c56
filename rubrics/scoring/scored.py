"""One scoring before it is shown."""

from dataclasses import dataclass

from .formulas import Environment
from .results import Line, Total


@dataclass(frozen=True, slots=True)
class Scored:
    """Every name has its value, every row its points."""

    environment: Environment
    keys: dict[str, tuple[str, ...]]
    """Table -> keys of its rows, in order."""
    lines: dict[str, Line]
    totals: dict[str, Total]
    grade: str
