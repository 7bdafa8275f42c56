"""Problems of scored rows: what a row still needs, why it cannot be scored, a reason that is not given."""

from collections.abc import Iterable, Iterator, Mapping

from rubrics.scoring.characters import quoted

from . import address
from .book import Book
from .formulas.phrasing import names_in
from .index import REASON_OF
from .lines import entries_of
from .problems import Problem
from .program import Program
from .results import Line, LineState, Step
from .row_names import rows_in_words
from .rules.halves import HALF
from .scored import Scored
from .types import Check, Criterion
from .wording.halves import half_todo, half_what

EVERY_LINE = "指标"


def line_problems(program: Program, scored: Scored, told: Iterable[str]) -> Iterator[Problem]:
    """Yield the problems of all rows; addresses in `told` have theirs already."""
    known = set(told)
    rows = Book(lambda: dict(rows_in_words(program.index, scored.environment, scored.keys)))
    reasons = not any(_asks_reason(check) for check in program.document.checks)
    for leaf in program.index.leaves:
        line = scored.lines[leaf.id]
        for problem in _of_line(program, rows, leaf, line):
            if problem.where not in known:
                known.add(problem.where)
                yield problem
        if reasons and leaf.reason:
            yield from (_reasonless(leaf, where) for where in _without_reason(line.steps))


def _of_line(program: Program, rows: Mapping[str, str], leaf: Criterion, line: Line) -> Iterator[Problem]:
    if line.state is LineState.MISSING:
        labels = {entry.address: entry.label for entry in entries_of(leaf)}
        for where in line.needs:
            what = labels.get(where) or _title(program, rows, where)
            yield Problem(where, f"{quoted(leaf.title)}的“{what}”未填", "请填写，否则这一项没有得分")
    elif line.state is LineState.UNDEFINED and line.steps and line.steps[-1].key == HALF:
        half = line.steps[-1].data
        yield Problem(
            address.line(leaf.id), f"{quoted(leaf.title)}不能计分：{half_what(half)}", half_todo(half)
        )
    elif line.state is LineState.UNDEFINED:
        why = next((str(step.data["why"]) for step in reversed(line.steps) if step.key == "undefined"), "")
        yield Problem(address.line(leaf.id), f"{quoted(leaf.title)}不能计分：{why}", "请核对所用的数据")


def _title(program: Program, rows: Mapping[str, str], where: str) -> str:
    parsed = address.parse(where)
    if not isinstance(parsed, address.Address):
        return where
    if parsed.kind == "row" and len(parsed.path) == 3:
        table, key, column = parsed.path
        row = rows.get(address.cell(table, key), "")
        return f"{row}的{program.index.column_title(table, column)}" if row else column
    return program.index.named(parsed.path[0]).title if len(parsed.path) == 1 else parsed.path[-1]


def _reasonless(leaf: Criterion, where: str) -> Problem:
    return Problem(where, f"{quoted(leaf.title)}未得满分，没有写原因", "请写清扣在哪一条、为什么")


def _without_reason(steps: Iterable[Step]) -> Iterator[str]:
    """Yield where a reason is asked for, inside own indicators too."""
    for step in steps:
        if step.key == "reason_missing":
            yield str(step.data["address"])
        inner = step.data.get("steps")
        if isinstance(inner, tuple):
            yield from _without_reason(one for one in inner if isinstance(one, Step))


def _asks_reason(check: Check) -> bool:
    """Whether a check of the document asks for reasons itself: then its severity counts, not ours."""
    formulas = (check.holds, check.when) if check.each == EVERY_LINE else ()
    return any(name.column == REASON_OF for formula in formulas if formula for name in names_in(formula.tree))
