"""A file understood: every row with every cell, what is wrong with it, what controls it, what is noticed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from import_export.results import Result, RowResult

from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Field
from rubrics.scoring.values import Parsed

from .book.reading import read_book
from .controls import control_text
from .findings import Remark, Weight, left_out, note, wrong
from .layout import Layout, fold
from .records import Control, Record, Records, records_of
from .resource import Clean, understand


class ReadCell(NamedTuple):
    """`text` in normal form, or as the file has it where `problem` says why it is wrong; `notice`: how it was read.

    `shown` is the text as the page prints it.
    """

    text: str = ""
    problem: str = ""
    notice: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """`number` in the file; cells by column id; `controls` texts by the id of the column that keeps them."""

    number: int
    cells: Mapping[str, ReadCell]
    controls: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sum:
    """A column added up, and what the file itself says ('' where it says nothing)."""

    title: str
    counted: str
    brought: str
    same: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """`fields`: address of a total -> its text."""

    layout: Layout
    sheet: str
    rows: tuple[ReadRow, ...]
    fields: Mapping[str, str]
    sums: tuple[Sum, ...]
    remarks: tuple[Remark, ...]

    @property
    def problems(self) -> int:
        """How many cells and remarks stand against the import."""
        cells = sum(bool(cell.problem) for row in self.rows for cell in row.cells.values())
        return cells + sum(one.weight is Weight.WRONG for one in self.remarks)


def read_file(data: bytes, layout: Layout, clean: Clean) -> Understood | Problem:
    """Return a file understood, or the problem of the whole file."""
    book = read_book(data)
    if isinstance(book, Problem):
        return book
    records = records_of(book, layout)
    if isinstance(records, Problem):
        return records
    return _understood(layout, records, understand(layout, records.rows, clean))


def _understood(layout: Layout, records: Records, result: Result) -> Understood:
    remarks = [*records.remarks, *_counted(layout, records)]
    rows = tuple(
        _row(layout, record, found, remarks) for record, found in zip(records.rows, result.rows, strict=True)
    )
    fields: dict[str, str] = {}
    for control in records.controls:
        fields |= _totals(layout, control, remarks)
    return Understood(
        layout=layout,
        sheet=records.sheet,
        rows=rows,
        fields=fields,
        sums=_sums(layout, result, records.controls),
        remarks=tuple(remarks),
    )


def _counted(layout: Layout, records: Records) -> list[Remark]:
    found = []
    if not records.rows:
        found.append(wrong(records.sheet, "表头下面没有可以导入的行", "请填写后再上传"))
    if len(records.rows) > layout.most_rows:
        what = f"有 {len(records.rows)} 行，最多 {layout.most_rows} 行"
        found.append(wrong(records.sheet, what, "请合并或删去一些行"))
    if not records.adds_up:
        found.append(
            wrong(records.sheet, "有的行没有归类，行数对不上", "请下载模板，把内容粘贴到模板里再上传")
        )
    what = f"工作表“{records.sheet}”有内容的 {records.counted} 行：明细 {len(records.rows)} 行，表头及以上"
    what += f" {records.above + 1} 行，合计 {len(records.controls)} 行，其他 {records.aside} 行"
    found.append(note("", what))
    return found


def _row(layout: Layout, record: Record, found: RowResult, remarks: list[Remark]) -> ReadRow:
    errors = found.validation_error.message_dict if found.validation_error else {}
    meant: Mapping[str, Parsed] = found.instance.values if found.instance is not None else {}
    if found.errors:
        remarks.append(wrong(f"第 {record.number} 行", "这一行读不懂", "请检查这一行，或删去后重填"))
    cells = {
        id: _cell(cell.text, "".join(errors.get(id, ())), meant.get(id)) for id, cell in record.cells.items()
    }
    return ReadRow(record.number, cells, _controls(layout, record, remarks))


def _cell(text: str, problem: str, meant: Parsed | None) -> ReadCell:
    if problem:
        return ReadCell(text.strip(), problem)
    return ReadCell(meant.text, "", meant.notice, meant.shown) if meant else ReadCell(text.strip())


def _controls(layout: Layout, record: Record, remarks: list[Remark]) -> dict[str, str]:
    """Return the texts of the columns that keep what the file says of computed ones."""
    found = {}
    for id, cell in record.controls.items():
        column = layout.controls[id]
        text = control_text(column, cell, layout.unit)
        if isinstance(text, Remark):
            remarks.append(text)
        else:
            found[column.id] = text
    return found


def _totals(layout: Layout, control: Control, remarks: list[Remark]) -> dict[str, str]:
    """Return address -> text of what a row of totals says."""
    found = {}
    for id, cell in control.cells.items():
        column = control.totals.columns.get(id)
        if column is None:
            if fold(cell.text) != fold(control.totals.row):
                remarks.append(
                    left_out(cell.name, f"合计行的“{cell.text.strip()[:20]}”没有可核对的栏目，不导入")
                )
            continue
        text = control_text(column, cell, layout.unit)
        if isinstance(text, Remark):
            remarks.append(text)
        else:
            found[addresses.cell(control.totals.table, control.totals.row, column.id)] = text
    return found


def _sums(layout: Layout, result: Result, controls: tuple[Control, ...]) -> tuple[Sum, ...]:
    """Return the added columns with what the file says of them."""
    columns = [column for column in layout.columns if column.id in layout.added]
    return tuple(_sum(layout, column, result, controls) for column in columns)


def _sum(layout: Layout, column: Field, result: Result, controls: tuple[Control, ...]) -> Sum:
    unit = layout.unit_of(column)
    total = Decimal(0)
    for row in result.rows:
        meant = row.instance.values.get(column.id) if row.instance is not None else None
        total += meant.value if meant is not None and isinstance(meant.value, Decimal) else 0
    counted = values.show(total, unit, column.places)
    brought = _brought(layout, column, controls)
    return Sum(layout.header(column).strip("*"), counted, brought, not brought or brought == counted)


def _brought(layout: Layout, column: Field, controls: tuple[Control, ...]) -> str:
    for control in controls:
        cell, field = control.cells.get(column.id), control.totals.columns.get(column.id)
        if cell is not None and field is not None:
            text = control_text(field, cell, layout.unit)
            parsed = values.parse(field, text, unit=layout.unit) if isinstance(text, str) else None
            if isinstance(parsed, Parsed):
                return parsed.shown
    return ""
