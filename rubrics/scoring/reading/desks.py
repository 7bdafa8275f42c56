"""What may be typed at which address of a document: one Field for every place, made once per document."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from rubrics.scoring import address, narrative, values
from rubrics.scoring.address import Address
from rubrics.scoring.characters import excerpt, quoted
from rubrics.scoring.index import EVIDENCE_OF, REASON_OF, field_address, walk
from rubrics.scoring.lines import entries_of
from rubrics.scoring.presets import NUMBERS, Part, held_columns, part_of, targets_in
from rubrics.scoring.problems import Problem
from rubrics.scoring.rules import Entry, EntryKind, OwnRule, RowRule
from rubrics.scoring.rules.own import OWN_COLUMNS
from rubrics.scoring.types import Document, Field, FieldType, Mode, Table
from rubrics.scoring.units import UNITS

from .marks import marks_of

LONG_TEXT = 2_000
_KINDS = {EntryKind.TICK: FieldType.YES_NO, EntryKind.SCORE: FieldType.NUMBER}
_MOST_KEPT = 8
_PAPERS = {"attachment": "", "file": "佐证材料"}
"""Places where files are, nothing is typed; and what they are called, '' by their own name."""


class Desk:
    """The places of one document."""

    __slots__ = (
        "_checks",
        "_figures",
        "_lines",
        "_rows",
        "_settled",
        "_tables",
        "_targets",
        "document",
        "marks",
    )

    def __init__(self, document: Document) -> None:
        self.document = document
        self.marks: Mapping[str, str] = marks_of(document)
        self._figures = {one.id: one for one in document.inputs}
        self._tables = {one.id: one for one in document.tables} | _own_tables(document)
        self._lines = _line_fields(document)
        self._settled = _settled_fields(document)
        self._rows = {one.id: one.title for one in walk(document.criteria)}
        self._targets = targets_in(document.tables, walk(document.criteria))
        self._checks = {one.id: one.title or one.id for one in document.checks}

    def figure(self, name: str) -> Field | None:
        """Return the input called `name`, or None."""
        return self._figures.get(name)

    def held(self, key: str) -> Field | None:
        """Return what the bureau, or last year, may hold under a key (presets.py), None for no such place."""
        part = part_of(key)
        if part is None:
            return self.figure(key)
        table = self._tables.get(part.table)
        if table is None:
            return None
        columns = {one.id: one for one in held_columns(table)} if part.row in table.fixed else {}
        targets = self._targets.get(part.table)
        if targets is not None and part.column in targets.columns:
            columns = {one.id: one for one in table.columns}
        column = columns.get(part.column)
        return (
            None
            if column is None
            else replace(column, id=key, label=f"{table.title}·{part.row}·{column.title}")
        )

    def held_figures(self) -> tuple[Field, ...]:
        """Return what the bureau, or last year, may hold a figure for: numbers that are typed, in boxes and fixed rows.

        A cell of a fixed row has its key (presets.py) as id. What only a department with units is asked is left out.
        """
        units = self.document.units.figures if self.document.units else frozenset()
        typed = (one for one in self._figures.values() if one.type in NUMBERS and not one.given)
        boxes = [one for one in typed if one.id not in units]
        keys = (
            str(Part(table.id, column.id, row))
            for table in self.document.tables
            for column in held_columns(table)
            for row in table.fixed
        )
        return (*boxes, *(cell for key in keys if (cell := self.held(key)) is not None))

    def table(self, name: str) -> Table | Problem:
        """Return the table called `name`; own indicators have one by the name of their row."""
        found = self._tables.get(name)
        return _unknown(address.table(name), name, "表", self._tables) if found is None else found

    def field_at(self, place: Address) -> Field | Problem:
        """Return what may be typed at an address; a problem when the document has no such place."""
        name = place.path[0]
        match place.kind:
            case "fig" | "chapter":
                return self._input(place, name)
            case "table":
                table = self.table(name)
                if isinstance(table, Problem):
                    return table
                return Field(name, FieldType.TEXT, label=table.title, allow_na=table.allow_na)
            case "row":
                return self._cell(place)
            case "line":
                return self._line(place)
        return self._check(place)

    def settled_at(self, name: str) -> Field | Problem:
        """Return the points that a reviewer may set on a row; a problem where the document does not allow it."""
        found = self._settled.get(name)
        if found is not None:
            return found
        where = address.line(name, address.SETTLED)
        what = f"“{self._rows.get(name, excerpt(name))}”的得分由系统计算，指标体系没有写明可以核定得分"
        return Problem(where, what, "请改正它所依据的基础数据")

    def title_of(self, place: Address) -> str:
        """Return what is typed at an address in words, an entry with its row in front: 预算规范性 · 得分."""
        if place.kind in _PAPERS:
            return _PAPERS[place.kind] or place.path[0]
        field = self.field_at(place)
        title = place.path[-1] if isinstance(field, Problem) else field.title
        row = self._rows.get(place.path[0], "") if place.kind == "line" else ""
        return title if title.startswith(row) else f"{row} · {title}"

    def _input(self, place: Address, name: str) -> Field | Problem:
        found = self._figures.get(name)
        if found is None and any(ratio.id == name for ratio in self.document.ratios):
            return Problem(
                str(place), f"“{excerpt(name)}”是比率，由系统计算，不能填", "请删去，改填它所用的数"
            )
        if found is None:
            return _unknown(str(place), name, "字段", self._figures)
        if (found.type is FieldType.NARRATIVE) != (place.kind == "chapter"):
            return Problem(str(place), f"{quoted(found.title)}不在这个地址", f"请写 {field_address(found)}")
        return found

    def _cell(self, place: Address) -> Field | Problem:
        table = self.table(place.path[0])
        if isinstance(table, Problem):
            return replace(table, where=str(place))
        columns = {column.id: column for column in table.columns if column.given == ""}
        constants = {name for row in table.fixed.values() for name in row}
        column = place.path[2] if len(place.path) > 2 else ""
        if column not in columns or column in constants:
            computed = column in constants or any(ratio.id == column for ratio in table.formulas)
            if computed or table.column(column) is not None:
                return Problem(
                    str(place), f"表{quoted(table.title)}的“{column}”由系统带入或计算，不能填", "请删去"
                )
            return _unknown(str(place), column, f"列（表{quoted(table.title)}）", columns)
        return columns[column]

    def _line(self, place: Address) -> Field | Problem:
        found = self._lines.get(str(place))
        if found is not None:
            return found
        near = [name for name in self._lines if name.startswith(f"{address.line(place.path[0])}/")]
        said = "、".join(name.partition("/")[2] for name in near)
        todo = f"这一行可以填：{said}" if said else "请写评分的三级指标"
        return Problem(str(place), f"没有地方填“{excerpt('/'.join(place.path))}”", todo)

    def _check(self, place: Address) -> Field | Problem:
        name = place.path[0]
        if place.kind in _PAPERS:
            return Problem(str(place), f"“{excerpt(name)}”是佐证材料，不是填写的地方", "请在佐证材料页上传")
        if name not in self._checks:
            return _unknown(str(place), name, "勾稽", self._checks)
        held = self.held(place.path[1]) if len(place.path) > 1 else None
        about = f"{self._checks[name]}（{held.title}）" if held else self._checks[name]
        return Field(name, FieldType.TEXT, label=f"{about}的情况说明", max_length=LONG_TEXT)

    def read_narrative(
        self, slot: Field, where: str, text: str, shown: Mapping[str, str] | None = None
    ) -> values.Parsed | Problem:
        """Return a narrative as prose with the figures of `shown` filled in; a mark of no figure is a problem."""
        parsed = values.parse(slot, text)
        if isinstance(parsed, Problem):
            return values.placed(parsed, where)
        blocks = narrative.read_stored(text)
        if isinstance(blocks, list):
            return replace(blocks[0], where=where)
        unknown = next((name for name in narrative.figure_ids(blocks) if name not in self.marks), "")
        if unknown:
            todo = "请从“插入数据”里选，或删去这处引用"
            return Problem(where, f"{quoted(slot.title)}引用的“{excerpt(unknown)}”不是这份自评里的数", todo)
        return replace(parsed, value=narrative.prose(blocks, shown or {}))


def desk_of(document: Document) -> Desk:
    """Return the desk of a document, made once for each document object."""
    kept = _DESKS.get(id(document))
    if kept is None or kept.document is not document:
        if len(_DESKS) >= _MOST_KEPT:
            _DESKS.clear()
        kept = _DESKS[id(document)] = Desk(document)
    return kept


_DESKS: dict[int, Desk] = {}


def _own_tables(document: Document) -> dict[str, Table]:
    """Return a table of texts for every row of own indicators; the rule reads its cells."""
    columns = tuple(Field(name, FieldType.TEXT, max_length=LONG_TEXT) for name in OWN_COLUMNS)
    return {
        one.id: Table(one.id, columns, label=one.label, row_title="名称")
        for one in walk(document.criteria)
        if isinstance(one.rule, OwnRule)
    }


def _line_fields(document: Document) -> dict[str, Field]:
    """Return what a person fills in on the lines, by address."""
    found: dict[str, Field] = {}
    for one in walk(document.criteria):
        if not isinstance(one.rule, RowRule):
            continue
        for entry in entries_of(one):
            found |= _entry_fields(document, entry)
        for part in (REASON_OF, EVIDENCE_OF):
            where = address.line(one.id, part)
            found[where] = Field(where, FieldType.TEXT, label=f"{one.title}的{part}", max_length=LONG_TEXT)
    return found


def _settled_fields(document: Document) -> dict[str, Field]:
    """Return the points that a reviewer may set, by row."""
    found: dict[str, Field] = {}
    for one in walk(document.criteria):
        if one.mode is Mode.REVIEWED:
            where = address.line(one.id, address.SETTLED)
            slot = Field(where, FieldType.NUMBER, label=f"{one.title}的核定得分", minimum=Decimal(0))
            places = document.rounding.points
            found[one.id] = replace(slot, unit=UNITS["分"], maximum=one.points, places=places)
    return found


def _entry_fields(document: Document, entry: Entry) -> dict[str, Field]:
    if entry.kind is EntryKind.OWN:
        return {}
    kind = _KINDS.get(entry.kind, FieldType.CHOICE)
    label = entry.label if len(entry.label) <= 40 else f"{entry.label[:40]}…"
    slot = Field(entry.address, kind, label=label, options=entry.options, allow_na=True)
    if entry.kind is EntryKind.SCORE:
        places = document.rounding.points
        slot = replace(slot, unit=UNITS["分"], minimum=Decimal(0), maximum=entry.points, places=places)
    evidence = f"{entry.address}/{EVIDENCE_OF}"
    return {
        entry.address: slot,
        evidence: Field(evidence, FieldType.TEXT, label=f"{label}的{EVIDENCE_OF}", max_length=LONG_TEXT),
    }


def _unknown(where: str, name: str, kind: str, known: Mapping[str, object]) -> Problem:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    todo = f"您是不是要写 {near[0]}" if near else "请核对名称"
    return Problem(where, f"没有叫“{excerpt(name)}”的{kind}", todo)
