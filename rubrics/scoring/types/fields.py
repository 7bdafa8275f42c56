"""What is filled in and computed: fields, ratios, tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.units import PURE_UNIT, Unit


class FieldType(StrEnum):
    """The kinds of thing that a person can type; one parser each (values/)."""

    AMOUNT = "amount"
    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    YES_NO = "yes_no"
    DATE = "date"
    YEAR = "year"
    TEXT = "text"
    CHOICE = "choice"
    URL = "url"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class Field:
    """One figure: an input, or a column of a table. Columns are addressed row:<table>/<row key>/<column>."""

    id: str
    type: FieldType
    unit: Unit = PURE_UNIT
    label: str = ""
    """What the page shows when it is not the id."""
    group: str = ""
    required: bool | Formula = True
    """True ●, False ○, or the condition ◐ under which it must be filled."""
    allow_na: bool = False
    """Whether 无此事项 with a reason is an answer."""
    source: str = ""
    """The paper it comes from: 批 调 决 进 采 资 编 人 业 预, or words."""
    help: str = ""
    mistakes: str = ""
    """常见错误, shown as a hint."""
    drafts: tuple[str, ...] = ()
    """建议表述 of a narrative, in its text form: offered to be taken over, never put in unasked."""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    """Canonical; amounts and counts default to a minimum of 0 unless the document says otherwise."""
    places: int = 2
    options: tuple[str, ...] = ()
    min_length: int = 0
    max_length: int = 0
    """In characters; 0: the default limit of the type."""
    given: str = ""
    """Filled and locked from what the portal knows: 部门.名称, 部门.编码, 部门.业务科."""
    private: bool = False
    """Left out of the public print (names below 部门负责人, telephone)."""
    was: str = ""
    carry: bool = False
    """Whether last year's content may be taken over, to be confirmed."""
    carry_from: str = ""
    """Of a column: the `<table>.<column>` whose content of last year it begins with; '' for its own."""
    adds: bool = True
    """Whether amounts and counts of units make up the department's; 否 for a price or a standard."""
    control_of: str = ""
    """A column that holds what a file brought along: compared with this column of its table, never typed."""

    @property
    def title(self) -> str:
        """The words a person sees."""
        return self.label or self.id


@dataclass(frozen=True, slots=True)
class Ratio:
    """A computed figure: of the whole document, or one computed column of a table."""

    id: str
    formula: Formula
    unit: Unit
    label: str = ""
    places: int = 2
    note: str = ""
    """Why this base: printed in 怎么算的."""
    was: str = ""

    @property
    def title(self) -> str:
        return self.label or self.id


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of fields. `fixed` rows carry constants (季度: 序时进度 25%); free rows are added by the filer."""

    id: str
    columns: tuple[Field, ...]
    formulas: tuple[Ratio, ...] = ()
    fixed: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    """Row id -> column id -> canonical constant. Empty for a free table."""
    label: str = ""
    minimum_rows: int | Formula = 0
    """A formula of dimension 是否 means: at least one row when it holds."""
    maximum_rows: int = 500
    unit_from: str = ""
    """The choice input whose value is the unit of every amount column (金额单位)."""
    totals: tuple[str, ...] = ()
    """Columns that the page and the report add up."""
    row_title: str = ""
    """The column whose text names a row in messages."""
    rows_from: str = ""
    """Rows are those of another table (关键: title carried over): `<table>.<column>`."""
    allow_na: bool = False
    help: str = ""
    private: bool = False
    scored_by: str = ""
    """File name of the document that each row's own sheet follows."""
    was: str = ""
    targets: tuple[str, ...] = ()
    """Columns that the bureau sets of rows that it names (下达指标); the row is found by row_title."""
    control_of: str = ""
    """A fixed table whose rows hold what a file brought along as totals of this table, by the row's own name."""

    @property
    def title(self) -> str:
        return self.label or self.id

    def column(self, id: str) -> Field | None:
        """The typed column called `id`, or None."""
        return next((column for column in self.columns if column.id == id), None)
