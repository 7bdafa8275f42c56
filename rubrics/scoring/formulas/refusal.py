"""How reading a formula or pattern stops: a refusal carries its position and becomes a Problem at the door."""

from rubrics.scoring.problems import Problem


class Refusal(Exception):
    """Internal to this package: never reaches a caller."""

    def __init__(self, at: int, what: str, todo: str = "") -> None:
        super().__init__(what)
        self.problem = refused(at, what, todo)


def refused(at: int, what: str, todo: str = "") -> Problem:
    """Return a Problem for the 0-based position `at`; `where` is filled in by the reader of the document."""
    return Problem(where="", what=what, todo=todo, column=at + 1)
