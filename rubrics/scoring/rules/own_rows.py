"""One own indicator: its cells read, its fixed parts put in, and its points."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rubrics.scoring.address import cell
from rubrics.scoring.formulas import round_half_up, settle
from rubrics.scoring.formulas.absence import strongest
from rubrics.scoring.results import Row, Step
from rubrics.scoring.states import Absent, Known, Missing, NotApplicable, Undefined
from rubrics.scoring.types import Over

from .evidence import evidence_count
from .own_values import own_number, own_value, sign_of, split_sign
from .scaling import Reached, Reverse, reached, reached_by
from .tiers import Tier, in_tier

QUALITATIVE = "定性"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An own indicator as read. `first` and `adjusted` as typed; `target` is the adjusted one where there is one."""

    key: str
    address: str
    group: Known
    name: Known
    sign: Known
    unit: str
    first: Known
    adjusted: Known
    target: Known
    actual: Known
    tier: Known
    score: Known
    points: Known
    reason: Known
    evidence: Decimal


@dataclass(frozen=True, slots=True)
class Marking:
    """How the indicators of a row are scored: what the document says beside the indicators themselves."""

    signs: tuple[str, ...]
    reverse: Reverse
    tiers: tuple[Tier, ...]
    over: Over | None
    places: int


@dataclass(frozen=True, slots=True)
class Marked:
    """An indicator with its points (rounded: each is a printed row) or an absence."""

    indicator: Indicator
    score: Decimal | Absent
    steps: tuple[Step, ...]

    def cells(self) -> dict[str, Known]:
        """Return the row as checks read it; 行 is its key."""
        one = self.indicator
        lost: Known = self.score
        if isinstance(self.score, Decimal) and isinstance(one.points, Decimal):
            lost = one.points - self.score
        return {
            "行": one.key,
            "类": one.group,
            "名称": one.name,
            "符号": one.sign,
            "年初目标": one.first,
            "调整目标": one.adjusted,
            "目标": one.target,
            "完成值": one.actual,
            "单位": one.unit,
            "档次": one.tier,
            "得分": self.score,
            "分值": one.points,
            "失分": lost,
            "原因": one.reason,
            "佐证": one.evidence,
        }


def read_indicator(table: str, row: Row, fixed: dict[str, Known]) -> Indicator:
    """Return the indicator of a row; `fixed` cells are the document's and win over what was typed."""
    cells = {**row.cells, **fixed}

    def where(column: str) -> str:
        return cell(table, row.key, column)

    def taken(column: str) -> Known:
        value = cells.get(column)
        return Missing((where(column),)) if value is None or value == "" else value

    sign, unit, points = taken("符号"), taken("单位"), taken("分值")
    sign = sign_of(sign) if isinstance(sign, str) else sign
    measure = unit if isinstance(unit, str) else ""
    adjusted = taken("调整目标")
    column = "年初目标" if isinstance(adjusted, Missing | NotApplicable) else "调整目标"
    target, actual = taken(column), taken("完成值")
    if sign != QUALITATIVE:
        target = _target(target, sign, measure, where(column))
        actual = own_value(actual, measure, where("完成值"))
    return Indicator(
        row.key,
        cell(table, row.key),
        taken("类"),
        taken("名称"),
        sign,
        measure,
        taken("年初目标"),
        adjusted,
        target,
        actual,
        taken("档次"),
        _points(taken("得分"), where("得分")),
        _points(points, where("分值")),
        taken("原因"),
        evidence_count(cells.get("佐证")),
    )


def _points(value: Known, where: str) -> Known:
    """A score cell takes a plain number; 20% is refused."""
    if not isinstance(value, str):
        return value
    number = own_number(value, "分")
    return number if isinstance(number, Decimal) else Undefined(f"“{value[:20]}”{number}", (where,))


def _target(value: Known, sign: Known, unit: str, where: str) -> Known:
    """Return the target; a sign written before it must be the row's."""
    if not isinstance(value, str):
        return value
    written, rest = split_sign(value)
    if written and written != sign:
        return Undefined(f"目标值前写的是“{written}”，符号栏是“{sign}”", (where,))
    return own_value(rest, unit, where)


def mark(indicator: Indicator, marking: Marking) -> Marked:
    """Return the indicator with its points and its explanation. Steps: own_target or own_tier, over."""
    absence = strongest((indicator.name, indicator.sign, indicator.points))
    if absence is not None or not isinstance(indicator.points, Decimal):
        return Marked(indicator, absence or Missing((indicator.address,)), ())
    if indicator.sign not in marking.signs:
        why = f"符号“{indicator.sign}”不能用，可用{'、'.join(marking.signs)}"
        return Marked(indicator, Undefined(why, (indicator.address,)), ())
    if indicator.sign == QUALITATIVE:
        return _by_tier(indicator, indicator.points, marking)
    return _by_target(indicator, indicator.points, marking)


def _by_tier(indicator: Indicator, points: Decimal, marking: Marking) -> Marked:
    score = in_tier(marking.tiers, indicator.tier, indicator.score, points)
    if not isinstance(score, Decimal):
        return Marked(indicator, score, ())
    tier = next(one for one in marking.tiers if one.name == indicator.tier)
    data = {
        "tier": tier.name,
        "low": tier.low * points,
        "high": tier.high * points,
        "points": points,
        "award": score,
    }
    return Marked(indicator, score, (Step("own_tier", data),))


def _by_target(indicator: Indicator, points: Decimal, marking: Marking) -> Marked:
    found = _reached(indicator, marking.reverse)
    if not isinstance(found, Reached):
        return Marked(indicator, found, ())
    score = round_half_up(found.rate * points, marking.places)
    data = {
        "sign": indicator.sign,
        "target": indicator.target,
        "actual": indicator.actual,
        "unit": indicator.unit,
        "met": found.met,
        "rate": found.rate,
        "reverse": marking.reverse.value,
        "points": points,
        "award": score,
    }
    steps = [Step("own_target", data)]
    over, fulfilment = marking.over, found.fulfilment
    if over is not None and fulfilment is not None and settle(fulfilment) >= over.limit:
        lost = min(over.loses, score)
        steps.append(Step("over", {"limit": over.limit, "fulfilment": fulfilment, "lost": lost}))
        score -= lost
    return Marked(indicator, score, tuple(steps))


def _reached(indicator: Indicator, reverse: Reverse) -> Reached | Absent:
    actual, target, sign = indicator.actual, indicator.target, indicator.sign
    absence = strongest((actual, target))
    if absence is not None:
        return absence
    if isinstance(actual, Decimal) and isinstance(target, Decimal) and isinstance(sign, str):
        return reached(actual, sign, target, reverse)
    if isinstance(actual, date) and isinstance(target, date) and isinstance(sign, str):
        return reached_by(actual, sign, target)
    return Undefined("目标值和完成值不是同一种值，不能比较", (indicator.address,))


def lacks_reason(marked: Marked) -> bool:
    """Say whether a reason is asked for (points lost, or far above the target) and not there."""
    if not isinstance(marked.score, Decimal) or not isinstance(marked.indicator.points, Decimal):
        return False
    asked = marked.score < marked.indicator.points or any(step.key == "over" for step in marked.steps)
    return asked and not (isinstance(marked.indicator.reason, str) and marked.indicator.reason.strip())
