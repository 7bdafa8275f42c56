"""The cases of an `each` check: rows of a table, own indicators, or every scored row of the tree (指标)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from rubrics.scoring import address
from rubrics.scoring.formulas import Environment
from rubrics.scoring.index import EVIDENCE_OF, REASON_OF
from rubrics.scoring.names import score_of
from rubrics.scoring.row_names import own_title, row_title
from rubrics.scoring.rows import Cells
from rubrics.scoring.rules.evidence import evidence_count
from rubrics.scoring.states import Known, Missing
from rubrics.scoring.targets import beside_row
from rubrics.scoring.types import Criterion

from .context import Case, Context

EVERY_LINE = "指标"


def cases(each: str, context: Context) -> tuple[Case, ...]:
    """Return the cases in order; one for the whole filing where `each` is ''. Checks of the same rows share them."""
    made = context.made.get(each)
    if made is None:
        made = context.made[each] = tuple(_cases(each, context))
    return made


def _cases(each: str, context: Context) -> Iterator[Case]:
    if not each:
        yield Case(context.environment)
    elif each == EVERY_LINE:
        yield from _lines(context)
    elif each in context.index.tables:
        yield from _rows(each, context)
    else:
        yield from _own(each, context)


def _in_row(environment: Environment, row: Mapping[str, Known]) -> Environment:
    return Environment(environment.values, environment.rows, row, None, environment.absent_tables)


def _case(context: Context, row: Mapping[str, Known], key: str, base: str, number: int, title: str) -> Case:
    built_in: dict[str, Known] = {"行号": str(number), "行名": title}
    return Case(_in_row(context.environment, row), key, base, built_in)


def _rows(table: str, context: Context) -> Iterator[Case]:
    found = context.index.tables[table]
    rows = zip(context.keys[table], context.environment.rows[table], strict=True)
    for number, (key, row) in enumerate(rows, start=1):
        title = row_title(found, key, number, row)
        yield _case(context, _whole(context, table, key, row), key, address.cell(table, key), number, title)


def _own(criterion: str, context: Context) -> Iterator[Case]:
    for number, row in enumerate(context.environment.rows.get(criterion, ()), start=1):
        key = str(row["行"])
        whole = _whole(context, criterion, key, row)
        yield _case(context, whole, key, address.cell(criterion, key), number, own_title(row))


def _whole(context: Context, table: str, key: str, row: Mapping[str, Known]) -> Mapping[str, Known]:
    """Return a row with what the bureau holds for it beside its columns."""
    beside = beside_row(context.index, context.answers, table, key, row)
    if not beside:
        return row
    whole = Cells(table, key, row)
    whole.update(beside)
    return whole


def _lines(context: Context) -> Iterator[Case]:
    for number, leaf in enumerate(context.index.leaves, start=1):
        base = address.line(leaf.id)
        yield _case(context, _line_row(leaf, context), leaf.id, base, number, leaf.title)


def _line_row(leaf: Criterion, context: Context) -> dict[str, Known]:
    score, entries = score_of(context.lines[leaf.id]), context.answers.entries
    reason_at = address.line(leaf.id, REASON_OF)
    reason = entries.get(reason_at)
    return {
        "名称": leaf.id,
        "标题": leaf.title,
        "得分": score,
        "分值": leaf.points,
        "失分": leaf.points - score if isinstance(score, Decimal) else score,
        "原因": reason if isinstance(reason, str) and reason.strip() else Missing((reason_at,)),
        "佐证": evidence_count(entries.get(address.line(leaf.id, EVIDENCE_OF))),
        "需佐证": leaf.evidence,
    }
