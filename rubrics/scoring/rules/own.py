"""own: the department's own indicators: answers at row:<criterion id>/<key>/<column>, not document."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.address import table
from rubrics.scoring.formulas.absence import strongest
from rubrics.scoring.results import Row, Step
from rubrics.scoring.states import Known, Missing, Undefined
from rubrics.scoring.types import Over

from .absences import absence_steps
from .award import ZERO, Award, Ready, Scene, absent, as_told
from .base import RowRule
from .entries import Entry, EntryKind
from .own_rows import QUALITATIVE, Marked, Marking, lacks_reason, mark, read_indicator
from .place import Place
from .scaling import Reverse
from .site import Site, plain
from .tiers import Tier

__all__ = ["OWN_COLUMNS", "QUALITATIVE", "Given", "Group", "OwnRule"]
OWN_COLUMNS = (
    *("类", "名称", "符号", "年初目标", "调整目标", "单位"),
    *("完成值", "档次", "得分", "分值", "原因", "佐证"),
)
"""Columns of a row. 得分 is typed for 定性 rows and computed for the others."""


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

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: each indicator's rounded points added up. Steps: own (one each).

        The rows are left in Environment.rows under the criterion's id, for the checks.
        """
        table_address, places = table(place.line), site.index.document.rounding.points
        marking = Marking(self.signs, self.reverse, self.tiers, self.over, places)

        def award(scene: Scene) -> Award:
            if place.line in scene.environment.absent_tables:
                return Award(absent(scene.environment.absent_tables[place.line]), ())
            rows = self._with_given(scene.rows.get(place.line, ()))
            marked = tuple(
                mark(read_indicator(place.line, row, self._fixed(row.key)), marking) for row in rows
            )
            scene.environment.rows[place.line] = [one.cells() for one in marked]
            if not marked:
                return Award(absent(Missing((table_address,))), ())
            steps = tuple(_step(one) for one in marked)
            absence = strongest(one.score for one in marked) or self._uneven(
                marked, place.points, table_address
            )
            if absence is not None:
                return Award(absence, steps)
            return Award(sum((one.score for one in marked if isinstance(one.score, Decimal)), ZERO), steps)

        return as_told(award)

    def _with_given(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Return the rows with those that every department has, typed or not."""
        keys = {row.key for row in rows}
        return (*(Row(one.name, {}) for one in self.given if one.name not in keys), *rows)

    def _fixed(self, key: str) -> dict[str, Known]:
        """Return the cells that the document fixes in a given row."""
        given = next((one for one in self.given if one.name == key), None)
        if given is None:
            return {}
        fixed: dict[str, Known] = {
            "类": given.group,
            "名称": given.name,
            "符号": given.sign,
            "单位": given.unit,
        }
        return fixed if given.points is None else {**fixed, "分值": given.points}

    def _uneven(self, marked: tuple[Marked, ...], points: Decimal, address: str) -> Undefined | None:
        """Return why the points of the indicators do not add up as the document wants, None when they do."""
        names = {group.name for group in self.groups}
        strange = next((one.indicator for one in marked if one.indicator.group not in names), None)
        if strange is not None:
            return Undefined(f"“{strange.name}”的类要选{'、'.join(sorted(names))}之一", (strange.address,))
        for group in self.groups:
            has = _points(one for one in marked if one.indicator.group == group.name)
            if group.points is not None and has != group.points:
                return Undefined(f"“{group.name}”的分值合计 {has} 分，应为 {group.points} 分", (address,))
        has = _points(marked)
        return None if has == points else Undefined(f"指标分值合计 {has} 分，应为 {points} 分", (address,))


def _points(marked: Iterable[Marked]) -> Decimal:
    return sum((one.indicator.points for one in marked if isinstance(one.indicator.points, Decimal)), ZERO)


def _step(marked: Marked) -> Step:
    one = marked.indicator
    steps = (*marked.steps, *absence_steps(marked.score))
    if lacks_reason(marked):
        steps = (*steps, Step("reason_missing", {"address": f"{one.address}/原因"}))
    data = {"key": one.key, "name": plain(one.name), "group": plain(one.group), "points": plain(one.points)}
    return Step("own", {**data, "award": plain(marked.score), "address": one.address, "steps": steps})
