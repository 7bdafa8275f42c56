"""Values and absences; `value` asks byte code and interpreter, which must agree."""

from datetime import date
from decimal import Decimal

import pytest

from rubrics.scoring.formulas import evaluate
from rubrics.scoring.states import Known, Missing, NotApplicable, Prose, Undefined

from .world import INAPPLICABLE, MISSING, SCOPE, UNDEFINED, D, environment, project, ready, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出 / 预算", D("0.9")),
        ("支出 + 预算 * 2", D(2900)),
        ("-支出 + 预算", D(100)),
        ("绝对值(支出 - 预算) / 预算", D("0.1")),
        ("支出 - 0.01 万元", D(800)),
        ("12345热线办结率", D("0.99")),
        ("最小(支出 / 预算, 80%)", D("0.8")),
        ("最大(支出 / 预算, 80%, 95%)", D("0.95")),
        ("最小(执行率)", D("0.1")),
        ("平均(执行率, 20%, 60%)", D("0.3")),
        ("合计(支出, 预算)", D(1900)),
        ("合计(项目.支出)", D(30)),
        ("合计(项目.支出, 按期)", D(15)),
        ("合计(项目.支出, 支出 > 100 元)", D(0)),
        ("平均(项目.支出)", D(10)),
        ("平均(项目.支出, 非 按期)", D(15)),
        ("最大(项目.支出)", D(15)),
        ("最小(项目.支出, 按期)", D(5)),
        ("最大(项目.完成日)", date(2020, 6, 1)),
        ("平均(季度.执行率)", D("0.85")),
        ("平均(季度.执行率, 序时进度 > 30%)", D("0.8")),
        ("数量(项目)", D(3)),
        ("数量(项目, 支出 > 预算)", D(1)),
        ("数量(项目, 支出 > 平均(项目.支出))", D(1)),
        ("数量(项目, 数量(项目, 预算 = 本行.预算 且 支出 > 本行.支出) = 0)", D(1)),
        ("数量(项目, 支出 > 支出 * 0 + 季度.累计支出[四季度])", D(0)),
        ("任一(项目, 支出 > 预算)", True),
        ("任一(项目, 支出 > 20 元)", False),
        ("每个(项目, 支出 ≤ 预算)", False),
        ("每个(项目, 支出 > 0)", True),
        ("如果(已公开, 支出, 预算)", D(900)),
        ("如果(涉密, 支出, 预算)", D(1000)),
        ("公开日 - 批复日", D(20)),
        ("批复日 + 20 天", date(2020, 1, 21)),
        ("20 天 + 批复日", date(2020, 1, 21)),
        ("公开日 - 间隔", date(2020, 1, 1)),
        ("(公开日 - 批复日) / 间隔", D(1)),
        ("公开日 ≤ 批复日 + 20 天", True),
        ("公开日 ≤ 批复日 + 19 天", False),
        ("公开日 - 批复日 > 19 天", True),
        ("公开日 = 2020-01-21", True),
        ("年末 ≠ 2020-12-31", False),
        ("最小(公开日, 年末)", date(2020, 1, 21)),
        ("执行率 > 10%", False),
        ("执行率 ≥ 10%", True),
        ("执行率 < 10%", False),
        ("执行率 ≤ 10%", True),
        ("执行率 = 10%", True),
        ("执行率 ≠ 10%", False),
        ("编外人数 / (在编人数 + 编外人数) < 28.58%", True),
        ("编外人数 / (在编人数 + 编外人数) < 28.57%", False),
        ("年度 ≥ 2020 年", True),
        ('等级 = "优"', True),
        ('"良" ≠ 等级', True),
        ("已公开 = 是", True),
        ("已公开 ≠ 涉密", True),
        ("非 已公开", False),
        ("已公开 且 非 涉密", True),
        ("涉密 或 否", False),
        ("已填(支出) 且 已填(问题) 且 已填(项目)", True),
        ("已填(未填额)", False),
        ("已填(无此数)", False),
        ("已填(除零数)", False),
        ("已填(空表)", False),
        ("已填(无表)", False),
        ("无此事项(无此数) 且 无此事项(无表)", True),
        ("无此事项(支出)", False),
        ("无此事项(未填额)", False),
        ("无此事项(项目)", False),
        ('包含(问题, "编外")', True),
        ('包含(问题, "采购")', False),
        ('包含(问题, "1-10月")', True),
        ('包含(等级, "优")', True),
        ('匹配(问题, "1-(1[01]|[1-9])月")', True),
        ('匹配(问题, "^1-")', False),
        ("字数(问题)", D(17)),
        ("佐证.预算合理性 > 1", True),
    ],
)
def test_value_of_a_formula_is_exact(text: str, expected: Known) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an absent operand: 不能计算, then 未填, then 不适用
        ("未填额 / 预算", Missing(("fig:未填额",))),
        ("支出 / 未填额", Missing(("fig:未填额",))),
        ("未填额 / 预算 + 未填数", Missing(("fig:未填额", "fig:未填数"))),
        ("未填数 + 未填数", MISSING),
        ("无此数 + 执行率", INAPPLICABLE),
        ("无此数 * 未填数", MISSING),
        ("未填数 + 除零数 + 无此数", UNDEFINED),
        ("-未填数", MISSING),
        ("绝对值(无此数)", INAPPLICABLE),
        ("未填数 > 10%", MISSING),
        ("无此数 = 无此数", INAPPLICABLE),
        ("未填数 ≠ 10%", MISSING),
        ("未填日 ≤ 年末", MISSING),
        ("未填日 + 20 天", MISSING),
        ('未填文 = "优"', MISSING),
        ("未填否 = 是", MISSING),
        ("未填否", MISSING),
        ("无此数", INAPPLICABLE),
        ('包含(未填述, "编外")', MISSING),
        ('匹配(未填述, "编外")', MISSING),
        ("字数(未填述)", MISSING),
        # 0/0 does not apply, x/0 cannot be computed
        (
            "零元 / (支出 / 预算 * 预算 - 支出)",
            NotApplicable(("fig:支出", "fig:预算"), "“零元”和“支出 ÷ 预算 × 预算 － 支出”都为 0"),
        ),
        (
            "支出 / (预算 - 支出 - 0.01 万元)",
            Undefined("“预算 － 支出 － 0.01 万元”为 0，不能作除数", ("fig:预算", "fig:支出")),
        ),
        ("零率 / 零率", NotApplicable(("fig:零率",), "“零率”和“零率”都为 0")),
        ("支出 / 零元", Undefined("“零元”为 0，不能作除数", ("fig:零元",))),
        ("支出 / 零元 > 100%", Undefined("“零元”为 0，不能作除数", ("fig:零元",))),
        # 且 and 或: a side that decides, decides
        ("涉密 且 未填否", False),
        ("未填否 且 涉密", False),
        ("已公开 且 未填否", MISSING),
        ("未填否 且 已公开", MISSING),
        ("已公开 或 未填否", True),
        ("未填否 或 已公开", True),
        ("涉密 或 未填否", MISSING),
        ("无此否 且 未填否", MISSING),
        ("无此否 或 涉密", INAPPLICABLE),
        ("非 未填否", MISSING),
        ("非 (未填否 且 涉密)", True),
        ("涉密 且 支出 / 零元 > 100%", False),
        # 如果: only the chosen side
        ("如果(未填否, 支出, 预算)", MISSING),
        ("如果(已公开, 支出, 未填额)", D(900)),
        ("如果(涉密, 支出, 未填额)", Missing(("fig:未填额",))),
        ("如果(如果(未填否, 是, 否), 支出, 预算)", MISSING),
        # sums and means of values: any missing, else those that apply; a limit needs every one
        ("平均(执行率, 未填数, 无此数)", MISSING),
        ("平均(执行率, 30%, 无此数)", D("0.2")),
        ("合计(执行率, 无此数)", D("0.1")),
        ("最小(无此数, 执行率)", INAPPLICABLE),
        ("最大(执行率, 无此数)", INAPPLICABLE),
        ("最小(零元 / 零元, 100%)", NotApplicable(("fig:零元",), "“零元”和“零元”都为 0")),
        ("最大(无此数, 无此数)", INAPPLICABLE),
        ("最小(未填数)", MISSING),
        ("合计(无此数)", INAPPLICABLE),
        ("合计(执行率, 除零数, 未填数)", UNDEFINED),
        # tables without rows
        ("合计(空表.支出)", Missing(("table:空表",))),
        ("数量(空表)", Missing(("table:空表",))),
        ("任一(空表, 按期)", Missing(("table:空表",))),
        ("数量(空表, 按期) / 数量(空表)", Missing(("table:空表",))),
        ("合计(无表.支出)", NotApplicable(("table:无表",), "没有项目")),
        ("平均(无表.支出, 按期)", NotApplicable(("table:无表",), "没有项目")),
        ("数量(无表)", D(0)),
        ("数量(无表, 按期)", D(0)),
        (
            "数量(无表, 按期) / 数量(无表)",
            NotApplicable(("table:无表",), "“数量（无表，按期）”和“数量（无表）”都为 0"),
        ),
        ("任一(无表, 按期)", NotApplicable(("table:无表",), "没有项目")),
        ("每个(无表, 按期)", NotApplicable(("table:无表",), "没有项目")),
        # no row meets the condition
        ("合计(项目.支出, 支出 > 50 元)", D(0)),
        ("平均(项目.支出, 支出 > 50 元)", NotApplicable(("table:项目",), "没有符合条件的行")),
        ("最大(项目.支出, 支出 > 50 元)", NotApplicable(("table:项目",), "没有符合条件的行")),
    ],
)
def test_value_with_absences_says_which(text: str, expected: Known) -> None:
    assert value(text) == expected


MISSING_CELL = Missing(("row:项目/r2/支出",))
NO_CELL = NotApplicable(("row:项目/r2/支出",), "未安排")


@pytest.mark.parametrize(
    ("text", "cell", "expected"),
    [
        ("合计(项目.支出)", MISSING_CELL, MISSING_CELL),
        ("合计(项目.支出)", NO_CELL, D(5)),
        ("平均(项目.支出)", NO_CELL, D(5)),
        ("最小(项目.支出)", MISSING_CELL, MISSING_CELL),
        ("合计(项目.支出, 支出 > 0)", MISSING_CELL, MISSING_CELL),
        ("合计(项目.支出, 支出 > 0)", NO_CELL, D(5)),
        ("数量(项目)", MISSING_CELL, D(2)),
        ("数量(项目, 支出 > 0)", MISSING_CELL, MISSING_CELL),
        ("数量(项目, 支出 > 0)", NO_CELL, D(1)),
        ("任一(项目, 支出 > 0)", MISSING_CELL, True),
        ("任一(项目, 支出 > 10 元)", MISSING_CELL, MISSING_CELL),
        ("任一(项目, 支出 > 10 元)", NO_CELL, False),
        ("每个(项目, 支出 > 0)", MISSING_CELL, MISSING_CELL),
        ("每个(项目, 支出 > 10 元)", MISSING_CELL, False),
        ("每个(项目, 支出 > 0)", NO_CELL, True),
    ],
)
def test_value_over_rows_with_an_absent_cell_says_so(text: str, cell: Known, expected: Known) -> None:
    filled = environment()
    filled.rows["项目"] = [project("甲", D(5), D(10), True), project("乙", cell, D(10), False)]
    assert value(text, filled) == expected


def test_trace_of_a_division_is_nothing() -> None:
    assert value("执行率 / 30% * 30% - 执行率") == 0
    assert value("执行率 / (执行率 / 30% * 30% - 执行率)") == Undefined(
        "“执行率 ÷ 30% × 30% － 执行率”为 0，不能作除数", ("fig:执行率",)
    )


def test_value_over_rows_that_all_do_not_apply_does_not_apply() -> None:
    filled = environment()
    filled.rows["项目"] = [project("乙", NO_CELL, D(10), False)]
    assert value("合计(项目.支出)", filled) == NO_CELL
    assert value("任一(项目, 支出 > 0)", filled) == NO_CELL
    assert value("数量(项目, 支出 > 0)", filled) == D(0)


def test_value_of_an_absent_table_that_still_has_rows_does_not_apply() -> None:
    filled = environment()
    filled.rows["无表"] = [{"支出": D(1), "按期": True}]
    assert value("合计(无表.支出)", filled) == NotApplicable(("table:无表",), "没有项目")


def test_value_of_a_row_formula_reads_the_row() -> None:
    filled = environment()
    filled.row = project("乙", D(15), D(10), False)
    scope = SCOPE.row_of({**SCOPE.tables["项目"], "得分.合计": SCOPE.figures["执行率"]})
    filled.row = {**filled.row, "得分.合计": D("0.5")}
    assert value("支出 / 预算", filled, scope) == D("1.5")
    assert value("本行.支出 / 合计(项目.支出)", filled, scope) == D("0.5")
    assert value("数量(项目, 支出 < 本行.支出)", filled, scope) == D(2)
    assert value("本行.得分.合计 < 60%", filled, scope) is True


def test_value_of_a_figure_that_the_environment_lacks_is_missing() -> None:
    filled = environment()
    del filled.values["支出"]
    assert value("支出 / 预算", filled) == Missing(("fig:支出",))


def test_value_of_figures_beyond_measure_cannot_be_computed() -> None:
    filled = environment(支出=Decimal("1E999999"), 执行率=Decimal("1E999999"))
    too_large = Undefined("“支出 × 执行率”的结果太大，无法计算", ("fig:支出", "fig:执行率"))
    assert value("支出 * 执行率", filled) == too_large
    assert value("年末 + 间隔", environment(间隔=Decimal(10**7))) == Undefined(
        "“年末 ＋ 间隔”的结果太大，无法计算", ("fig:年末", "fig:间隔")
    )


def test_match_of_a_text_that_is_too_long_cannot_be_computed() -> None:
    filled = environment(问题=Prose("字" * 50_001))
    assert value('匹配(问题, "甲")', filled) == Undefined("文字太长，不能逐字匹配")
    assert value('匹配(问题, "甲")', environment(问题=Prose("字" * 49_999 + "甲"))) is True


def test_empty_text_is_not_filled() -> None:
    assert value("已填(问题)", environment(问题=Prose("  "))) is False
    assert value("已填(等级)", environment(等级="")) is False


def test_long_chain_is_followed_without_exhausting_the_stack() -> None:
    assert value("+".join(["执行率"] * 100)) == D(10)
    assert value(" 且 ".join(["已公开"] * 100)) is True


def test_evaluate_outside_exact_context_keeps_all_digits() -> None:
    tree = ready("执行率 / 12345热线办结率").formula.tree
    with_digits = evaluate(tree, environment())
    assert isinstance(with_digits, Decimal)
    assert len(with_digits.as_tuple().digits) == 64
