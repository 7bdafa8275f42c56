"""How a row differs from the target that the bureau set for it, in words; and both as they are compared."""

from collections.abc import Mapping
from decimal import Decimal

from .index import PRESET, Index
from .presets import DAY, DIFFERENT, SOURCE, Part, Targets, held_columns, target_of
from .results import Answers, Origin
from .rules.own_values import own_number, own_value, sign_of, split_sign
from .states import Known, Missing, Value
from .types import Table
from .values import show_with_unit

_ADJUSTED = "调整目标"
NOT_TYPED = "未填"


def beside_row(
    index: Index, answers: Answers, table: str, key: str, row: Mapping[str, Known]
) -> dict[str, Known]:
    """Return what an `each` check sees of a row beside its columns (reading.names gives the same names a meaning)."""
    found = index.targets.get(table)
    if found is not None:
        return _of_target(index, found, answers, row)
    columns = held_columns(index.tables[table]) if table in index.tables else ()
    cells: dict[str, Known] = {}
    for column in columns:
        name, held = f"{PRESET}.{column.id}", str(Part(table, column.id, key))
        cells[name] = answers.presets.get(held, Missing((f"fig:{PRESET}.{held}",)))
        cells |= origin_cells(name, held, answers.preset_origins)
    return cells


def origin_cells(name: str, key: str, origins: Mapping[str, Origin]) -> dict[str, Known]:
    """Return source and day of what the bureau holds under a key, as formulas call them."""
    origin, nothing = origins.get(key), Missing((f"fig:{PRESET}.{key}",))
    source: Known = nothing if origin is None else origin.source
    day: Known = nothing if origin is None or origin.day is None else origin.day
    return {f"{name}.{SOURCE}": source, f"{name}.{DAY}": day}


def _of_target(
    index: Index, targets: Targets, answers: Answers, row: Mapping[str, Known]
) -> dict[str, Known]:
    name = row.get(targets.name)
    held = target_of(targets, name, answers.presets) if isinstance(name, str) else {}
    key = str(Part(targets.id, next(iter(held)), str(name))) if held else targets.id
    said = "；".join(differences(targets, row, held, index.tables.get(targets.id)).values())
    different: Known = said or Missing((f"fig:{PRESET}.{targets.id}.{DIFFERENT}",))
    return {f"{PRESET}.{DIFFERENT}": different, **origin_cells(PRESET, key, answers.preset_origins)}


def differences(
    targets: Targets, row: Mapping[str, Known], held: Mapping[str, Value], table: Table | None
) -> dict[str, str]:
    """Return column -> both values in words, for every column where the row is not what the bureau set.

    Of own indicators `held` are texts, and 266 人 is 266 where the unit is 人. An adjusted target that the bureau knows
    nothing of differs too.
    """
    found = {}
    for column, wanted in held.items():
        has = row.get(column, Missing(()))
        if _plain(targets, column, has, row.get("单位")) != _plain(targets, column, wanted, held.get("单位")):
            title = column if table is None else index_title(table, column)
            found[column] = f"{title}填报 {_said(table, column, has)}，财政 {_said(table, column, wanted)}"
    moved = row.get(_ADJUSTED)
    if targets.own and held and _ADJUSTED not in held and isinstance(moved, str):
        found[_ADJUSTED] = f"{_ADJUSTED}填报 {moved}，财政没有调整"
    return found


def index_title(table: Table, column: str) -> str:
    """Return the title of a typed column."""
    field = table.column(column)
    return column if field is None else field.title


def _plain(targets: Targets, column: str, value: Known, unit: object) -> Known | str:
    """Return a value as it is compared: of own indicators the meaning of the text."""
    if not targets.own or not isinstance(value, str):
        return value
    if column == "符号":
        return sign_of(value)
    if column == "分值":
        points = own_number(value, "分")
        return points if isinstance(points, Decimal) else value
    if column in {"年初目标", _ADJUSTED}:
        read = own_value(split_sign(value)[1], unit if isinstance(unit, str) else "", "")
        return read if isinstance(read, Value.__value__) else value.strip()
    return value.strip()


def _said(table: Table | None, column: str, value: Known) -> str:
    if not isinstance(value, Value.__value__):
        return NOT_TYPED
    field = None if table is None else table.column(column)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if field is None else show_with_unit(value, field.unit, field.places)
    return str(value)
