"""Cross-checks (勾稽)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.problems import Severity


class CheckForm(StrEnum):
    HOLDS = "holds"
    UNIQUE = "unique"
    NUMBERS = "numbers"
    """Every number or ratio written in a narrative equals a figure of the filing, or is near none."""
    HEADINGS = "headings"
    """A heading of a narrative that is nearly, but not quite, a title of a table."""
    BUREAU = "bureau"
    """Every figure that the bureau holds is what was filed."""


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
    """Canonical; of form bureau in the unit of each figure."""
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
