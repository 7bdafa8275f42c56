"""Rows of units taken into the department's own table: added at the end, never over what is there, never twice."""

from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation

from django.db import transaction

from evaluations.access import Person
from evaluations.models import Filing, TableRow
from evaluations.selectors.unit_rows import PartRows, TableRows, free_key, rows_to_take
from evaluations.selectors.units import gathering_of
from rubrics.scoring import address as addresses
from rubrics.scoring.types import Document, Field, FieldType, Table
from rubrics.scoring.units import UNITS, Unit

from .results import Refused, SaveResult, Typed
from .rows import SheetRows, save_rows
from .units import SUMMED, as_seen

NOTHING = "所选单位没有可以并入的行：已经并入过，或还没有报送。请刷新页面后再选。"


@transaction.atomic
def take_rows(
    *, actor: Person, filing: Filing, table: str, parts: Collection[int], seen: str
) -> tuple[int, SaveResult]:
    """Add the rows of the chosen parts to a table of the department; return how many, and what the save said.

    `seen`: the stamp of what the person looked at. Each row bears the unit's name: in the column that the document
    names, and in the source of its cells.
    """
    whole = as_seen(filing, seen)
    gathering = gathering_of(whole)
    offered = next((one for one in rows_to_take(gathering) if one.table.id == table), None)
    chosen = [one for one in offered.parts if one.part.pk in parts] if offered else []
    if offered is None or not chosen:
        raise Refused(NOTHING)
    _refuse_absent(whole, offered)
    used = set(whole.table_rows.filter(table=table).values_list("key", flat=True))
    keys = [free_key(one.part, row, used) for one in chosen for row in one.rows]
    rows = [cells for one in chosen for cells in _rows_of(gathering.document, whole, offered.table, one)]
    sheet = SheetRows(table, rows, replaces=False, keys=keys)
    return len(rows), save_rows(actor=actor, filing=whole, sheet=sheet)


def _refuse_absent(whole: Filing, offered: TableRows) -> None:
    if whole.answers.filter(key=addresses.table(offered.table.id)).exclude(value="").exists():
        raise Refused(f"部门的{offered.table.title}选了“无此事项”。请先取消，再并入单位的行。")


def _rows_of(document: Document, whole: Filing, table: Table, of: PartRows) -> list[dict[str, str | Typed]]:
    name = of.part.subject_key or of.part.department.name
    units = (_unit_of(of.part, table), _unit_of(whole, table)) if table.unit_from else None
    marked = document.units.rows.get(table.id, "") if document.units else ""
    return [_row(table, row, name, marked, units) for row in of.rows]


def _row(
    table: Table, row: TableRow, name: str, marked: str, units: tuple[Unit | None, Unit | None] | None
) -> dict[str, str | Typed]:
    source = f"{SUMMED}：{name}"[:80]
    cells: dict[str, str | Typed] = {}
    for column in table.columns:
        cell: Mapping[str, str] = row.cells.get(column.id, {})
        text = _in_unit(table, column, cell.get("text", ""), units)
        if column.id == marked:
            text = name + text.removeprefix(name)
        if text:
            cells[column.id] = Typed(text, status=cell.get("status", "filled"), source=source)
    return cells


def _in_unit(table: Table, column: Field, text: str, units: tuple[Unit | None, Unit | None] | None) -> str:
    """Return an amount of a table whose unit is chosen in the department's unit; any other text as it is."""
    if units is None or column.type is not FieldType.AMOUNT or not text:
        return text
    theirs, ours = units
    if theirs is None or ours is None:
        raise Refused(f"{table.title}的金额单位还没有选。请先在部门的填报里选好金额单位，再并入。")
    try:
        return f"{Decimal(text) * theirs.factor / ours.factor:f}"
    except InvalidOperation:
        return text


def _unit_of(filing: Filing, table: Table) -> Unit | None:
    chosen = filing.answers.filter(key=addresses.figure(table.unit_from)).first()
    return UNITS.get(chosen.value) if chosen else None
