"""The parsed formula: frozen nodes, each with its position in the text (0-based), so that a refusal can point."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class NameKind(StrEnum):
    """What a name stands for; check_formula writes it into the tree, so that evaluation need not guess."""

    UNCHECKED = ""
    FIGURE = "figure"
    """Looked up in Environment.values under its dotted form."""
    COLUMN = "column"
    """A column of the row that the formula or condition is in."""
    OUTER = "outer"
    """本行.列 inside an aggregate's condition: a column of the row outside."""
    TABLE = "table"
    TABLE_COLUMN = "table_column"
    """表.列, the members of an aggregate."""


@dataclass(frozen=True, slots=True)
class Number:
    """A literal in canonical value (5% is 0.05, 0.01 万元 is 100); `unit` is as written, '' for a bare number."""

    value: Decimal
    unit: str
    at: int


@dataclass(frozen=True, slots=True)
class Text:
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Date:
    value: date
    at: int


@dataclass(frozen=True, slots=True)
class Truth:
    """是 or 否."""

    value: bool
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A figure, a ratio, a built-in (年初, 年末) or a dotted name (得分.X, 勾选.X.Y, 上年.X, 本行.列, 项目.支出)."""

    parts: tuple[str, ...]
    row: str | None
    """The fixed row in brackets: 季度.累计支出[四季度] has row 四季度."""
    at: int
    kind: NameKind = NameKind.UNCHECKED
    address: str = ""
    """Where the figure stands in a filing, from the scope."""

    @property
    def dotted(self) -> str:
        """The key of Environment.values: 季度.累计支出[四季度]."""
        joined = ".".join(self.parts)
        return joined if self.row is None else f"{joined}[{self.row}]"

    @property
    def column(self) -> str:
        """The key of a row, without 本行."""
        return ".".join(self.parts[1:]) if self.parts[0] == "本行" else self.dotted


@dataclass(frozen=True, slots=True)
class Unary:
    operator: str
    """One of: - 非"""
    operand: "Tree"
    at: int


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    """One of: + - * / < ≤ = ≠ ≥ > 且 或 (variants such as × ÷ <= != are read into these)."""
    left: "Tree"
    right: "Tree"
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    """最小 最大 平均 合计 数量 绝对值 已填 包含 匹配 如果 …: the closed list lives in formulas/functions.py"""
    arguments: tuple["Tree", ...]
    at: int

    @property
    def source(self) -> "Name | None":
        """The table, or the column of one, whose rows the call goes over; None for a call on plain values."""
        first = self.arguments[0]
        over_rows = isinstance(first, Name) and first.kind in (NameKind.TABLE, NameKind.TABLE_COLUMN)
        return first if isinstance(first, Name) and over_rows else None


type Tree = Number | Text | Date | Truth | Name | Unary | Binary | Call


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula or condition as written, parsed and checked; `dimension` is one of dimensions.py."""

    text: str
    tree: Tree
    dimension: str = ""
