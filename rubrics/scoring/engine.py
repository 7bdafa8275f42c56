"""Scoring: answers in, sheet out. Order: figures, rows of tables, computed figures, scored rows, totals."""

from .figures import Book, Figures
from .formulas import Environment, exact
from .index import GRADE, TOTAL
from .program import Program
from .results import Answers, Sheet
from .rows import Cells
from .rules.award import Scene
from .scored import Scored
from .states import Missing


def score(program: Program, answers: Answers) -> Sheet:
    """Return the sheet of these answers without checks and problems."""
    with exact():
        return sheet_of(program, answers, run(program, answers))


def sheet_of(program: Program, answers: Answers, scored: Scored) -> Sheet:
    """Return the sheet of a scoring."""
    figures = Figures(program.index, scored.environment, scored.keys, answers)
    return Sheet(Book(figures.by_name), Book(figures.by_address), scored.lines, scored.totals, scored.grade)


def run(program: Program, answers: Answers) -> Scored:
    """Return the scoring. Must be called inside formulas.exact()."""
    values = program.template.copy()
    values.update(answers.figures)
    environment = Environment(values, absent_tables=answers.absent_tables)
    program.naming.fill_entered(environment, answers)
    keys = _put_rows(program, answers, environment)
    for compute in program.computings:
        compute(environment)
    scene = Scene(environment, answers.entries, answers.rows)
    lines = {name: line(scene) for name, line in program.lines}
    totals = program.summing.totals(lines, environment)
    grade = program.summing.grade(totals[TOTAL])
    program.naming.fill_scores(environment, lines, totals)
    values[GRADE] = grade or Missing(("line:合计",))
    return Scored(environment, keys, lines, totals, grade)


def _put_rows(program: Program, answers: Answers, environment: Environment) -> dict[str, tuple[str, ...]]:
    keys: dict[str, tuple[str, ...]] = {}
    done: dict[str, list[Cells]] = {}
    for rowing in program.rowings:
        rows = rowing.rows(answers, keys, done)
        name = rowing.table.id
        keys[name] = tuple([row.key for row in rows])
        done[name] = [rowing.cells(row) for row in rows]
        environment.rows[name] = done[name]
    return keys
