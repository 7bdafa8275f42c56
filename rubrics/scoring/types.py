"""What a rubric document says: frozen values. Every id is the Chinese term itself; nothing here knows a year or an amount."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from .formulas.tree import Formula
from .problems import Severity
from .units import PURE_UNIT, Unit


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

    @property
    def title(self) -> str:
        return self.label or self.id

    def column(self, id: str) -> Field | None:
        """The typed column called `id`, or None."""
        return next((column for column in self.columns if column.id == id), None)


class Rule(Protocol):
    """How one row is scored; each kind is a frozen dataclass in rules/, listed in rules/__init__.KINDS."""

    @property
    def kind(self) -> str:
        """The kind's name in the document: ratio, bands …"""
        ...


class Gives(StrEnum):
    """What a row that does not apply is worth."""

    FULL = "full"
    RESCALE = "rescale"
    """不计分按比例折算: its points leave the total, the rest is scaled up."""
    ZERO = "zero"


class Mode(StrEnum):
    COMPUTED = "computed"
    """Locked: a wrong point is mended in its figure."""
    EDITABLE = "editable"
    """Computed, and may be replaced with a reason."""
    ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class NaClause:
    when: Formula | None
    """None: when the rule's own value is not applicable (0/0, 无此事项)."""
    gives: Gives


@dataclass(frozen=True, slots=True)
class Veto:
    name: str
    when: Formula


@dataclass(frozen=True, slots=True)
class Over:
    """Over-fulfilment: from `limit` (1.3 = 130% of the target) a remark is asked for and `loses` points are lost."""

    limit: Decimal
    loses: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the indicator tree: either `parts` or `rule`, never both. `points` of parts add up to its own."""

    id: str
    points: Decimal
    level: int
    """1 一级指标, 2 二级指标, 3 三级指标."""
    parts: tuple["Criterion", ...] = ()
    rule: Rule | None = None
    label: str = ""
    wording: str = ""
    """评分标准 in full, as the finance bureau printed it."""
    reference: str = ""
    na: NaClause | None = None
    evidence: bool = False
    """No evidence gives 0."""
    vetoes: tuple[Veto, ...] = ()
    reason: bool = True
    """A reason is compulsory below full points."""
    over: Over | None = None
    mode: Mode = Mode.COMPUTED
    was: str = ""

    @property
    def title(self) -> str:
        return self.label or self.id


class CheckForm(StrEnum):
    HOLDS = "holds"
    UNIQUE = "unique"
    NUMBERS = "numbers"
    """Every number or ratio written in a narrative equals a figure of the filing, or is near none."""
    HEADINGS = "headings"
    """A heading of a narrative that is nearly, but not quite, a title of a table."""


@dataclass(frozen=True, slots=True)
class Check:
    """One 勾稽关系. `each` is a table, or 指标 for every scored row of the tree."""

    id: str
    code: str
    """K01; shown as 勾稽 1."""
    form: CheckForm
    severity: Severity
    says: str
    """Message with {{formula}} or {{formula|unit}} places; built-ins 左 右 差额 倍数 行号 行名."""
    holds: Formula | None = None
    when: Formula | None = None
    each: str = ""
    tolerance: Decimal = Decimal(0)
    """Canonical."""
    places: tuple[str, ...] = ()
    """Addresses to jump to; for `each` relative to the row: a column, or 原因/佐证 of the line."""
    title: str = ""
    explained_by: Formula | None = None
    """When this holds the finding counts as 已说明 without a typed explanation."""
    hides: tuple[str, ...] = ()
    """Checks shown under this one, not as problems of their own, when it fails."""
    subject: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Arguments of the other forms: table+columns, narratives, narrative+table+column."""
    optional_group: tuple[str, ...] = ()
    """Members that are all empty make it 不适用; some empty make it 缺数."""
    was: str = ""


class BlockKind(StrEnum):
    FIELDS = "fields"
    EQUATION = "equation"
    """Fields in formula order: a + b = c, a ÷ b = ratio; items hold ids and the operator signs."""
    GRID = "grid"
    LIST = "list"
    TEXT = "text"
    SCORING = "scoring"
    RATIOS = "ratios"
    CHECKS = "checks"


@dataclass(frozen=True, slots=True)
class Block:
    """A panel of a stage."""

    kind: BlockKind
    items: tuple[str, ...]
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    blocks: tuple[Block, ...]
    help: str = ""
    was: str = ""


class PartKind(StrEnum):
    TEXT = "text"
    NARRATIVE = "narrative"
    TABLE = "table"
    SCORES = "scores"
    CHECKS = "checks"
    EXPLANATIONS = "explanations"


@dataclass(frozen=True, slots=True)
class ChapterPart:
    """One thing printed in a chapter. text: {{…}} places; narrative and table: the id; columns: what of the table."""

    kind: PartKind
    body: str = ""
    columns: tuple[str, ...] = ()
    caption: str = ""
    when: Formula | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    level: int
    parts: tuple[ChapterPart, ...] = ()
    chapters: tuple["Chapter", ...] = ()
    numbered: bool = True
    when: Formula | None = None
    """Printed only when it holds; its parts may have conditions of their own."""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """The first band that holds wins; `sign` is one of < ≤ = ≥ > or 其余; `bound` a formula (a literal, or a figure)."""

    sign: str
    bound: Formula | None
    gives: str
    """Points as text, or a grade, or a cap: the owner reads it."""


@dataclass(frozen=True, slots=True)
class Rounding:
    ratios: int = 2
    """Places of a percentage as shown."""
    points: int = 2


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: typed texts by address (and ratios given directly), and what must come out."""

    name: str
    answers: Mapping[str, str]
    ratios: Mapping[str, str]
    expect: Mapping[str, str]
    """Criterion or ratio id -> points, percentage, 未填 or 不适用; `合计` and `等级` too."""
    base: str = ""
    """Answers are laid over this example's."""


@dataclass(frozen=True, slots=True)
class Document:
    """A year's rubric, read strictly and complete. Look-ups are in index.py."""

    title: str
    year: int
    version: int
    reference: str
    subject: str
    """部门 or 项目."""
    total: Decimal
    grades: tuple[Band, ...]
    rounding: Rounding
    nouns: tuple[str, ...]
    levels: tuple[str, ...]
    inputs: tuple[Field, ...]
    tables: tuple[Table, ...]
    ratios: tuple[Ratio, ...]
    criteria: tuple[Criterion, ...]
    checks: tuple[Check, ...]
    stages: tuple[Stage, ...]
    outline: tuple[Chapter, ...]
    examples: tuple[Example, ...]
    cap: tuple[Band, ...] = ()
    """总分封顶: bands of `cap_value`, each giving the most the total can be."""
    cap_value: str = ""
    report_title: str = ""
    """Template: {{年度}}年度部门整体绩效评价报告."""
    cover: tuple[str, ...] = ()
    """Lines of the report's title page, with {{…}} places."""
    attachments: tuple[str, ...] = ()
    """The list of evidence always asked for."""
    reasons: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """退回意见: code -> (category, sentence)."""
    constants: Mapping[str, Decimal] = field(default_factory=dict)
    """Named limits of the document (低执行率: 90%), usable in formulas and messages."""
    constant_units: Mapping[str, Unit] = field(default_factory=dict)
    """The unit that each limit is written in."""
