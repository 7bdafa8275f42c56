"""Which rows that lost points have a written problem with a measure against it (失分、问题、措施逐项对应)."""

from collections.abc import Iterable

from . import address
from .results import Answers, Line, Row
from .types import RemedyTables


def remedied(said: RemedyTables, answers: Answers) -> frozenset[str]:
    """Return the ids of the rows that a problem names which some measure answers."""
    answered = _answered(said, answers)
    problems = answers.rows.get(said.table, ())
    return frozenset(_text(row, said.line) for row in problems if _text(row, said.problem) in answered) - {""}


def place_of_remedy(said: RemedyTables, answers: Answers, line: str) -> str:
    """Return the address of the table that lacks something for a row: its problem, or the measure against that."""
    named = any(_text(row, said.line) == line for row in answers.rows.get(said.table, ()))
    return address.table(said.measures if named else said.table)


def unnamed(said: RemedyTables, answers: Answers, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the rows among `lines` that lost points and that no problem names."""
    named = {_text(row, said.line) for row in answers.rows.get(said.table, ())}
    return tuple(line for line in lines if line.lost and line.id not in named)


def unanswered(said: RemedyTables, answers: Answers) -> dict[str, str]:
    """Return key -> title of the problems that no row of measures repeats; of equal titles the first."""
    found = {_text(row, said.answers) for row in answers.rows.get(said.measures, ())} | {""}
    lacking: dict[str, str] = {}
    for row in answers.rows.get(said.table, ()):
        title = _text(row, said.problem)
        if title not in found:
            lacking[row.key] = title
            found.add(title)
    return lacking


def _answered(said: RemedyTables, answers: Answers) -> frozenset[str]:
    measures = answers.rows.get(said.measures, ())
    return frozenset(_text(row, said.answers) for row in measures if _text(row, said.measure)) - {""}


def _text(row: Row, column: str) -> str:
    value = row.cells.get(column)
    return value.strip() if isinstance(value, str) else ""
