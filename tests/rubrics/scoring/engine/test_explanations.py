"""Explanations: told when looked at, of plain values only, and formulas said in words."""

from datetime import date
from decimal import Decimal

import pytest

from rubrics.scoring.checks.prepare import scope_of
from rubrics.scoring.formulas import check_formula
from rubrics.scoring.index import Index
from rubrics.scoring.lines import Lines
from rubrics.scoring.results import Row, Step
from rubrics.scoring.rules import (
    Alternative,
    BandsRule,
    Case,
    CasesRule,
    ChecklistRule,
    DeductionRule,
    FirstOfRule,
    Given,
    Group,
    Item,
    ItemWay,
    JudgedRule,
    OwnRule,
    Part,
    Partial,
    ProportionRule,
    RatioRule,
    StepRule,
    SumRule,
    TargetRule,
    Threshold,
    Tier,
    TiersRule,
)
from rubrics.scoring.rules.saying import say
from rubrics.scoring.states import NotApplicable
from rubrics.scoring.types import Over, Table
from tests.rubrics.scoring.making import (
    D,
    amount,
    assessed,
    band,
    count,
    day,
    document,
    holds,
    na,
    parsed,
    percent,
    ratio,
    row,
    scored,
    text,
    veto,
    wan,
    yes_no,
)

TIERS = (Tier("达成", D("0.6"), D(1)), Tier("未达成", D(0), D("0.6")))
RATE = RatioRule(parsed("率"))
EVERY_KIND = document(
    row("比率", "2", RATE, vetoes=(veto("率 > 100%"),)),
    row("分档", "2", BandsRule(parsed("率"), (band("≥ 率二", "2"), band("其余", "0")))),
    row("情形", "2", CasesRule((Case(parsed("日 ≤ 年末"), D(2)), Case(None, D(0))))),
    row(
        "勾选",
        "2",
        ChecklistRule((Item("一", D(1), evidence=True), Item("二", D(1), ItemWay.COMPUTED, parsed("有")))),
    ),
    row("扣分", "2", DeductionRule(parsed("件数"), D(1)), evidence=True),
    row(
        "步长",
        "2",
        StepRule(parsed("率"), Threshold("≤", parsed("50%")), parsed("10%"), D(1), Partial.STARTED),
    ),
    row("占比", "2", ProportionRule(parsed("上"), parsed("下")), na=na("rescale", "有")),
    row("目标", "2", TargetRule(parsed("日"), "≤", parsed("年末")), over=Over(D("1.3"))),
    row("档次", "2", TiersRule(TIERS)),
    row("合并", "2", SumRule((Part("子", D(1), RATE), Part("丑", D(1), JudgedRule())))),
    row("任选", "2", FirstOfRule((Alternative("子", RATE, parsed("有")), Alternative("丑", JudgedRule())))),
    row("自设", "2", OwnRule((Group("产出"),), (Given("满意", "产出", "≥"),), tiers=TIERS)),
    inputs=(
        percent("率二"),
        amount("上"),
        amount("下"),
        count("件数"),
        yes_no("有"),
        day("日"),
    ),
    ratios=(ratio("率", "上 / 下"),),
    checks=(holds("甲", "上 ≤ 下", says="{{上}}{{日}}{{有}}{{率二}}"),),
)
FIGURES = {
    "率二": D("0.5"),
    "上": wan("3"),
    "下": wan("2"),
    "件数": D(1),
    "有": True,
    "日": date(2020, 12, 31),
}
OWN = {
    "自设": (
        Row("满意", {"年初目标": "90", "完成值": "80", "分值": D(1)}),
        Row(
            "b",
            {
                "类": "产出",
                "名称": "按期",
                "符号": "≤",
                "年初目标": "2020年11月",
                "完成值": "2020年10月",
                "分值": D(1),
            },
        ),
    )
}
ENTRIES = {"勾选/一": True, "档次/选项": "达成", "档次/得分": D("1.5"), "合并/丑/得分": D("0.5")}


def plain(value: object) -> bool:
    if isinstance(value, Step):
        return isinstance(value.key, str) and all(map(plain, value.data.values()))
    if isinstance(value, tuple):
        return all(map(plain, value))
    return value is None or isinstance(value, Decimal | str | bool | int | date)


@pytest.mark.parametrize("figures", [FIGURES, {}, {**FIGURES, "有": False, "上": NotApplicable((), "没有")}])
def test_explanations_hold_only_what_a_snapshot_can_keep(figures):
    sheet = assessed(EVERY_KIND, figures, entries=ENTRIES, rows=OWN)

    steps = [step for line in sheet.lines.values() for step in line.steps]
    steps += [step for check in sheet.checks for step in (*check.message, *check.hints)]
    assert steps
    assert all(map(plain, steps))


def test_every_kind_explains_itself():
    sheet = scored(EVERY_KIND, FIGURES, entries=ENTRIES, rows=OWN)

    told = {
        name: [step.key for step in line.steps if step.key != "reason_missing"]
        for name, line in sheet.lines.items()
    }
    assert told == {
        "比率": ["value", "ratio", "veto"],
        "分档": ["value", "value", "band"],
        "情形": ["case"],
        "勾选": ["unproven", "item"],
        "扣分": ["value", "deduction", "no_evidence"],
        "步长": ["value", "step"],
        "占比": ["not_applicable"],
        "目标": ["value", "value", "target"],
        "档次": ["tier"],
        "合并": ["part", "part"],
        "任选": ["alternative", "value", "ratio"],
        "自设": ["own", "own"],
    }


def test_short_way_to_the_points_agrees_with_the_told_one_for_every_kind():
    """Lines compares both whenever a row is looked at."""
    for figures in (FIGURES, {}, {**FIGURES, "有": False}, {**FIGURES, "下": wan("0")}):
        for entries in (ENTRIES, {}, {"勾选/一": False, "任选/丑/得分": D(1)}):
            sheet = scored(EVERY_KIND, figures, entries=entries, rows=OWN)
            assert len(dict(sheet.lines)) == 12


def test_two_ways_that_disagree_are_a_fault_and_not_a_result():
    lines = scored(EVERY_KIND, FIGURES, entries=ENTRIES, rows=OWN).lines
    assert isinstance(lines, Lines)
    wrong = Lines(lines.liners, {"比率": 0}, [D(1)], lines._scene)  # noqa: SLF001 - a fault has to be made

    with pytest.raises(RuntimeError, match="比率: explained as 0"):
        wrong["比率"]


SAID = document(
    row("甲", "1", JudgedRule()),
    inputs=(amount("支出", label="财政拨款支出"), amount("预算"), count("份数"), yes_no("公开")),
    tables=(
        Table("项目", (text("名称"), amount("支出数"), yes_no("按期")), label="项目支出表"),
        Table("季度", (amount("累计"),), (ratio("率", "累计 / 预算"),), {"一季度": {}, "二季度": {}}),
    ),
)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("支出 / 预算", "财政拨款支出 ÷ 预算"),
        ("份数 / (份数 + 份数)", "份数 ÷ （份数 ＋ 份数）"),
        ("最小(支出 / 预算, 100%)", "财政拨款支出 ÷ 预算，最高 100%"),
        ("最大(份数 - 3 个, 0) + 份数", "（份数 － 3 个，最低 0） ＋ 份数"),
        ("平均(季度.率)", "季度率的平均值"),
        ("季度.率[二季度]", "二季度率"),
        ("数量(项目)", "项目支出表行数"),
        ("数量(项目, 按期 且 支出数 > 0 万元)", "项目支出表中按期 且 支出数 > 0 万元的行数"),
        ("合计(项目.支出数)", "项目支出表支出数合计"),
        ("合计(项目.支出数, 按期)", "项目支出表中按期的支出数合计"),
        ("最大(项目.支出数)", "项目支出表支出数的最大值"),
        ("如果(公开, 支出, 预算)", "公开时取财政拨款支出，否则取预算"),
        ("绝对值(支出 - 预算)", "（财政拨款支出 － 预算）的绝对值"),
        ("已填(支出) 且 非 公开", "财政拨款支出已填 且 不是“公开”"),
        ("任一(项目, 按期)", "项目支出表有一行按期"),
        ("每个(项目, 按期)", "项目支出表每一行都按期"),
        ("已填(项目) 或 无此事项(支出)", "项目支出表已填 或 财政拨款支出为无此事项"),
        ("平均(支出, 预算)", "财政拨款支出、预算的平均值"),
        ("合计(支出, 预算)", "财政拨款支出、预算之和"),
    ],
)
def test_formula_in_words(formula, words):
    checked, problems = check_formula(parsed(formula), scope_of(SAID))

    assert problems == []
    assert say(checked.tree, Index(SAID)) == words
