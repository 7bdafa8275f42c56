"""Everything about one filing: its sheet with checks, hints and problems."""

from dataclasses import replace

from .checks.context import context_of
from .checks.outcomes import hidden, result_of, summed_up
from .engine import finish, run, sheet_of
from .formulas import exact
from .hints import Hinting
from .problems_of_lines import line_problems
from .program import Program
from .results import Answers, CheckResult, Sheet
from .scored import Scored


def assess(program: Program, answers: Answers) -> Sheet:
    """Return the sheet of these answers with every check examined and every located problem."""
    with exact():
        scored = run(program, answers)
        finish(program, answers, scored)
        sheet = sheet_of(program, answers, scored)
        required = tuple(program.requiring.problems(scored))
        problems = (*required, *line_problems(program, scored, (one.where for one in required)))
        return replace(
            sheet,
            figures=dict(sheet.figures),
            cells=dict(sheet.cells),
            lines=dict(sheet.lines),
            rows=dict(sheet.rows),
            checks=_checks(program, answers, scored),
            problems=problems,
        )


def _checks(program: Program, answers: Answers, scored: Scored) -> tuple[CheckResult, ...]:
    context = context_of(program.index, answers, scored)
    results: list[CheckResult] = []
    for examining in program.checks:
        check = examining.check
        found = [result_of(check, one, answers) for one in examining.examine(context)]
        results += summed_up(check, found) if check.each else found
    shown = hidden((examining.check for examining in program.checks), results)
    return Hinting(program, answers, scored, context, shown).with_hints()
