"""Stored text to typed answers: the one way from what was typed to what is scored, for pages, files and snapshots."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rubrics.scoring import address, values
from rubrics.scoring.address import Address
from rubrics.scoring.characters import excerpt, quoted
from rubrics.scoring.problems import Problem
from rubrics.scoring.results import Answers, Origin, Row
from rubrics.scoring.states import Known, Missing, NotApplicable, Value
from rubrics.scoring.types import Document, Field, FieldType, Table
from rubrics.scoring.units import Unit, unit_of

from .desks import desk_of
from .flat import FILLED, NA, TO_CONFIRM, Flat, FlatRow, Given, Reviewed, Settled

__all__ = [
    "FILLED", "NA", "TO_CONFIRM", "Flat", "FlatRow", "Given", "Reviewed", "Settled", "clean", "clean_as",
    "clean_settled", "read_flat",
]  # fmt: skip

SHORTEST_REASON = 2
CONFIRM = "请核对后确认，或改成今年的内容"
CONFIRM_ROW = "请核对后确认；不合适的直接改，没有了的删去"


def clean(
    document: Document, where: str, given: Given, *, unit: Unit | None = None
) -> values.Parsed | Problem:
    """Return what one typed text means at an address, in normal form, or the problem of it.

    `unit`: the one chosen for the table that a cell is in. A 无此事项 gives its reason as text.
    """
    place = address.parse(where)
    if isinstance(place, Problem):
        return place
    slot = desk_of(document).field_at(place)
    if isinstance(slot, Problem):
        return slot
    return clean_as(document, slot, where, given, unit=unit)


def clean_as(
    document: Document, slot: Field, where: str, given: Given, *, unit: Unit | None = None
) -> values.Parsed | Problem:
    """Return the same for a place whose field is known: the thousands of cells of a file have a few columns."""
    if given.status == NA:
        return _reason(slot, where, given.text)
    if slot.type is FieldType.NARRATIVE:
        return desk_of(document).read_narrative(slot, where, given.text)
    parsed = values.parse(slot, given.text, unit=unit if slot.type is FieldType.AMOUNT else None)
    return values.placed(parsed, where) if isinstance(parsed, Problem) else parsed


def clean_settled(document: Document, line: str, text: str) -> values.Parsed | Problem:
    """Return the points that a reviewer sets on a row, or the problem of them: not allowed, or no such points."""
    slot = desk_of(document).settled_at(line)
    if isinstance(slot, Problem):
        return slot
    parsed = values.parse(slot, text)
    return values.placed(parsed, slot.id) if isinstance(parsed, Problem) else parsed


def _reason(slot: Field, where: str, text: str) -> values.Parsed | Problem:
    if not slot.allow_na:
        return Problem(where, f"{quoted(slot.title)}不能选“无此事项”", "请照实填写；没有发生的填 0")
    reason = values.parse(
        Field(slot.id, FieldType.TEXT, label=f"{slot.title}的无此事项原因", max_length=500), text
    )
    if isinstance(reason, Problem):
        return values.placed(reason, where)
    if len(reason.text) < SHORTEST_REASON:
        return Problem(
            where, f"{quoted(slot.title)}选了“无此事项”，没有写原因", "请写一句原因，如“全年没有政府采购”"
        )
    return reason


def read_flat(document: Document, flat: Flat) -> tuple[Answers, list[Problem]]:
    """Return the typed answers, and a located problem for each text that is none. What cannot be read is 未填.

    A row that somebody added and in which nothing stands yet is no row: not for scores, checks, nor the print.
    """
    reading = _Reading(document, flat)
    reading.read_all()
    answers = Answers(
        reading.figures,
        reading.rows,
        reading.entries,
        reading.explanations,
        _others(document, flat.previous, reading.problems, "上年"),
        _others(document, flat.presets, reading.problems, "预置"),
        reading.sources,
        reading.absent_tables,
        {key: Origin.read(words) for key, words in flat.preset_origins.items()},
    )
    return answers, reading.problems


def _others(
    document: Document, texts: Mapping[str, str], problems: list[Problem], word: str
) -> dict[str, Value]:
    """Return last year's or the bureau's figures; they have no place of their own on the pages."""
    found: dict[str, Value] = {}
    for name, text in texts.items():
        slot = desk_of(document).held(name)
        outcome = Problem("", f"没有叫“{excerpt(name)}”的字段") if slot is None else values.parse(slot, text)
        if isinstance(outcome, Problem):
            problems.append(Problem(f"{word}.{name}", outcome.what, outcome.todo))
        else:
            found[name] = outcome.value
    return found


@dataclass(slots=True)
class _Reading:
    document: Document
    flat: Flat
    figures: dict[str, Known] = field(default_factory=dict)
    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    entries: dict[str, Known] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    absent_tables: dict[str, NotApplicable] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read_all(self) -> None:
        for where, given in self.flat.answers.items():
            self._answer(where, given)
        shown = self._shown()
        for name, text in self.flat.narratives.items():
            self._narrative(name, text, shown)
        for table, rows in self.flat.rows.items():
            self._table(table, rows)
        if isinstance(self.flat, Reviewed):
            for line, settled in self.flat.settled.items():
                self._settle(line, settled)

    def _answer(self, where: str, given: Given) -> None:
        place = address.parse(where)
        if isinstance(place, Problem):
            self.problems.append(place)
            return
        value = self._value(where, given, None)
        if value is None:
            return
        self._keep(place, where, value)

    def _keep(self, place: Address, where: str, value: Known) -> None:
        name = place.path[0]
        if place.kind == "fig":
            self.figures[name] = value
        elif place.kind == "line":
            self.entries[where] = value
        elif place.kind == "check":
            self.explanations[where] = value if isinstance(value, str) else ""
        elif place.kind == "table" and isinstance(value, NotApplicable):
            self.absent_tables[name] = value
        elif place.kind == "chapter":
            self.figures[name] = value

    def _value(self, where: str, given: Given, unit: Unit | None) -> Known | None:
        """Return the value or absence of one text; None where nothing was typed or it is no value."""
        if not given.text.strip() and given.status != NA:
            self._check_place(where)
            return None
        outcome = clean(self.document, where, given, unit=unit)
        if isinstance(outcome, Problem):
            self.problems.append(outcome)
            return None
        if given.source:
            self.sources[where] = given.source
        if given.status == NA:
            return NotApplicable((where,), outcome.text)
        if given.status == TO_CONFIRM:
            self.problems.append(self._unconfirmed(where, outcome.text))
        return outcome.value

    def _unconfirmed(self, where: str, text: str = "") -> Problem:
        place, desk = address.parse(where), desk_of(self.document)
        title = where if isinstance(place, Problem) else desk.title_of(place)
        if isinstance(place, Address) and place.kind == "row" and text:
            table = desk.table(place.path[0])
            row = place.path[0] if isinstance(table, Problem) else table.title
            return Problem(where, f"“{row}”的“{excerpt(text)}”这一行是带入的，还没有确认", CONFIRM_ROW)
        return Problem(where, f"{quoted(title)}带入的内容还没有确认", CONFIRM)

    def _check_place(self, where: str) -> None:
        """Note that an empty answer stands where the document has no place: the name is wrong."""
        place = address.parse(where)
        slot = place if isinstance(place, Problem) else desk_of(self.document).field_at(place)
        if isinstance(slot, Problem):
            self.problems.append(slot)

    def _settle(self, line: str, settled: Settled) -> None:
        where = address.line(line, address.SETTLED)
        outcome = clean_settled(self.document, line, settled.text)
        if isinstance(outcome, Problem):
            self.problems.append(outcome)
        else:
            self.entries[where] = outcome.value
            self.entries[address.line(line, address.SETTLED, address.REASON)] = settled.reason

    def _shown(self) -> dict[str, str]:
        """Return typed figures as printed, for the places in narratives; computed ones stay open."""
        found = {}
        for name, value in self.figures.items():
            slot = desk_of(self.document).figure(name)
            if slot is not None and slot.type is not FieldType.NARRATIVE:
                found[name] = values.show(value, slot.unit, slot.places)
        return found

    def _narrative(self, name: str, text: str, shown: Mapping[str, str]) -> None:
        where = address.chapter(name)
        slot = desk_of(self.document).field_at(Address("chapter", (name,)))
        if isinstance(slot, Problem):
            self.problems.append(slot)
        elif text.strip():
            outcome = desk_of(self.document).read_narrative(slot, where, text, shown)
            if isinstance(outcome, Problem):
                self.problems.append(outcome)
            else:
                self.figures[name] = outcome.value
                if name in self.flat.unconfirmed:
                    self.problems.append(self._unconfirmed(where))
                if source := self.flat.narrative_sources.get(name):
                    self.sources[where] = source

    def _table(self, name: str, rows: tuple[FlatRow, ...]) -> None:
        table = desk_of(self.document).table(name)
        if isinstance(table, Problem):
            self.problems.append(table)
            return
        rows = rows if table.fixed or table.rows_from else tuple(row for row in rows if not row.blank)
        if name in self.absent_tables:
            if rows:
                what = f"{quoted(table.title)}选了“无此事项”，又填了 {len(rows)} 行"
                self.problems.append(Problem(address.table(name), what, "请删去这些行，或取消“无此事项”"))
            return
        unit = self._unit_of(table)
        kept = [row for row in rows if self._is_row(table, row.key)]
        if len(kept) > table.maximum_rows:
            what = f"{quoted(table.title)}有 {len(kept):,} 行，最多 {table.maximum_rows:,} 行"
            self.problems.append(Problem(address.table(name), what, "请合并或删去多余的行"))
        self.rows[name] = tuple(self._row(table, row, unit) for row in kept)

    def _is_row(self, table: Table, key: str) -> bool:
        """Say whether a row may stand in the table; a fixed table has only its own."""
        if not table.fixed or key in table.fixed:
            return True
        what = f"{quoted(table.title)}没有“{excerpt(key)}”这一行"
        self.problems.append(Problem(address.cell(table.id, key), what, f"请写：{'、'.join(table.fixed)}"))
        return False

    def _unit_of(self, table: Table) -> Unit | None:
        chosen = self.figures.get(table.unit_from)
        return unit_of(chosen, self.document.nouns) if isinstance(chosen, str) else None

    def _row(self, table: Table, row: FlatRow, unit: Unit | None) -> Row:
        cells: dict[str, Known] = {}
        for column, given in row.cells.items():
            where = address.cell(table.id, row.key, column)
            slot = table.column(column)
            if (
                table.unit_from
                and unit is None
                and slot is not None
                and slot.type is FieldType.AMOUNT
                and given.text
            ):
                cells[column] = Missing((address.figure(table.unit_from),))
                continue
            value = self._value(where, given, unit)
            if value is not None:
                cells[column] = value
        return Row(row.key, cells)
