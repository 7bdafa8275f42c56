"""How reading a formula stops: a refusal carries its position; parse_formula and compile_pattern turn it into a Problem."""

from ..problems import Problem


class Refusal(Exception):
    """Internal to this package: never reaches a caller."""

    def __init__(self, at: int, what: str, todo: str = "") -> None:
        super().__init__(what)
        self.problem = refused(at, what, todo)


def refused(at: int, what: str, todo: str = "") -> Problem:
    """Return a Problem for the 0-based position `at` of a formula; `where` is filled in by the reader of the document."""
    return Problem(where="", what=what, todo=todo, column=at + 1)
