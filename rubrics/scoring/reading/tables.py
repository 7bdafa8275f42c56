"""tables: typed columns, computed columns, fixed rows with constants, rows taken over from another table."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from rubrics.scoring import values
from rubrics.scoring.characters import excerpt
from rubrics.scoring.formulas import Formula
from rubrics.scoring.presets import NUMBERS
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Field, FieldType, Ratio, Table
from rubrics.scoring.units import UNITS, Unit

from .fields import read_field
from .formulas import Columns, condition
from .identifiers import check_column_id, check_figure_id, check_id
from .located import Located
from .ratios import read_ratio
from .reader import Reader
from .shapes import Keys, entries, flag, members, said, texts, whole

KEYS = Keys(
    ("columns",),
    (
        *("rows", "rows_from", "formulas", "label", "help", "minimum", "maximum", "unit_from", "totals"),
        *("row_title", "na", "private", "scored_by", "was", "control_of", "targets"),
    ),
)
MOST_ROWS = 10_000
_SHORT = frozenset({FieldType.TEXT, FieldType.CHOICE, FieldType.DATE})
"""Kinds of columns, beside numbers, that a target can have."""


def read_tables(reader: Reader, node: Located) -> tuple[Table, ...]:
    """Return the tables in the order of the document."""
    found = []
    for name, member in entries(reader, node).items():
        check_figure_id(reader, name, member)
        reader.declare("figure", name, member)
        found.append(_read_table(reader, name, member))
    return tuple(found)


def _read_table(reader: Reader, name: str, node: Located) -> Table:
    found = members(reader, node, KEYS)
    scope = reader.names.tables.get(name, {}) if reader.names else None
    unit = UNITS["万元"] if "unit_from" in found else None
    columns = _columns(reader, found, unit, scope)
    table = Table(name, columns, _formulas(reader, found, scope))
    table = replace(
        table,
        label=said(reader, found, "label"),
        help=said(reader, found, "help"),
        scored_by=said(reader, found, "scored_by"),
        was=said(reader, found, "was"),
        control_of=said(reader, found, "control_of"),
        allow_na=flag(reader, found, "na"),
        private=flag(reader, found, "private"),
        fixed=_fixed(reader, found, columns),
    )
    table = _with_references(reader, _with_rows(reader, table, found), found)
    _check_carry(reader, table, node)
    return table


def _columns(
    reader: Reader, found: Mapping[str, Located], unit: Unit | None, scope: Columns | None
) -> tuple[Field, ...]:
    columns = [_carried(found["rows_from"])] if found.get("rows_from") else []
    for name, member in (entries(reader, found["columns"]) if "columns" in found else {}).items():
        check_column_id(reader, name, member)
        columns.append(read_field(reader, name, member, unit, scope))
    names = [column.id for column in columns]
    for name, member in (found["columns"].members or {} if "columns" in found else {}).items():
        if names.count(name) > 1:
            reader.refuse_key(member, f"“{name}”已由 rows_from 带入", "请删去这一列")
    return tuple(columns)


def _carried(node: Located) -> Field:
    """Return the column that rows_from carries over from the other table."""
    source = node.text or ""
    return Field(source.partition(".")[2] or source or "名称", FieldType.TEXT, given=source)


def _formulas(reader: Reader, found: Mapping[str, Located], scope: Columns | None) -> tuple[Ratio, ...]:
    if "formulas" not in found:
        return ()
    read = []
    typed = (found["columns"].members or {}) if "columns" in found else {}
    for name, member in entries(reader, found["formulas"]).items():
        check_column_id(reader, name, member)
        if name in typed:
            reader.refuse_key(member, f"“{name}”既是填的列又是算的列", "请改名或删去其中一个")
        read.append(read_ratio(reader, name, member, scope))
    return tuple(read)


def _fixed(
    reader: Reader, found: Mapping[str, Located], columns: tuple[Field, ...]
) -> dict[str, dict[str, Decimal]]:
    """Return the fixed rows: row id -> column id -> canonical constant."""
    if "rows" not in found:
        return {}
    by_id = {column.id: column for column in columns}
    fixed: dict[str, dict[str, Decimal]] = {}
    for name, member in entries(reader, found["rows"]).items():
        check_id(reader, name, member)
        constants = entries(reader, member) if member.text != "" else {}
        fixed[name] = {}
        for column, node in constants.items():
            value = _constant(reader, node, by_id.get(column))
            if value is not None:
                fixed[name][column] = value
    _check_constants_complete(reader, found["rows"], fixed)
    return fixed


def _constant(reader: Reader, node: Located, column: Field | None) -> Decimal | None:
    if column is None:
        reader.refuse_key(node, "常数的列没有在 columns 里声明", "请在 columns 里写出这一列")
        return None
    parsed = values.parse(column, node.text or "")
    if isinstance(parsed, Problem):
        reader.refuse(node, parsed.what, parsed.todo)
        return None
    if not isinstance(parsed.value, Decimal):
        reader.refuse(node, "常数只能是数", "请写数，或把这一列改成由填报人填")
        return None
    return parsed.value


def _check_constants_complete(
    reader: Reader, node: Located, fixed: Mapping[str, Mapping[str, Decimal]]
) -> None:
    wanted = {column for constants in fixed.values() for column in constants}
    for row, member in (node.members or {}).items():
        for column in sorted(wanted - set(fixed.get(row, {}))):
            reader.refuse_key(member, f"“{row}”缺少常数“{column}”", "每个固定行都要写")


def _with_rows(reader: Reader, table: Table, found: Mapping[str, Located]) -> Table:
    """Read how many rows there are."""
    if "rows" in found and "rows_from" in found:
        reader.refuse_key(found["rows_from"], "rows 和 rows_from 只能写一个", "请删去其中一个")
    if table.fixed or "rows_from" in found:
        for key in ("minimum", "maximum"):
            if key in found:
                reader.refuse_key(found[key], f"行数已经固定，不用 {key}", "请删去这一项")
    least: int | Formula = 0
    if "minimum" in found:
        node = found["minimum"]
        least = whole(reader, node, 0, MOST_ROWS) if (node.text or "").isdigit() else condition(reader, node)
    most = whole(reader, found["maximum"], 1, MOST_ROWS) if "maximum" in found else table.maximum_rows
    if isinstance(least, int) and least > most:
        reader.refuse(found["minimum"], "minimum 大于 maximum", "请核对行数")
    return replace(table, minimum_rows=least, maximum_rows=most)


def _with_references(reader: Reader, table: Table, found: Mapping[str, Located]) -> Table:
    """Read what points to columns of this table, to another table, to an input. checked in references.py."""
    totals = texts(reader, found["totals"]) if "totals" in found else ()
    known = {column.id for column in table.columns} | {ratio.id for ratio in table.formulas}
    if "row_title" in found and found["row_title"].text not in known:
        reader.refuse(
            found["row_title"],
            f"没有叫“{excerpt(found['row_title'].text or '')}”的列",
            "请写 columns 里的列名",
        )
    for item, name in zip(found["totals"].items or () if "totals" in found else (), totals, strict=False):
        if name not in known:
            reader.refuse(item, f"没有叫“{excerpt(name)}”的列", "请写 columns 里的列名")
    return replace(
        table,
        unit_from=said(reader, found, "unit_from"),
        row_title=said(reader, found, "row_title"),
        targets=_targets(reader, table, found),
        rows_from=said(reader, found, "rows_from"),
        totals=totals,
    )


def _check_carry(reader: Reader, table: Table, node: Located) -> None:
    """Note rows that cannot be taken over: those that are there anyway, and those that have no name or unit yet."""
    carried = [column for column in table.columns if column.carry]
    fixed = bool(table.fixed or table.rows_from)
    unnamed = not any(column.id == table.row_title for column in carried)
    amounts = table.unit_from and any(column.type is FieldType.AMOUNT for column in carried)
    if carried and (fixed or unnamed or amounts):
        reader.refuse_key(
            node,
            "carry 的列只能在由填报人加行的表里，row_title 的列也要带入，金额单位由填报人选的金额列不能带入",
            "请补上 row_title 那一列的 carry，或删去 carry",
        )


def _targets(reader: Reader, table: Table, found: Mapping[str, Located]) -> tuple[str, ...]:
    """Read the columns that the bureau sets; their rows are free, and called by a column of texts."""
    if "targets" not in found:
        return ()
    title = table.column(found["row_title"].text or "") if "row_title" in found else None
    if table.fixed or "rows_from" in found or title is None or title.type is not FieldType.TEXT:
        reader.refuse_key(
            found["targets"],
            "targets 只能写在由填报人加行、有 row_title 的表里",
            "请写 row_title，或删去 targets",
        )
    names = texts(reader, found["targets"])
    for item, name in zip(found["targets"].items or (), names, strict=False):
        column = table.column(name)
        if (
            column is None
            or column.type not in NUMBERS | _SHORT
            or name == (found["row_title"].text if title else "")
        ):
            reader.refuse(item, f"“{excerpt(name)}”不能由财政下达", "请写填数、选项或短文字的列")
    return names
