"""own: the department's own indicators: answers at row:<criterion id>/<key>/<column>, not document."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.address import table
from rubrics.scoring.types import Over

from .base import RowRule
from .entries import Entry, EntryKind
from .place import Place
from .target import Reverse
from .tiers import Tier

OWN_COLUMNS = (
    *("类", "名称", "符号", "年初目标", "调整目标", "单位"),
    *("完成值", "档次", "得分", "分值", "原因", "佐证"),
)
"""Columns of a row. 得分 is typed for 定性 rows and computed for the others."""
QUALITATIVE = "定性"


@dataclass(frozen=True, slots=True)
class Given:
    """An indicator that every department has, its name, group and sign fixed. Its row key is its name."""

    name: str
    group: str
    sign: str
    unit: str = ""
    points: Decimal | None = None
    """None: the department sets the points."""


@dataclass(frozen=True, slots=True)
class Group:
    """A class of indicators (产出, 效益). Its rows add up to `points`; None: free."""

    name: str
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OwnRule(RowRule):
    kind: ClassVar[str] = "own"
    groups: tuple[Group, ...]
    given: tuple[Given, ...] = ()
    signs: tuple[str, ...] = ("≥", "=", "≤", QUALITATIVE)
    """Signs that a department may use: ≥ = ≤ 定性 (＝ is read as =)."""
    reverse: Reverse = Reverse.RATIO
    tiers: tuple[Tier, ...] = ()
    """For 定性 rows; shares of the row's 分值."""
    over: Over | None = None
    """From this share of the target a reason is asked for, and `loses` points are lost."""

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in: rows of own indicators."""
        return (Entry(table(place.line), EntryKind.OWN, "个性化指标", place.points),)
