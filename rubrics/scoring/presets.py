"""What the bureau may hold for a filing beside its inputs: cells of fixed rows, and targets of rows that filers name.

Each has a key: an input its id, a cell of a fixed row `季度.累计支出[四季度]` as formulas write it, a part of a target
`产出指标.年初目标[培训人次]`, its row called by its name: the filer's row may not be there yet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .states import Known
from .types import Criterion, Field, FieldType, Table

SOURCE, DAY = "来源", "日期"
"""`预置.支出.来源`: where a figure of the bureau is from, and of which day."""
DIFFERENT, LACKING, COUNTED = "不同", "缺少", "个数"
"""How a row differs from its target; the targets that no row is called by; how many targets there are."""
TITLE, FILED, HELD, APART = "标题", "填报数", "财政数", "差额"
SAID_OF_FIGURES = (TITLE, FILED, HELD, APART, SOURCE, DAY)
"""What the message of a check of form bureau can name, of each figure that differs."""
NUMBERS = frozenset({FieldType.AMOUNT, FieldType.COUNT, FieldType.NUMBER, FieldType.PERCENT})
OWN_NAME = "名称"
OWN_TARGET = ("类", "符号", "年初目标", "调整目标", "单位", "分值")
"""What the bureau sets of an own indicator."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Rows of the filer's that the bureau sets targets for: `name` is the column that both call a row by.

    `own`: they are own indicators, all texts.
    """

    id: str
    title: str
    name: str
    columns: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A cell of a fixed row, or a part of a target."""

    table: str
    column: str
    row: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}[{self.row}]"


def part_of(key: str) -> Part | None:
    """Return what a key names inside a table, None for the key of an input."""
    table, dot, rest = key.partition(".")
    column, bracket, row = rest.partition("[")
    return Part(table, column, row[:-1]) if dot and bracket and row.endswith("]") else None


def targets_in(tables: Iterable[Table], criteria: Iterable[Criterion]) -> dict[str, Targets]:
    """Return the tables that the bureau may set targets for, by id; `criteria` are all nodes of the tree."""
    found = [Targets(one.id, one.title, one.row_title, one.targets) for one in tables if one.targets]
    found += [
        Targets(one.id, one.title, OWN_NAME, OWN_TARGET, own=True)
        for one in criteria
        if one.rule is not None and one.rule.kind == "own"
    ]
    return {one.id: one for one in found}


def held_columns(table: Table) -> tuple[Field, ...]:
    """Return the columns of a fixed table that the bureau may hold numbers for: typed ones whose unit is fixed."""
    if not table.fixed or table.control_of or table.unit_from:
        return ()
    constants = {name for row in table.fixed.values() for name in row}
    return tuple(
        one
        for one in table.columns
        if one.type in NUMBERS and not one.given and not one.control_of and one.id not in constants
    )


def names_of(targets: Targets, presets: Mapping[str, object]) -> tuple[str, ...]:
    """Return the rows that the bureau set targets for, by name, in the order of the import."""
    parts = [part for part in map(part_of, presets) if part is not None and part.table == targets.id]
    return tuple(dict.fromkeys(part.row for part in parts))


def target_of[Held](targets: Targets, name: str, presets: Mapping[str, Held]) -> dict[str, Held]:
    """Return column -> what the bureau set for the row of a name, {} where it set nothing."""
    keys = {column: str(Part(targets.id, column, name)) for column in targets.columns}
    return {column: presets[key] for column, key in keys.items() if key in presets}


def lacking(
    targets: Targets, rows: Iterable[Mapping[str, Known]], presets: Mapping[str, object]
) -> list[str]:
    """Return the targets that no row is called by."""
    called = {row.get(targets.name) for row in rows}
    return [name for name in names_of(targets, presets) if name not in called]
