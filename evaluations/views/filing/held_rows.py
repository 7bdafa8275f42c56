"""财政数 in tables: below a cell what the bureau holds for it; above the rows the targets that none is called by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from evaluations.selectors.targets import said_of, untaken_in
from rubrics.scoring import address as addresses
from rubrics.scoring.presets import Part, Targets, part_of, target_of
from rubrics.scoring.reading.answers import FlatRow
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.states import Known, Value
from rubrics.scoring.targets import differences
from rubrics.scoring.types import Field, Table
from rubrics.scoring.values import show

from .content import Content, cell_given
from .presets import ADOPT, ADOPT_INSTEAD, TAKE_PRESET, Press, compared, moved_at

TAKE_TARGETS = "targets"
SAME, NOT_TYPED, DIFFERENT = "一致", "未填", "不同"
type Row = Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class HeldCell:
    """`says` how far what was typed is from it; `origin` where it is from."""

    text: str
    says: str
    same: bool
    origin: str
    press: Press | None
    moved: str = ""
    """That it changed since the cell was answered."""
    words_url: str = ""
    """Where its 差异说明 is written on this page, '' where none is asked for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One target that no row is called by: what the bureau set, and the button that takes it over."""

    name: str
    parts: tuple[tuple[str, str], ...]
    origin: str
    press: Press


@dataclass(frozen=True, slots=True)
class Offers:
    """The targets of a table that can be taken over, and the button for all of them."""

    offers: tuple[Offer, ...]
    press: Press
    writable: bool


@dataclass(frozen=True, slots=True)
class HeldTable:
    """What the bureau holds inside a table: `keys` of it; `typed` row key -> typed and computed cells.

    `words`: address of a row, or of a cell of a fixed one, -> where its 差异说明 is written.
    """

    content: Content
    table: Table
    keys: frozenset[str]
    typed: Mapping[str, Row]
    words: Mapping[str, str]


def held_in(
    content: Content, table: Table, typed: Mapping[str, Row], words: Mapping[str, str]
) -> HeldTable | None:
    """Return what the bureau holds inside a table, None for nothing: most tables, and every long one."""
    parts = {key: part_of(key) for key in content.answers.presets}
    keys = frozenset(key for key, part in parts.items() if part is not None and part.table == table.id)
    return HeldTable(content, table, keys, typed, words) if keys else None


def held_cell(held: HeldTable | None, row: FlatRow | None, key: str, column: Field) -> HeldCell | None:
    """Return what the bureau holds for a cell, None where it holds nothing, or set a target that the row keeps to."""
    if held is None:
        return None
    content, targets = held.content, held.content.index.targets.get(held.table.id)
    where = str(Part(held.table.id, column.id, key if targets is None else called(targets, row, key)))
    if where not in held.keys:
        return None
    typed, value = _typed(held, targets, row, key), content.answers.presets[where]
    cell, field = addresses.cell(held.table.id, key, column.id), replace(column, id=where)
    empty = not isinstance(typed.get(column.id), Value.__value__)
    if targets is None:
        same, says = compared(content, field, (value, typed.get(column.id)), cell)
    else:
        same, says = _part(held, targets, typed, column)
    if same and targets is not None:
        return None
    label = ADOPT if empty else ADOPT_INSTEAD
    press = None if same or not content.editing.ok else Press(label, f"{TAKE_PRESET}|{cell}")
    return HeldCell(
        show(value, column.unit, column.places),
        NOT_TYPED if empty else says or SAME,
        same,
        content.flat.preset_origins.get(where, ""),
        press,
        moved_at(content, cell, field),
        ""
        if same or empty
        else held.words.get(cell if targets is None else addresses.cell(held.table.id, key), ""),
    )


def called(targets: Targets, row: FlatRow | None, key: str) -> str:
    """Return what a row is called; one that every department has is called by its key."""
    return cell_given(row, targets.name).text.strip() or key


def _typed(held: HeldTable, targets: Targets | None, row: FlatRow | None, key: str) -> Row:
    """Return the cells of a row as they are compared: own indicators by their texts."""
    if targets is None or not targets.own:
        return held.typed.get(key, {})
    typed = {} if row is None else {id: given.text for id, given in row.cells.items() if given.text}
    return {**typed, targets.name: called(targets, row, key)}


def _part(held: HeldTable, targets: Targets, typed: Row, column: Field) -> tuple[bool, str]:
    parts = target_of(targets, str(typed[targets.name]), held.content.answers.presets)
    table = held.content.index.tables.get(targets.id)
    same = column.id not in differences(targets, typed, parts, table)
    return same, SAME if same else DIFFERENT


def key_at(content: Content, where: addresses.Address) -> str:
    """Return the key of what the bureau may hold for the cell at an address."""
    table, row_key, column = where.path
    targets = content.index.targets.get(table)
    if targets is None:
        return str(Part(table, column, row_key))
    row = next((one for one in content.rows(table) if one.key == row_key), None)
    return str(Part(table, column, called(targets, row, row_key)))


def origin_in(content: Content, table: str, row: FlatRow | None, key: str) -> str:
    """Return where the target of a row is from, '' where there is none."""
    targets = content.index.targets.get(table)
    if targets is None:
        return ""
    keys = [str(Part(table, column, called(targets, row, key))) for column in targets.columns]
    return next((origin for one in keys if (origin := content.flat.preset_origins.get(one, ""))), "")


def offers_of(content: Content, table: str) -> Offers | None:
    """Return the targets of a table that no row is called by, None where there are none."""
    targets = content.index.targets.get(table)
    names = untaken_in(content.document, targets, content.flat) if targets else ()
    if targets is None or not names:
        return None
    return Offers(
        offers=tuple(_offer(content, targets, name) for name in names),
        press=Press("全部采用", f"{TAKE_TARGETS}|{addresses.table(table)}"),
        writable=content.editing.ok,
    )


def _offer(content: Content, targets: Targets, name: str) -> Offer:
    desk = desk_of(content.document)
    parts = []
    for column, text in said_of(targets, name, content.flat):
        field = desk.held(str(Part(targets.id, column, name)))
        title = field.title.rpartition("·")[2] if field else column
        parts.append((title, text))
    origin = origin_in(content, targets.id, None, name)
    press = Press("采用", f"{TAKE_TARGETS}|{addresses.cell(targets.id, name)}")
    return Offer(name, tuple(parts), origin, press)
