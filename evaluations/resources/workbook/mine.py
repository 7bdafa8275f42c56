"""What a person changed in the workbook: each cell cleaned by the page's own parser and set against what was given."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from typing import Any

from evaluations.models import Filing
from evaluations.resources.findings import Remark, left_out, note, remarks_as_data
from evaluations.resources.marking import Mark
from evaluations.resources.tables import absence_in
from evaluations.selectors.at_revision import Held, Words
from evaluations.services.cleaning import Cleaned, Cleaner
from evaluations.services.results import Typed
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.characters import quoted
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import FILLED, NA, TO_CONFIRM
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import Document, Field, Table
from rubrics.scoring.units import unit_of

from .plan import Form, Grid, Sheet
from .reading import Brought, BroughtCell, NewRow
from .writing import TOO_LONG

NOT_COPIED = "这一格的内容太长，没有写进文件，复制的行里也没有"
SHORTER = "请在这一格写上内容，或者清空，带回以后在系统里填写"


@dataclass(frozen=True, slots=True)
class Changed:
    """One place that the file says something else of: as it was given, and as it is now in the file."""

    address: str
    place: str
    given: Words
    mine: Words


@dataclass(frozen=True, slots=True)
class Added:
    """A new row: column id -> words."""

    table: str
    place: str
    cells: Mapping[str, Words]


@dataclass(slots=True)
class Mine:
    """Everything that the file would change. `removed` are addresses of rows that are no longer in it."""

    changed: list[Changed] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    troubles: list[Mark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def mine_of(
    filing: Filing, document: Document, sheets: tuple[Sheet, ...], base: Held, brought: Brought
) -> Mine:
    """Return what the file changes of what was given; `sheets` are the plan that the file was made from."""
    return _Finding(filing, document, _Planned(sheets), base, brought).find()


class _Planned:
    """What the plan has: addresses that are read, cells that are not, tables by name."""

    def __init__(self, sheets: tuple[Sheet, ...]) -> None:
        parts = [part for sheet in sheets for part in sheet.parts]
        self.grids = {part.table.id: part for part in parts if isinstance(part, Grid)}
        self.boxes = {
            place.address
            for part in parts
            if isinstance(part, Form)
            for place in part.places
            if place.address
        }
        self.locked = {
            addresses.cell(grid.table.id, row.key, column)
            for grid in self.grids.values()
            for row in grid.rows
            for column in row.given
        }


class _Finding:
    def __init__(
        self, filing: Filing, document: Document, planned: _Planned, base: Held, brought: Brought
    ) -> None:
        self.document, self.planned, self.base, self.brought = document, planned, base, brought
        self.cleaner = Cleaner(filing, document)
        self.mine = Mine(troubles=list(brought.troubles), remarks=list(brought.remarks))

    def find(self) -> Mine:
        self._choose_units()
        for where, cell in self.brought.cells.items():
            if where not in self.planned.locked:
                self._place(where, cell)
        for row in self.brought.new_rows:
            self._new_row(row)
        self._absent()
        return self.mine

    def _choose_units(self) -> None:
        """Read amounts in the unit that the file itself chooses for their table."""
        for grid in self.planned.grids.values():
            chooser = addresses.figure(grid.table.unit_from) if grid.table.unit_from else ""
            cell = self.brought.cells.get(chooser)
            text = cell.text.strip() if cell is not None else self.base.at(chooser).text
            self.cleaner.units[grid.table.id] = unit_of(text, self.document.nouns) if text else None
            if grid.unit is not None and text and text != grid.unit.name:
                what = f"{quoted(grid.title)}的金额单位由{grid.unit.name}改为{text}，表里的数字按{text}导入，不换算"
                self.mine.remarks.append(
                    left_out(cell.place if cell else "", what, "请核对表里的数字究竟以什么为单位")
                )

    def _place(self, where: str, cell: BroughtCell) -> None:
        address = addresses.parse(where)
        field = address if isinstance(address, Problem) else desk_of(self.document).field_at(address)
        if isinstance(address, Problem) or isinstance(field, Problem):
            self.mine.remarks.append(left_out(cell.place, "不是这份自评的栏目，不导入"))
            return
        given = self.base.at(where)
        typed = _typed(field, cell)
        if _untouched(typed, cell, given):
            return
        cleaned = self._cleaned(address, typed, cell)
        if cleaned is None:
            return
        new = Words(cleaned.text, typed.status)
        if not self._same(address, new, given):
            self.mine.changed.append(Changed(where, cell.place, given, new))

    def _cleaned(self, address: Address, typed: Typed, cell: BroughtCell) -> Cleaned | None:
        """Return a text in normal form; None, with a trouble noted, for one that cannot be taken."""
        if cell.trouble:
            self.mine.troubles.append(Mark(cell.sheet, cell.cell, cell.trouble, cell.todo))
            return None
        outcome = self.cleaner.clean(address, typed)
        if isinstance(outcome, Problem):
            self.mine.troubles.append(Mark(cell.sheet, cell.cell, outcome.what, outcome.todo))
            return None
        return outcome

    def _same(self, address: Address, new: Words, given: Words) -> bool:
        status = _status(given)
        if (new.text, new.status) == (given.text, status):
            return True
        again = self.cleaner.clean(address, Typed(given.text, status=status)) if given.text else None
        return isinstance(again, Cleaned) and (new.text, new.status) == (again.text, status)

    # --- rows --------------------------------------------------------------------------------------------
    def _new_row(self, row: NewRow) -> None:
        grid = self.planned.grids.get(row.table)
        if grid is None or not grid.free:
            title = grid.title if grid else row.table
            self.mine.remarks.append(left_out(row.place, f"{quoted(title)}的行是固定的，增加的这一行不导入"))
            return
        columns = {column.id: column for column in grid.columns}
        cells: dict[str, Words] = {}
        for name, cell in row.cells.items():
            if cell.text == TOO_LONG:
                self.mine.troubles.append(Mark(cell.sheet, cell.cell, NOT_COPIED, SHORTER))
                continue
            column, address = columns.get(name), Address("row", (row.table, "1", name))
            typed = _typed(column, cell) if column is not None else Typed(cell.text)
            cleaned = self._cleaned(address, typed, cell)
            if cleaned is not None and cleaned.text:
                cells[name] = Words(cleaned.text, typed.status)
        self.mine.added.append(Added(row.table, row.place, cells))

    def _absent(self) -> None:
        """Note what was given and is no longer in the file: rows were removed, anything else is left as it is."""
        lost = [where for where in sorted(self.planned.boxes) if where not in self.brought.cells]
        if lost:
            titles = "、".join(self._title(where) for where in lost[:10])
            self.mine.remarks.append(note("", f"文件里找不到 {len(lost)} 栏，按没有改动处理：{titles}"))
        for name, grid in self.planned.grids.items():
            if name not in self.brought.keys:
                self.mine.remarks.append(note("", f"文件里找不到{quoted(grid.title)}，按没有改动处理"))
            elif grid.free:
                self._removed(grid.table, self.brought.keys[name])

    def _removed(self, table: Table, keys: set[str]) -> None:
        given = {row.key for row in self.planned.grids[table.id].rows if row.given}
        gone = [key for key in self.base.rows.get(table.id, ()) if key not in keys and key not in given]
        self.mine.removed += [addresses.cell(table.id, key) for key in gone]

    def _title(self, where: str) -> str:
        address = addresses.parse(where)
        return where if isinstance(address, Problem) else desk_of(self.document).title_of(address)


def _typed(field: Field, cell: BroughtCell) -> Typed:
    """Return what a cell says: a text, or 无此事项 with its reason."""
    text = cell.text.replace("\r\n", "\n").strip()
    reason = absence_in(field, text)
    return Typed(text) if reason is None else Typed(reason, status=NA)


def _untouched(typed: Typed, cell: BroughtCell, given: Words) -> bool:
    """Say at a glance whether a cell is as it was given; what is not is looked at more closely."""
    if cell.text == TOO_LONG:
        return True
    return not cell.trouble and (typed.text, typed.status) == (given.text.strip(), _status(given))


def _status(given: Words) -> str:
    """Return the status as a cell can say it: what waits for a word of the filer looks like what was filled."""
    return FILLED if given.status == TO_CONFIRM else given.status


def as_data(mine: Mine) -> dict[str, Any]:
    """Return it as plain data, to be kept until it is confirmed."""
    return {
        "changed": [[one.address, one.place, _pair(one.given), _pair(one.mine)] for one in mine.changed],
        "added": [
            [one.table, one.place, {name: _pair(words) for name, words in one.cells.items()}]
            for one in mine.added
        ],
        "removed": mine.removed,
        "troubles": [list(astuple(one)) for one in mine.troubles],
        "remarks": remarks_as_data(mine.remarks),
    }


def _pair(words: Words) -> list[str]:
    return [words.text, words.status]
