"""form bureau: every figure of the bureau beside what was filed, each told and explained by itself."""

from datetime import date
from decimal import Decimal

import pytest

from rubrics.scoring.held import checked_figures, own_checks
from rubrics.scoring.problems import Severity
from rubrics.scoring.results import Origin, Row
from rubrics.scoring.rules import JudgedRule
from rubrics.scoring.states import NotApplicable
from rubrics.scoring.types import Check, CheckForm, Table
from rubrics.scoring.wording import message
from tests.rubrics.scoring.making import D, amount, assessed, count, document, holds, percent, row, wan
from tests.rubrics.scoring.reading.small import plant

LINE = row("甲", "1", JudgedRule())
SAYS = "【{{标题}}】填报 {{填报数}}，财政数 {{财政数}}（{{来源}}，{{日期}}），相差 {{差额}}。"
EVERY = Check("都一致", "K35", CheckForm.BUREAU, Severity.EXPLAIN, SAYS, tolerance=Decimal("0.01"))
INPUTS = (
    amount("支出", required=False, allow_na=True),
    amount("收入", required=False),
    percent("比例", required=False),
    count("人数", "人", required=False),
)
QUARTERS = Table(
    "季度", (amount("累计", label="累计支出"),), label="支出进度", fixed={"一季度": {}, "二季度": {}}
)
SYSTEM = Origin("一体化系统", date(2020, 12, 31))
WORDS = "按国库对账单，含年末退回的一笔"


def found(filed=None, held=None, checks=(EVERY,), **more):
    held = held or {}
    made = document(LINE, inputs=INPUTS, tables=(QUARTERS,), checks=checks, nouns=("人",))
    origins = dict.fromkeys(held, SYSTEM)
    sheet = assessed(made, filed or {}, presets=held, preset_origins=origins, **more)
    return [
        (one.address, one.outcome.value, message(one), one.places)
        for one in sheet.checks
        if one.id == "都一致"
    ]


def outcomes(*given, **more) -> list[tuple[str, str]]:
    return [(where, outcome) for where, outcome, _, _ in found(*given, **more)]


def test_each_figure_that_differs_is_told_in_its_own_unit_and_points_to_its_own_place():
    filed = {"支出": wan("96"), "收入": wan("10"), "比例": D("0.9"), "人数": D("60")}
    held = {"支出": wan("95"), "收入": wan("10"), "比例": D("0.8"), "季度.累计[二季度]": wan("40")}
    rows = {"季度": (Row("二季度", {"累计": wan("41")}),)}
    tail = "（一体化系统，2020-12-31），相差"
    assert found(filed, held, rows=rows) == [
        (
            "check:都一致/支出",
            "不符",
            f"【支出】填报 96.00 万元，财政数 95.00 万元{tail} 1.00 万元。",
            ("fig:支出",),
        ),
        ("check:都一致/比例", "不符", f"【比例】填报 90.00%，财政数 80.00%{tail} 10.00%。", ("fig:比例",)),
        (
            "check:都一致/季度.累计[二季度]",
            "不符",
            f"【支出进度·二季度·累计支出】填报 41.00 万元，财政数 40.00 万元{tail} 1.00 万元。",
            ("row:季度/二季度/累计",),
        ),
    ]


@pytest.mark.parametrize(
    ("name", "filed", "held", "outcome"),
    [
        ("支出", wan("95.01"), wan("95"), "相符"),
        ("支出", wan("95.02"), wan("95"), "不符"),
        ("比例", D("0.8001"), D("0.8"), "相符"),
        ("比例", D("0.8002"), D("0.8"), "不符"),
        ("人数", D("61"), D("60"), "不符"),
        ("支出", NotApplicable(("fig:支出",), "没有"), wan("5"), "不符"),
        ("支出", NotApplicable(("fig:支出",), "没有"), wan("0"), "相符"),
    ],
)
def test_tolerance_is_in_the_unit_of_the_figure_and_no_matter_is_none(name, filed, held, outcome):
    assert [one for _, one in outcomes({name: filed}, {name: held})] == [outcome]


def test_an_explanation_is_of_one_figure_and_of_no_other():
    filed, held = {"支出": wan("96"), "收入": wan("9")}, {"支出": wan("95"), "收入": wan("10")}
    assert outcomes(filed, held, explanations={"check:都一致/支出": WORDS}) == [
        ("check:都一致/支出", "已说明"),
        ("check:都一致/收入", "不符"),
    ]
    assert outcomes(filed, held, explanations={"check:都一致": WORDS})[0][1] == "不符"


def test_what_is_not_filed_is_one_line_and_what_is_not_held_none():
    held = {"支出": wan("95"), "收入": wan("10"), "季度.累计[一季度]": wan("1")}
    assert outcomes({"支出": wan("95")}, held) == [("check:都一致", "缺数")]
    assert outcomes({"支出": wan("95")}) == [("check:都一致", "不适用")]
    absent = {"季度": NotApplicable(("table:季度",), "没有")}
    assert outcomes({}, {"季度.累计[一季度]": wan("1")}, absent_tables=absent) == [
        ("check:都一致/季度.累计[一季度]", "不符")
    ]


def test_a_figure_with_a_check_of_its_own_keeps_that_one():
    own = holds("支出一致", "收入 = 预置.收入", severity=Severity.EXPLAIN)
    assert outcomes({"收入": wan("9")}, {"收入": wan("10")}, checks=(own, EVERY)) == [
        ("check:都一致", "不适用")
    ]


@pytest.mark.parametrize(
    ("name", "formula", "more", "counts"),
    [
        ("收入", "收入 = 预置.收入", {}, True),
        ("收入", "预置.收入 = 收入", {}, True),
        ("收入", "收入 ≤ 预置.收入", {}, False),
        ("收入", "收入 = 预置.收入", {"severity": Severity.HINT}, False),
        ("收入", "收入 = 预置.收入", {"when": "已填(预置.收入)"}, True),
        ("收入", "收入 = 预置.收入", {"when": "人数 > 3 人"}, False),
        ("支出", "支出 = 预置.支出", {}, False),
    ],
)
def test_only_a_check_that_lets_nothing_through_is_one_of_its_own(name, formula, more, counts):
    check = holds("自有", formula, **{"severity": Severity.EXPLAIN, **more})
    made = document(LINE, inputs=INPUTS, checks=(check,), nouns=("人",))
    expected = {name} if counts else set()
    assert (set(own_checks(made)), {one.id for one in checked_figures(made)}) == (expected, expected)


def test_without_the_declaration_only_figures_that_a_check_compares_may_be_brought_in():
    made = document(LINE, inputs=INPUTS, tables=(QUARTERS,), nouns=("人",))
    assert checked_figures(made) == ()
    made = document(LINE, inputs=INPUTS, tables=(QUARTERS,), checks=(EVERY,), nouns=("人",))
    assert len(checked_figures(made)) == 6


CHECK = """checks:
  财政数:
    form: bureau
    severity: 提示
    says: 【{{标题}}】{{差额}}
  财政数二:
    form: bureau
    severity: 需说明
    says: 【{{左}}】
"""


def test_it_is_declared_once_may_not_be_a_hint_and_says_only_what_it_knows():
    whats = [problem.what for problem in plant("checks:\n", CHECK).result.problems]
    assert whats[:3] == ["与财政数不同的不能只作提示", "“财政数”已经核对财政预置的每个数", "没有叫“左”的数"]
