"""A rule in words, as a person would read it aloud: one sentence for every band, item, option or part."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from rubrics.scoring.formulas import Formula, words
from rubrics.scoring.rules import (
    BandsRule,
    CasesRule,
    ChecklistRule,
    ChoiceRule,
    DeductionRule,
    FirstOfRule,
    ItemWay,
    JudgedRule,
    OwnRule,
    Partial,
    ProportionRule,
    RatioRule,
    Reverse,
    StepRule,
    SumRule,
    TargetRule,
    TiersRule,
)
from rubrics.scoring.types import Rule
from rubrics.scoring.wording import percent, points

KIND_NAMES = {
    "ratio": "比率 × 分值",
    "bands": "分档",
    "cases": "分情形",
    "checklist": "逐条得分",
    "choice": "选一档",
    "deduction": "按次扣分",
    "step": "按幅度扣分",
    "proportion": "按完成比例",
    "target": "对照目标",
    "tiers": "档内评分",
    "judged": "评判",
    "sum": "各部分相加",
    "own": "个性化指标",
    "first_of": "按适用情形",
}
PARTIAL = {
    Partial.LINEAR: "不足一档按比例扣",
    Partial.WHOLE: "不足一档不扣",
    Partial.STARTED: "不足一档按一档扣",
}
REVERSE = {Reverse.RATIO: "目标值 ÷ 完成值", Reverse.LINEAR: "2 − 完成值 ÷ 目标值，超过一倍得 0 分"}
WAYS = {ItemWay.TICKED: "", ItemWay.JUDGED: "，在分值内评分"}


def kind_name(rule: Rule) -> str:
    """Return what people call a kind of rule."""
    return KIND_NAMES.get(rule.kind, rule.kind)


def rule_words(rule: Rule) -> tuple[str, ...]:
    """Return the rule, a sentence each."""
    teller = TELLERS.get(type(rule))
    return tuple(teller(rule)) if teller else ()


def said(formula: Formula | None) -> str:
    """Return a formula in words, as the explanations have it."""
    return words(formula.tree) if formula is not None else ""


def _ratio(rule: RatioRule) -> Iterator[str]:
    cap = "" if rule.cap == 1 else f"，最高按 {percent(rule.cap)} 计"
    yield f"得分 = {said(rule.value)} × 分值{cap}，不超过分值。"


def _bands(rule: BandsRule) -> Iterator[str]:
    for number, band in enumerate(rule.bands, start=1):
        edge = f"{said(rule.value)} {band.sign} {said(band.bound)}" if band.bound else "其余"
        yield f"第 {number} 档：{edge}，得 {points(Decimal(band.gives))} 分。"


def _cases(rule: CasesRule) -> Iterator[str]:
    for case in rule.cases:
        yield f"{said(case.when) or '其余'}，得 {points(case.points)} 分。"


def _checklist(rule: ChecklistRule) -> Iterator[str]:
    for number, item in enumerate(rule.items, start=1):
        way = f"，由系统判断：{said(item.when)}" if item.when is not None else WAYS.get(item.way, "")
        proof = "，须有佐证材料" if item.evidence else ""
        yield f"{number}．{item.text or item.id}（{points(item.points)} 分{way}{proof}）。"


def _choice(rule: ChoiceRule) -> Iterator[str]:
    source = f"（取自“{rule.source}”）" if rule.source else ""
    for option in rule.options:
        yield f"选“{option.text}”，得 {points(option.points)} 分{source}。"


def _deduction(rule: DeductionRule) -> Iterator[str]:
    yield f"每发生一次扣 {points(rule.each)} 分，扣完为止；次数 = {said(rule.count)}。"


def _step(rule: StepRule) -> Iterator[str]:
    full = rule.full
    bound = f"{full.sign} {said(full.bound)}"
    if full.centre is not None:
        bound = f"在 {said(full.centre)} ± {said(full.bound)} 以内"
    lost = f"每超出 {said(rule.each)} 扣 {points(rule.lose)} 分，{PARTIAL[rule.partial]}"
    yield f"{said(rule.value)} {bound}，得满分；{lost}，扣完为止。"


def _proportion(rule: ProportionRule) -> Iterator[str]:
    yield f"得分 = {said(rule.done)} ÷ {said(rule.planned)} × 分值，不超过分值。"


def _target(rule: TargetRule) -> Iterator[str]:
    yield f"{said(rule.value)} {rule.sign} {said(rule.target)}，得满分；达不到的，按完成程度折算。"
    if rule.sign != "≥":
        yield f"超出时的完成程度 = {REVERSE[rule.reverse]}。"


def _tiers(rule: TiersRule) -> Iterator[str]:
    for tier in rule.tiers:
        yield f"“{tier.name}”：在分值的 {percent(tier.low, 0)} 至 {percent(tier.high, 0)} 之间评分。"


def _judged(rule: JudgedRule) -> Iterator[str]:
    yield f"在 0 至分值之间评分。{rule.guide}"


def _sum(rule: SumRule) -> Iterator[str]:
    for part in rule.parts:
        inner = "".join(rule_words(part.rule))
        yield f"{part.title}（{points(part.points)} 分）：{inner}"


def _own(rule: OwnRule) -> Iterator[str]:
    for group in rule.groups:
        worth = f"（{points(group.points)} 分）" if group.points is not None else ""
        yield f"部门自设“{group.name}”类指标{worth}，对照目标值计分。"
    for given in rule.given:
        yield f"必设指标：{given.name}（{given.group}，{given.sign}）。"
    if rule.over is not None:
        yield f"完成值达到目标值的 {percent(rule.over.limit, 0)} 须说明原因。"


def _first_of(rule: FirstOfRule) -> Iterator[str]:
    for one in rule.alternatives:
        live = "（本年度适用）" if rule.chosen == one.id else ""
        when = f"{said(one.when)} 时" if one.when is not None else ""
        yield f"{one.label or one.id}{live}：{when}{''.join(rule_words(one.rule))}"


TELLERS: dict[type, Callable[[Any], Iterator[str]]] = {
    RatioRule: _ratio,
    BandsRule: _bands,
    CasesRule: _cases,
    ChecklistRule: _checklist,
    ChoiceRule: _choice,
    DeductionRule: _deduction,
    StepRule: _step,
    ProportionRule: _proportion,
    TargetRule: _target,
    TiersRule: _tiers,
    JudgedRule: _judged,
    SumRule: _sum,
    OwnRule: _own,
    FirstOfRule: _first_of,
}
