"""Scoring: answers in, sheet out. Order: figures, rows of tables, computed figures, scored rows, totals."""

from dataclasses import dataclass

from . import address
from .book import Book
from .figures import Figures
from .formulas import Environment, exact
from .index import GRADE, TOTAL
from .lines import Lines
from .program import Program
from .results import Answers, Figure, Sheet
from .row_names import rows_in_words
from .rows import Keys
from .rules.award import Scene
from .scored import Scored
from .states import Missing

_NO_GRADE = Missing((address.line(TOTAL),))


def score(program: Program, answers: Answers) -> Sheet:
    """Return the sheet of these answers without checks and problems."""
    with exact():
        return sheet_of(program, answers, run(program, answers))


def sheet_of(program: Program, answers: Answers, scored: Scored) -> Sheet:
    """Return the sheet of a scoring."""
    late = Late(program, answers, scored)
    return Sheet(
        Book(late.figures), Book(late.cells), scored.lines, scored.totals, scored.grade, rows=Book(late.rows)
    )


@dataclass(frozen=True, slots=True)
class Late:
    """What a sheet shows beside the points, made when it is looked at. `score` only keeps what it is made from."""

    program: Program
    answers: Answers
    scored: Scored

    def figures(self) -> dict[str, Figure]:
        """Return the figures by name."""
        with exact():
            return dict(self._finished().by_name())

    def cells(self) -> dict[str, Figure]:
        """Return the cells of tables and of own indicators by address."""
        with exact():
            return dict(self._finished().by_address())

    def rows(self) -> dict[str, str]:
        """Return what people call each row, by address."""
        with exact():
            self._finished()
            return dict(rows_in_words(self.program.index, self.scored.environment, self.scored.keys))

    def _finished(self) -> Figures:
        environment = self.scored.environment
        if GRADE not in environment.values:
            finish(self.program, self.answers, self.scored)
        return Figures(self.program.index, environment, self.scored.keys, self.answers)


def run(program: Program, answers: Answers) -> Scored:
    """Return the scoring. Must be called inside formulas.exact()."""
    values = program.template.copy()
    values.update(answers.figures)
    environment = Environment(values, absent_tables=answers.absent_tables)
    program.naming.fill_entered(environment, answers)
    keys: Keys = {}
    for rowing in program.early_rowings:
        rowing.put_early(answers, environment, keys)
    for compute in program.computings.early:
        compute(environment)
    scene = Scene(environment, answers.entries, answers.rows)
    scores = [liner.score(scene) for liner in program.liners]
    lines = Lines(program.liners, program.places, scores, scene)
    totals = program.summing.totals(lines, environment)
    grade = program.summing.grade(totals[TOTAL])
    return Scored(environment, keys, lines, totals, grade)


def finish(program: Program, answers: Answers, scored: Scored) -> None:
    """Compute what the points did not need: the other figures, and names of points. Inside formulas.exact()."""
    environment = scored.environment
    for rowing in program.rowings:
        if not rowing.computed:
            rowing.put(answers, environment, scored.keys)
    program.late_naming.fill_entered(environment, answers)
    for compute in program.computings.late:
        compute(environment)
    program.late_naming.fill_targets(environment, answers, program.index)
    program.late_naming.fill_scores(environment, scored.lines, scored.totals)
    environment.values[GRADE] = scored.grade or _NO_GRADE
