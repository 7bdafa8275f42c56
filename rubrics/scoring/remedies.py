"""Which rows that lost points have a written problem with a measure against it (失分、问题、措施逐项对应)."""

from . import address
from .results import Answers, Row
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


def _answered(said: RemedyTables, answers: Answers) -> frozenset[str]:
    measures = answers.rows.get(said.measures, ())
    return frozenset(_text(row, said.answers) for row in measures if _text(row, said.measure)) - {""}


def _text(row: Row, column: str) -> str:
    value = row.cells.get(column)
    return value.strip() if isinstance(value, str) else ""
