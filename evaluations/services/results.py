"""What a save takes and gives back: typed texts, and conflicts and problems as values."""

from dataclasses import dataclass
from datetime import datetime

from rubrics.scoring.problems import Problem
from rubrics.services import Refused

__all__ = ["Conflict", "Refused", "SaveResult", "Saved", "Typed"]


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed at one address, and the version of the answer it was based on (0: there was none).

    `status` na: the text is the reason for 无此事项. `source` is empty when the filer typed it.
    """

    text: str
    based_on: int = 0
    status: str = "filled"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """What is stored now: the text in normal form with its version; `notice` says what was understood."""

    address: str
    text: str
    status: str
    version: int
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed one place: mine as typed, theirs as stored, and who stored it when."""

    address: str
    mine: str
    mine_status: str
    theirs: str
    theirs_status: str
    version: int
    """Save again based on this version to keep mine."""
    by: str
    at: datetime
    by_id: int | None = None


@dataclass(frozen=True, slots=True)
class SaveResult:
    """Places that were saved, and those that were not; one does not hinder the other."""

    saved: tuple[Saved, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    revision: int = 0

    @property
    def ok(self) -> bool:
        """Whether everything that was sent is stored."""
        return not self.conflicts and not self.problems
