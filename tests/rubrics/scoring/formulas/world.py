"""A small document's names and one filing's figures, for the tests of the formula language."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from rubrics.scoring.formulas import (
    COUNT,
    DATE,
    PROSE,
    TEXT,
    TRUTH,
    Compiled,
    Environment,
    Formula,
    Names,
    Resolved,
    check_formula,
    compile_formula,
    evaluate,
    parse_formula,
)
from rubrics.scoring.problems import Problem
from rubrics.scoring.states import Known, Missing, NotApplicable, Prose, Undefined
from rubrics.scoring.units import DAYS, MONEY, PURE, PURE_UNIT, SCORE, UNITS, YEARS

AMOUNT = Resolved(MONEY, UNITS["万元"])
MISSING = Missing(("fig:未填数",))
INAPPLICABLE = NotApplicable(("fig:无此数",), "没有发生")
UNDEFINED = Undefined("分母为 0", ("fig:除零数",))


def figure(name: str, dimension: str, **more: object) -> Resolved:
    unit = {MONEY: UNITS["万元"], PURE: UNITS["%"]}.get(dimension, PURE_UNIT)
    return Resolved(dimension, unit, f"fig:{name}", **more)  # type: ignore[arg-type]


_DIMENSIONS = {
    MONEY: ("支出", "预算", "零元", "未填额"),
    PURE: ("执行率", "零率", "“三公”经费、控制率", "12345热线办结率", "未填数", "无此数", "除零数"),
    "人": ("在编人数", "编外人数"),
    "个": ("计划个数",),
    DAYS: ("间隔",),
    SCORE: ("得分.合计",),
    YEARS: ("年度",),
    TRUTH: ("已公开", "涉密", "未填否", "无此否"),
    DATE: ("批复日", "公开日", "未填日", "年末"),
    PROSE: ("问题", "未填述"),
    COUNT: ("佐证.预算合理性",),
}
FIGURES: dict[str, Resolved] = {
    name: figure(name, dimension) for dimension, names in _DIMENSIONS.items() for name in names
} | {
    "等级": figure("等级", TEXT, options=("优", "良")),
    "未填文": figure("未填文", TEXT),
    "季度.累计支出[四季度]": AMOUNT,
    "人均": Resolved("金额/人", address="line:人均"),
}
PROJECT = {
    "名称": Resolved(TEXT),
    "支出": AMOUNT,
    "预算": AMOUNT,
    "按期": Resolved(TRUTH),
    "完成日": Resolved(DATE),
}
TABLES: dict[str, Mapping[str, Resolved]] = {
    "项目": PROJECT,
    "空表": {"支出": AMOUNT, "按期": Resolved(TRUTH)},
    "无表": {"支出": AMOUNT, "按期": Resolved(TRUTH)},
    "季度": {"执行率": Resolved(PURE), "序时进度": Resolved(PURE)},
}
SCOPE = Names(FIGURES, TABLES, ("人", "个"))
D = Decimal


def project(name: str, spent: Known, budget: Known, in_time: Known) -> dict[str, Known]:
    return {"名称": name, "支出": spent, "预算": budget, "按期": in_time, "完成日": date(2020, 6, 1)}


def environment(**changed: Known) -> Environment:
    values: dict[str, Known] = {
        "支出": D(900),
        "预算": D(1000),
        "零元": D(0),
        "未填额": Missing(("fig:未填额",)),
        "执行率": D("0.1"),
        "零率": D(0),
        "“三公”经费、控制率": D("0.05"),
        "12345热线办结率": D("0.99"),
        "未填数": MISSING,
        "无此数": INAPPLICABLE,
        "除零数": UNDEFINED,
        "在编人数": D(10),
        "编外人数": D(4),
        "计划个数": D(4),
        "间隔": D(20),
        "得分.合计": D("95.68"),
        "年度": D(2020),
        "已公开": True,
        "涉密": False,
        "未填否": MISSING,
        "无此否": INAPPLICABLE,
        "批复日": date(2020, 1, 1),
        "公开日": date(2020, 1, 21),
        "未填日": MISSING,
        "年末": date(2020, 12, 31),
        "问题": Prose("编外人员偏多，1－10月支出偏慢。"),
        "未填述": MISSING,
        "佐证.预算合理性": D(2),
        "等级": "优",
        "未填文": MISSING,
        "季度.累计支出[四季度]": D(900),
        "人均": D(100),
    }
    rows = {
        "项目": [
            project("甲", D(5), D(10), True),
            project("乙", D(15), D(10), False),
            project("丙", D(10), D(10), True),
        ],
        "季度": [{"执行率": D("0.9"), "序时进度": D("0.25")}, {"执行率": D("0.8"), "序时进度": D("0.5")}],
    }
    absent = {"无表": NotApplicable(("table:无表",), "没有项目")}
    return Environment(values | changed, dict(rows), absent_tables=absent)


def parsed(text: str) -> Formula:
    formula = parse_formula(text)
    assert isinstance(formula, Formula), formula
    return formula


def refusal(text: str) -> Problem:
    problem = parse_formula(text)
    assert isinstance(problem, Problem), problem
    return problem


def checked(text: str, scope: Names = SCOPE) -> Formula:
    formula, problems = check_formula(parsed(text), scope)
    assert problems == []
    return formula


def problems(text: str, scope: Names = SCOPE) -> list[tuple[int, str, str]]:
    return [(one.column, one.what, one.todo) for one in check_formula(parsed(text), scope)[1]]


def ready(text: str, scope: Names = SCOPE) -> Compiled:
    return compile_formula(checked(text, scope))


def value(text: str, filled: Environment | None = None, scope: Names = SCOPE) -> Known:
    """The value, which byte code and interpreter must agree on."""
    surroundings = filled or environment()
    compiled = ready(text, scope)
    fast, slow = compiled(surroundings), evaluate(compiled.formula.tree, surroundings)
    assert fast == slow
    assert type(fast) is type(slow)
    return fast
