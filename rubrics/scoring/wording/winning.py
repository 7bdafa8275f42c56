"""What a row that lost points would need to gain some: 再达到 ≥ 75% 可得 1.4 分（现 68.2%）."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.program import Program
from rubrics.scoring.results import Line, Sheet, Step
from rubrics.scoring.rules import (
    BandsRule,
    CasesRule,
    ChoiceRule,
    FirstOfRule,
    StepRule,
    SumRule,
)
from rubrics.scoring.rules.saying import say
from rubrics.scoring.rules.signs import COMPARE, OPPOSITE
from rubrics.scoring.rules.site import Site
from rubrics.scoring.rules.step import EITHER_SIDE
from rubrics.scoring.types import Criterion, Rule

from .places import place_words
from .shown import percent, points, short, trimmed, value_words

type Data = Mapping[str, object]
WHOLE = Decimal(1)
HUNDREDTH = Decimal("0.01")
UPPER = frozenset("<≤")


def winnings(program: Program, criterion: Criterion, line: Line, sheet: Sheet) -> tuple[str, ...]:
    """Return what would raise the points of a row, a sentence each; () where nothing is lost or nothing is known."""
    if not line.lost or criterion.rule is None:
        return ()
    steps = [step for step in line.steps if step.key not in ("rounding", "reason_missing")]
    return tuple(_of_rule(_Asked(program.site, sheet), criterion.rule, steps))


@dataclass(frozen=True, slots=True)
class _Asked:
    site: Site
    sheet: Sheet


def _of_rule(asked: _Asked, rule: Rule, steps: Sequence[Step]) -> Iterator[str]:
    hindered = [_HINDRANCES[step.key](step.data) for step in steps if step.key in _HINDRANCES]
    if hindered:
        yield from hindered
        return
    match rule:
        case SumRule():
            yield from _of_parts(asked, rule, steps)
        case FirstOfRule():
            yield from _of_live(asked, rule, steps)
        case BandsRule():
            yield from _of_bands(asked, rule, steps)
        case CasesRule():
            yield from _of_cases(asked, rule, steps)
        case ChoiceRule():
            yield from _of_choice(asked, rule, steps)
        case StepRule():
            yield from _of_steps(steps)
        case _:
            yield from _of_others(steps)


def _of_parts(asked: _Asked, rule: SumRule, steps: Iterable[Step]) -> Iterator[str]:
    parts = {step.data["part"]: step.data for step in steps if step.key == "part"}
    for part in rule.parts:
        data = parts.get(part.id, {})
        award, inner = data.get("award"), data.get("steps")
        if isinstance(award, Decimal) and award < part.points and isinstance(inner, tuple):
            for said in _of_rule(asked, part.rule, inner):
                yield said if said.startswith(part.title) else f"{part.title}：{said}"


def _of_live(asked: _Asked, rule: FirstOfRule, steps: Sequence[Step]) -> Iterator[str]:
    live = next((step.data["alternative"] for step in steps if step.key == "alternative"), None)
    found = next((one for one in rule.alternatives if one.id == live), None)
    if found is not None:
        yield from _of_rule(asked, found.rule, [step for step in steps if step.key != "alternative"])


@dataclass(frozen=True, slots=True)
class _Goal:
    """A band that gives more: the one edge that the value is not on the right side of."""

    apart: Decimal
    sign: str
    words: str
    gives: Decimal


def _of_bands(asked: _Asked, rule: BandsRule, steps: Iterable[Step]) -> Iterator[str]:
    shown = _value(steps)
    value, award = (shown or {}).get("value"), _last(steps, "band").get("award")
    if shown is None or not isinstance(value, Decimal) or not isinstance(award, Decimal):
        return
    goals = [goal for goal in _goals(asked.site, rule, value) if goal.gives > award]
    if goals:
        goal = min(goals, key=lambda one: (one.apart, -one.gives))
        yield f"{_title(shown)}达到 {goal.sign} {goal.words} 可得 {points(goal.gives)} 分（现 {_now(shown)}）"


def _goals(site: Site, rule: BandsRule, value: Decimal) -> Iterator[_Goal]:
    """Yield the bands whose edges are fixed and of which one alone keeps the value out."""
    before: tuple[str, Formula] | None = None
    for band in rule.bands:
        own = None if band.bound is None else (band.sign, band.bound)
        edges = [(OPPOSITE[before[0]], before[1])] if before else []
        edges += [own] if own else []
        before = own or before
        bounds = [(sign, bound.text, site.cite(bound).constant) for sign, bound in edges]
        fixed = [(sign, text, edge) for sign, text, edge in bounds if edge is not None and sign in COMPARE]
        off = [(sign, text, edge) for sign, text, edge in fixed if not COMPARE[sign](value, edge)]
        if len(off) == 1 and len(fixed) == len(bounds):
            sign, text, edge = off[0]
            yield _Goal(abs(value - edge), sign, text, Decimal(band.gives))


def _of_cases(asked: _Asked, rule: CasesRule, steps: Iterable[Step]) -> Iterator[str]:
    award = _last(steps, "case").get("award")
    for case in rule.cases:
        if case.when is not None and isinstance(award, Decimal) and case.points > award:
            yield f"“{say(case.when.tree, asked.site.index)}”成立的得 {points(case.points)} 分"


def _of_choice(asked: _Asked, rule: ChoiceRule, steps: Iterable[Step]) -> Iterator[str]:
    data = _last(steps, "choice")
    award = data.get("award")
    better = [one for one in rule.options if isinstance(award, Decimal) and one.points > award]
    if better:
        given = "，".join(f"“{one.text}”得 {points(one.points)} 分" for one in better)
        where = place_words(str(data["address"]), asked.sheet)
        yield f"{where}属于{given}（现“{data['option']}”）"


def _of_steps(steps: Sequence[Step]) -> Iterator[str]:
    data, shown = _last(steps, "step"), _value(steps)
    lose, each, bound, most = (data.get(name) for name in ("lose", "each", "bound", "points"))
    if shown is None or not (isinstance(lose, Decimal) and isinstance(each, Decimal)):
        return
    if not (isinstance(bound, Decimal) and isinstance(most, Decimal)):
        return
    sign, unit = str(data["sign"]), str(data.get("unit") or "")
    full = f"{sign} {_edge(bound, unit)}"
    if sign == EITHER_SIDE:
        full = f"{_edge(data['centre'], unit)} {full}"
    reach, begins = most / lose * each, ""
    if sign != EITHER_SIDE and isinstance(data["beyond"], Decimal) and data["beyond"] >= reach:
        least, side = (bound + reach, "低于") if sign in UPPER else (bound - reach, "高于")
        begins = f"{side} {_edge(least, unit)} 才开始得分，"
    way = "接近" if sign == EITHER_SIDE else "降低" if sign in UPPER else "提高"
    each_step = f"每{way} {_edge(each, unit)} 多得 {points(lose)} 分"
    yield f"{_title(shown)}{begins}{each_step}，{full} 得满分（现 {_now(shown)}）"


def _edge(value: object, unit: str) -> str:
    return trimmed(value_words(value, unit, 4))


def _of_others(steps: Sequence[Step]) -> Iterator[str]:
    shown = _value(steps)
    for step in steps:
        teller = _TELLERS.get(step.key)
        if teller is not None:
            yield from teller(step.data, shown)


def _ratio(data: Data, shown: Data | None) -> Iterator[str]:
    most, cap = data["points"], data["cap"]
    if shown is not None and isinstance(most, Decimal) and isinstance(cap, Decimal):
        each = points(most * HUNDREDTH)
        full = "100% 得满分" if cap >= WHOLE else f"{percent(cap)} 得分最多"
        yield f"{_title(shown)}每提高 1 个百分点多得 {each} 分，达到 {full}（现 {_now(shown)}）"


def _proportion(data: Data, _shown: Data | None) -> Iterator[str]:
    most = data["points"]
    if isinstance(most, Decimal):
        each = points(most * HUNDREDTH)
        yield f"完成比例每提高 1 个百分点多得 {each} 分，全部完成得满分（现 {percent(data['rate'])}）"


def _deduction(data: Data, shown: Data | None) -> Iterator[str]:
    count, each, most = data["count"], data["each"], data["points"]
    if shown is None or not (isinstance(count, Decimal) and isinstance(each, Decimal)):
        return
    if not isinstance(most, Decimal):
        return
    begins = f"少于 {points(most / each)} 才开始得分，" if count > most / each else ""
    yield f"{_title(shown)}{begins}每少 1 多得 {points(each)} 分，没有的得满分（现 {_now(shown)}）"


def _item(data: Data, _shown: Data | None) -> Iterator[str]:
    award, most = data.get("award"), data["points"]
    if isinstance(award, Decimal) and isinstance(most, Decimal) and award < most:
        yield f"做到“{short(str(data['text']))}”可再得 {points(most - award)} 分"


def _unproven(data: Data, _shown: Data | None) -> Iterator[str]:
    yield f"“{short(str(data['text']))}”补上佐证材料可得 {points(data['points'])} 分"


def _target(data: Data, shown: Data | None) -> Iterator[str]:
    if shown is not None:
        aim = f" {data['sign']} {data['target']}" if data.get("target") else "目标"
        yield f"{_title(shown)}达到{aim} 得满分 {points(data['points'])} 分（现 {_now(shown)}）"


def _judged(data: Data, _shown: Data | None) -> Iterator[str]:
    most, award = data["points"], data["award"]
    if isinstance(most, Decimal) and isinstance(award, Decimal) and award < most:
        yield f"由评分决定，满分 {points(most)} 分（现 {points(award)} 分）"


def _own(data: Data, _shown: Data | None) -> Iterator[str]:
    most, award = data.get("points"), data.get("award")
    if isinstance(most, Decimal) and isinstance(award, Decimal) and award < most:
        yield f"“{data.get('name') or '未命名指标'}”达到满分要求可再得 {points(most - award)} 分"


def _vetoed(data: Data) -> str:
    return f"没有“{data['name']}”的情形时才能得分"


def _unsaid(_data: Data) -> str:
    return "补上佐证材料才能得分"


def _not_applicable(data: Data) -> str:
    return f"选了“无此事项”，按评分标准得 {points(data.get('award'))} 分"


def _value(steps: Iterable[Step]) -> Data | None:
    """Return the value that the rule is about: the first that is shown."""
    return next((step.data for step in steps if step.key == "value"), None)


def _last(steps: Iterable[Step], key: str) -> Data:
    return next((step.data for step in reversed(tuple(steps)) if step.key == key), {})


def _title(shown: Data) -> str:
    of = shown.get("of")
    said = of.data if isinstance(of, Step) else {}
    return str(said.get("title") or said.get("formula") or "")


def _now(shown: Data) -> str:
    of = shown.get("of")
    unit = str(of.data.get("unit") or "") if isinstance(of, Step) else ""
    places = shown.get("places")
    return value_words(shown.get("value"), unit, places if isinstance(places, int) else 2)


_HINDRANCES: dict[str, Callable[[Data], str]] = {
    "veto": _vetoed,
    "no_evidence": _unsaid,
    "not_applicable": _not_applicable,
}
_TELLERS: dict[str, Callable[[Data, Data | None], Iterator[str]]] = {
    "ratio": _ratio,
    "proportion": _proportion,
    "deduction": _deduction,
    "item": _item,
    "unproven": _unproven,
    "target": _target,
    "judged": _judged,
    "tier": _judged,
    "own": _own,
}
