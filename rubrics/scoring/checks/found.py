"""What a check found in one case, before explanations and hiding."""

from dataclasses import dataclass

from rubrics.scoring.results import Outcome, Step
from rubrics.scoring.states import Undefined

from .context import Case


@dataclass(frozen=True, slots=True)
class Found:
    outcome: Outcome
    case: Case
    message: tuple[Step, ...] = ()
    needs: tuple[str, ...] = ()
    places: tuple[str, ...] | None = None
    """Instead of the check's own places."""
    undefined: Undefined | None = None
    """Why it cannot be computed."""
    sides: tuple[Step, ...] = ()
    """Both sides of the comparison and their difference, where it is one of numbers."""
