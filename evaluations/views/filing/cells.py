"""Cells of tables: a small frozen value for each, so that a table of hundreds of rows is printed quickly."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from evaluations.forms.section import sentence
from evaluations.forms.stamps import FILLED, stamp
from evaluations.forms.widgets import YES_NO
from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.checks.compared import Told
from rubrics.scoring.presets import Part
from rubrics.scoring.reading.answers import FlatRow
from rubrics.scoring.states import Known
from rubrics.scoring.types import Field, FieldType, Table
from rubrics.scoring.units import Unit
from rubrics.scoring.values.texts import NARRATIVE_LENGTH

from .attempt import Attempt
from .boxes import MARKS, lines_in, source_note
from .content import Content, cell_given
from .findings import Trouble
from .held_rows import HeldCell, HeldTable, held_cell, held_in
from .past_cells import PastTable, past_cell
from .previous import Past, Waiting, past_at, waiting_row
from .text_places import place_of_cell
from .texts import NUMBERS, narrative_text, shown, unit_for, unit_name
from .written import Written, figures_told, written_of

MISSING = "未填"
MOST_LINES, MOST_TEXT_LINES, LINE = 6, 14, 52
"""Lines after which a cell and a text of the report scroll on screen; characters on a line of a text."""
BOX, DESCRIBED = 'name="{0}" id="{0}" aria-label="{1}"{2}', '{} aria-describedby="{}-msg"'
NUMBER, WHEN_LOCKED = 'data-num inputmode="decimal"', {True: "disabled", False: "readonly"}
NO_TROUBLE = Trouble("", "")
NO_WORDS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Cell:
    """One box of a table, or (kind `calc`, `fixed`) a value without a box. `problem` is red, `warning` amber."""

    address: str
    label: str
    kind: str
    text: str = ""
    base: str = ""
    options: tuple[str, ...] = ()
    problem: str = ""
    warning: str = ""
    note: str = ""
    locked: bool = False
    whole: str = ""
    """The whole sentence of `warning`."""
    marked: bool = False
    """A check points here."""
    field: Field | None = None
    mark: str = ""
    """必填, 选填 or 视情况必填, as it stands in this row."""
    unit: str = ""
    width: int = 12
    """Characters that fit on a line."""
    held: HeldCell | None = None
    """What the bureau holds for it."""
    past: Past | None = None
    """Last year's answer where this year's differs, or a figure of a fixed row."""
    waiting: Waiting | None = None
    """The row was taken over and waits for the filer's word."""
    written: Written | None = None
    """What stands below the box of a text of the report."""

    @property
    def message(self) -> str:
        """What is said below the box in a sheet, where there is little room."""
        return self.problem or self.warning

    @property
    def whole_message(self) -> str:
        """What is said below the box in a form."""
        return self.problem or self.whole

    @property
    def attrs(self) -> SafeString:
        """The attributes that every box in a sheet has, as HTML: a long table prints thousands of them."""
        more = [WHEN_LOCKED[self.kind == "choice"]] if self.locked else []
        more += [NUMBER] if self.kind == "number" else []
        told = format_html(BOX, self.address, self.label, SafeString(" ".join(["", *more])))
        return format_html(DESCRIBED, told, self.address) if self.message else told

    @property
    def lines(self) -> int:
        """Lines of a box for longer text; all that it needs on paper."""
        return lines_in(self.text, self.width)

    @property
    def tall(self) -> int:
        """How many of these are shown on screen, 0 for all."""
        return MOST_LINES if self.lines > MOST_LINES else 0

    @property
    def said_lines(self) -> int:
        """Lines of a box for a sentence or two as wide as the page."""
        return max(2, lines_in(self.text, LINE))

    @property
    def said_tall(self) -> int:
        """How many of these are shown on screen, 0 for all."""
        return MOST_LINES if self.said_lines > MOST_LINES else 0

    @property
    def limit(self) -> int:
        """How long a text of the report may be."""
        return (self.field.max_length if self.field else 0) or NARRATIVE_LENGTH

    @property
    def writable(self) -> bool:
        return not self.locked

    @property
    def css(self) -> str:
        """The class of the box in a sheet."""
        return "bad" if self.problem else "ask" if self.marked else ""

    @property
    def look(self) -> str:
        """The class of the box in a form."""
        return "is-invalid" if self.problem else "is-warn" if self.marked else ""

    @property
    def text_lines(self) -> int:
        """Lines of a box for a text of the report; all that it needs on paper."""
        return max(3, lines_in(self.text, LINE) + 1)

    @property
    def text_tall(self) -> int:
        """How many of these are shown on screen, 0 for all."""
        return MOST_TEXT_LINES if self.text_lines > MOST_TEXT_LINES else 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the cells of one table are made from; `troubles` address -> what a check says about it."""

    content: Content
    table: Table
    attempt: Attempt
    troubles: Mapping[str, Trouble]
    empty: Mapping[str, str]
    """Address -> what is missing there."""
    unit: Unit | None
    typed: Mapping[str, Mapping[str, Known]]
    """Row key -> typed and computed cells."""
    held: HeldTable | None = None
    """What the bureau holds inside the table."""
    past: PastTable | None = None
    """What last year had in its rows, where the page has room for it."""
    told: tuple[Told, ...] = ()
    """The numbers of the filing, where the table has texts that may speak of them."""


def drawing_of(
    content: Content,
    table: Table,
    attempt: Attempt,
    troubles: Mapping[str, Trouble],
    words: Mapping[str, str] = NO_WORDS,
) -> Drawing:
    """Return what the cells of a table are made from; `words` leads to the 差异说明 of rows and cells."""
    empty = {problem.where: MISSING for problem in content.sheet.problems if problem.where.startswith("row:")}
    unit, typed = unit_for(content, table), content.cells_of(table.id)
    texts = any(column.type is FieldType.NARRATIVE for column in table.columns) and content.editing.ok
    told = figures_told(content) if texts else ()
    held = held_in(content, table, typed, words)
    return Drawing(content, table, attempt, troubles, empty, unit, typed, held, None, told)


def cell_of(
    drawing: Drawing, row: FlatRow | None, key: str, column: Field, title: str, width: int = 12
) -> Cell:
    """Return the box of one cell; `title` names the row for those who do not see the table."""
    address = addresses.cell(drawing.table.id, key, column.id)
    label = f"{title} {column.title}"
    if column.given:
        return Cell(address, label, "carried", carried(drawing, key, column))
    given = cell_given(row, column.id)
    text = (
        narrative_text(given.text)
        if column.type is FieldType.NARRATIVE
        else shown(column, given, drawing.unit if column.type is FieldType.AMOUNT else None)
    )
    base = stamp(drawing.content.version(address), text)
    refused = drawing.attempt.problem_at(address)
    trouble = drawing.troubles.get(address, NO_TROUBLE)
    begun = row is not None and any(one.text for one in row.cells.values())
    waiting = waiting_row(drawing.content, given, address)
    empty = drawing.empty.get(address, "") if begun and waiting is None else ""
    return Cell(
        address=address,
        label=label,
        kind=kind_of(column),
        text=drawing.attempt.kept.get(address, (text, FILLED))[0],
        base=str(base) if drawing.content.editing.ok else "",
        options=YES_NO if column.type is FieldType.YES_NO else column.options,
        problem=sentence(refused) if refused else empty,
        warning=trouble.text,
        whole=trouble.whole if trouble.text else "",
        marked=trouble.look != "",
        note=source_note(given),
        locked=not drawing.content.editing.ok,
        field=column,
        mark=MARKS[drawing.content.holds(column.required, drawing.typed.get(key, {}))],
        unit=unit_name(column, drawing.unit),
        width=width,
        held=held_cell(drawing.held, row, key, column),
        past=_past(drawing, row, key, column),
        waiting=waiting,
        written=_written(drawing, key, column, given.text),
    )


def _written(drawing: Drawing, key: str, column: Field, stored: str) -> Written | None:
    if column.type is not FieldType.NARRATIVE:
        return None
    place = place_of_cell(drawing.content, drawing.table, key, column)
    return written_of(drawing.content, column, stored, drawing.told, place)


def _past(drawing: Drawing, row: FlatRow | None, key: str, column: Field) -> Past | None:
    typed = drawing.typed.get(key, {}).get(column.id)
    if key in drawing.table.fixed and column.type in NUMBERS:
        return past_at(drawing.content, str(Part(drawing.table.id, column.id, key)), typed)
    return past_cell(drawing.past, row, key, column, typed, drawing.unit)


def carried(drawing: Drawing, key: str, column: Field) -> str:
    """Return the text that a row took over from another table."""
    value = drawing.typed.get(key, {}).get(column.id)
    return value if isinstance(value, str) else MISSING


def computed_cell(drawing: Drawing, key: str, column: str, title: str) -> Cell:
    """Return a computed cell, or the constant of a fixed row."""
    address = addresses.cell(drawing.table.id, key, column)
    figure = drawing.content.sheet.cells.get(address)
    text = "—" if figure is None else _value(values.show(figure.value, figure.unit, figure.places))
    return Cell(address, title, "calc", text)


def _value(text: str) -> str:
    return "—" if text == MISSING else text


def kind_of(column: Field) -> str:
    """Return how a cell is filled in."""
    if column.type in NUMBERS:
        return "number"
    if column.type in {FieldType.YES_NO, FieldType.CHOICE}:
        return "choice"
    if column.type is FieldType.NARRATIVE:
        return "narrative"
    if column.type is FieldType.TEXT:
        return "long"
    return "short"
