"""What a sheet of rows looks like, whatever it is of: its columns, what is computed in it, what only controls it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from rubrics.scoring.types import Field, FieldType
from rubrics.scoring.units import UNITS, Unit

NUMBERS = frozenset({FieldType.AMOUNT, FieldType.COUNT, FieldType.NUMBER, FieldType.PERCENT})
LONGEST_NAME = 31
"""A spreadsheet takes no longer name of a sheet."""
HELP_SHEET, LISTS_SHEET, ERRORS_SHEET = "填写说明", "选项", "错误清单"
"""Sheets of our own beside those that are filled in."""
REQUIRED = "*"
COMPUTED = "（系统计算）"
_UNIT = re.compile(rf"[(（](?:单位[:：]?)?({'|'.join(sorted(UNITS, key=len, reverse=True))})[)）]$")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))


@dataclass(frozen=True, slots=True)
class Totals:
    """A row of the file that only controls: `table` and `row` say where it is kept, `columns` whose total each is."""

    table: str
    row: str
    columns: Mapping[str, Field]
    """Column id, typed or computed, -> the field that takes what the file says."""


@dataclass(frozen=True, slots=True)
class Layout:
    """`name` is the table's id; `row_title` the column that names a row; `unit` that of all amounts, chosen once.

    `computed` are titles of columns that the portal computes; `controls` column id -> the field of the same row that
    takes what a file says of a computed column.
    """

    name: str
    title: str
    columns: tuple[Field, ...]
    row_title: str = ""
    unit: Unit | None = None
    computed: Mapping[str, str] = field(default_factory=dict)
    """Id of a computed column -> its title."""
    controls: Mapping[str, Field] = field(default_factory=dict)
    totals: tuple[Totals, ...] = ()
    added: tuple[str, ...] = ()
    """Columns that are added up."""
    most_rows: int = 500
    notes: tuple[str, ...] = ()
    """Sentences above the table and on the sheet of instructions."""

    @property
    def sheet_name(self) -> str:
        """The title as the name of a sheet."""
        return name_of_sheet(self.title) or "表"

    def unit_of(self, column: Field) -> Unit:
        """Return the unit of a column's numbers."""
        return self.unit if self.unit is not None and column.type is FieldType.AMOUNT else column.unit

    def header(self, column: Field) -> str:
        """Return the head of a column with its unit, and a mark where it must be filled."""
        unit = self.unit_of(column)
        shown = f"（{unit.name}）" if column.type in NUMBERS and unit.name else ""
        return f"{column.title}{shown}{REQUIRED if column.required is True else ''}"


def name_of_sheet(title: str) -> str:
    """Return a title without the signs that no sheet may be called by, cut to the length that is allowed."""
    return _NOT_IN_NAMES.sub("", title)[:LONGEST_NAME]


def fold(text: str) -> str:
    """Return a head or a label as it is compared: without spaces, marks, hidden signs, width."""
    plain = unicodedata.normalize("NFKC", text.translate(_UNSEEN))
    return "".join(plain.split()).strip("*：:").casefold()


def split_head(text: str) -> tuple[str, str]:
    """Return the head of a column without its unit, folded, and the unit written in it ('' for none)."""
    bare = "".join(text.translate(_UNSEEN).split()).strip(REQUIRED)
    bare = bare.removesuffix(COMPUTED)
    match = _UNIT.search(bare)
    if match is None:
        return fold(bare), ""
    return fold(bare[: match.start()]), match.group(1)


def names_of(column: Field) -> set[str]:
    """Return the heads that mean a column, folded."""
    return {fold(column.title), fold(column.id)}
