"""Scoring: answers in, sheet out. Order: figures, rows of tables, computed figures, scored rows, totals."""

from collections.abc import Callable, Iterator

from . import address
from .book import Book
from .figures import Figures
from .formulas import Environment, exact
from .index import GRADE, TOTAL
from .lines import Lines
from .program import Program
from .results import Answers, Sheet
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
    figures = Figures(program.index, scored.environment, scored.keys, answers)

    def finished[T](make: Callable[[], Iterator[tuple[str, T]]]) -> Book[T]:
        def made() -> Iterator[tuple[str, T]]:
            with exact():
                if GRADE not in scored.environment.values:
                    finish(program, answers, scored)
                yield from make()

        return Book(made)

    by_name, by_address = finished(figures.by_name), finished(figures.by_address)
    rows = finished(lambda: rows_in_words(program.index, scored.environment, scored.keys))
    return Sheet(by_name, by_address, scored.lines, scored.totals, scored.grade, rows=rows)


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
    program.late_naming.fill_scores(environment, scored.lines, scored.totals)
    environment.values[GRADE] = scored.grade or _NO_GRADE
