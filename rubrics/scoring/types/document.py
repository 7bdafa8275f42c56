"""The whole document of a year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.problems import Severity
from rubrics.scoring.units import Unit

from .checks import Check
from .criteria import Band, Criterion
from .fields import Field, Ratio, Table
from .pages import Chapter, Stage


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
class Attachment:
    """A paper that is always asked for, the addresses that it proves, and what to mind when it is handed in."""

    title: str
    places: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Where the document asks for a department's units and for what makes its figures of theirs."""

    table: str
    name: str
    """The column with a unit's name."""
    code: str
    included: str = ""
    """A yes_no column: whether the unit is summed up."""
    amounts: Mapping[str, str] = field(default_factory=dict)
    """Column -> the figure that a unit reports there."""
    share: Mapping[str, str] = field(default_factory=dict)
    """Input -> the figure whose part without the units it is."""
    less: Mapping[str, str] = field(default_factory=dict)
    """Input -> the figure that it is taken off from when the units are summed up."""
    rows: Mapping[str, str] = field(default_factory=dict)
    """Table -> the text column that gets a unit's name before what the unit wrote, when its rows are taken over."""
    only: tuple[str, ...] = ()
    """Further inputs that only a department with units is asked for."""

    @property
    def figures(self) -> tuple[str, ...]:
        """The inputs that a department without units never sees."""
        return tuple(dict.fromkeys((*self.share, *self.less, *self.only)))


@dataclass(frozen=True, slots=True)
class TransferTable:
    """Where the document asks for money that went to or came from another department in mid-year."""

    table: str
    code: str
    """What the comparison of both sides is called in the list of checks."""
    other: str
    """The column with the other department's name or code."""
    direction: str
    out: str
    """The option of `direction` for what went out; any other came in."""
    amount: str
    counted: str
    """A yes_no column: whether the money is in this department's figures."""
    severity: Severity = Severity.HINT
    """What follows when the other side has sent something else."""
    words: str = ""
    """A text column for why it differs; there where the severity asks for words."""


@dataclass(frozen=True, slots=True)
class RemedyTables:
    """Where the document asks for the problems behind lost points, and for a measure against each."""

    table: str
    line: str
    """The column that names a scored row."""
    problem: str
    """The column with the title of the problem."""
    measures: str
    measure: str
    answers: str
    """The column of `measures` that repeats the title of the problem."""
    office: str = ""
    """The column of `measures` that names who is responsible, '' for none."""
    until: str = ""
    """The column of `measures` with the day until when, '' for none."""


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
    attachments: tuple[Attachment, ...] = ()
    """The papers that are always asked for."""
    reasons: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """退回意见: code -> (category, sentence)."""
    constants: Mapping[str, Decimal] = field(default_factory=dict)
    """Named limits of the document (低执行率: 90%), usable in formulas and messages."""
    constant_units: Mapping[str, Unit] = field(default_factory=dict)
    """The unit that each limit is written in."""
    units: UnitTable | None = None
    transfers: TransferTable | None = None
    remedies: RemedyTables | None = None
    comparable: Formula | None = None
    """When last year's figures compare with this year's; None: always."""
