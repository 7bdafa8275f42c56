"""What came back from a save: texts that were not stored, why, and what was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluations.services.results import Conflict, Saved
from rubrics.scoring.problems import Problem

type Kept = tuple[str, str]
"""A typed text that is not stored, and its status."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Nothing was tried on a page that is only read. `kept`: address -> what was typed and is not stored."""

    kept: Mapping[str, Kept] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    saved: tuple[Saved, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    """Address -> what was typed, of everything that was sent."""

    def problem_at(self, address: str) -> Problem | None:
        """Return why the text at an address was not stored."""
        return next((problem for problem in self.problems if problem.where == address), None)

    @property
    def failed(self) -> bool:
        """Whether something that was typed is not stored."""
        return bool(self.problems or self.conflicts)


NO_ATTEMPT = Attempt()
