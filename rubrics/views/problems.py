"""Problems of a document with the lines they stand on, and the text with its problems between the lines."""

from collections.abc import Iterable
from dataclasses import dataclass

from rubrics import files
from rubrics.models import RubricVersion
from rubrics.scoring.problems import Problem, Severity
from rubrics.scoring.reading.proof import placed
from rubrics.selectors.programs import problems_of

AROUND = 2
"""Lines before and after a problem that an excerpt shows."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the text with the problems on it."""

    number: int
    text: str
    problems: tuple[Problem, ...]


def located_problems(version: RubricVersion) -> tuple[Problem, ...]:
    """Return everything that is wrong with a version's document, what blocks first, each group by line."""
    return in_order(placed_in(version.document.body, problems_of(version)))


def placed_in(text: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems with the line of what they name, where it can be found."""
    tree = files.load_text(text)
    if isinstance(tree, list):
        return tuple(problems)
    return tuple(one if one.line else placed(tree, one) for one in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what blocks first, each group by line."""
    return tuple(sorted(problems, key=lambda one: (one.severity is Severity.HINT, one.line, one.column)))


def hindering(problems: Iterable[Problem]) -> int:
    """Return how many problems keep a document from being published; hints do not."""
    return sum(one.severity is not Severity.HINT for one in problems)


def text_lines(text: str, problems: Iterable[Problem]) -> list[TextLine]:
    """Return the lines of a text, each with its problems."""
    found: dict[int, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.line, []).append(problem)
    return [
        TextLine(number, line, tuple(found.get(number, ())))
        for number, line in enumerate(text.split("\n"), start=1)
    ]
