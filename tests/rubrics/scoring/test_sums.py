"""Sums of units: what adds, what is missing, what is taken off, and what a document says about its units."""

from decimal import Decimal

import pytest

from rubrics.files import load_text
from rubrics.scoring import Answers, Missing, NotApplicable, Row, compile_document, score
from rubrics.scoring.reading.document import ReadResult, read_document
from rubrics.scoring.reading.located import Located
from rubrics.scoring.sums import summed, sums_of

TEXT = """rubric: 示例
year: 2020
version: 1
reference: 示例文件
subject: 部门
total: 10
grades: {优: ≥ 9, 差: 其余}
levels: [一级指标]
units: [人]
inputs:
  数:
    unit: 万元
    预算: amount
    支出: amount
    单价: {type: amount, adds: 否}
    人数: {type: count, unit: 人, na: 是}
    满意度: percent
    本级支出: {type: amount, required: 否}
    抵销: {type: amount, required: 否}
tables:
  单位:
    columns: {名称: text, 编码: text, 计入: yes_no, 支出数: {type: amount, unit: 万元, required: 否}}
  季度:
    rows: {上半年: {进度: 50%}, 全年: {进度: 100%}}
    columns: {进度: percent, 累计: {type: amount, unit: 万元}}
  项目:
    columns: {名称: text, 金额: {type: amount, unit: 万元}}
ratios:
  执行率: 支出 / 预算
  项目金额: {formula: 合计(项目.金额), unit: 万元}
criteria:
  执行: {points: 10, rule: {kind: ratio, value: 执行率, cap: 100%}}
stages:
  填写:
    blocks:
      - {fields: [预算, 支出, 单价, 人数, 满意度, 本级支出, 抵销]}
      - {list: 单位}
      - {grid: 季度}
      - {list: 项目}
      - {scoring: 全部}
subordinates:
  table: 单位
  name: 名称
  code: 编码
  included: 计入
  amounts: {支出数: 支出}
  share: {本级支出: 支出}
  less: {抵销: 支出}
"""


def read(text: str = TEXT) -> ReadResult:
    tree = load_text(text)
    assert isinstance(tree, Located), tree
    return read_document(tree)


@pytest.fixture(scope="module")
def document():
    result = read()
    assert result.document is not None, result.problems
    return result.document


def part(budget: str, spent: str, **more: object) -> Answers:
    numbers = {"预算": Decimal(budget), "支出": Decimal(spent), "单价": Decimal(7), "满意度": Decimal("0.9")}
    project = Row("k", {"名称": "甲", "金额": Decimal(spent)})
    half = Row("上半年", {"累计": Decimal(1)})
    return Answers({**numbers, "人数": Decimal(3), **more}, {"项目": (project,), "季度": (half,)})


def totals(document, whole: Answers, *parts: Answers) -> dict[str, object]:
    return {one.where: one.total for one in sums_of(document, whole, parts)}


def test_amounts_and_counts_add_and_prices_percentages_and_what_is_taken_off_do_not(document):
    whole = Answers({"抵销": Decimal(5)})

    found = totals(document, whole, part("100", "90"), part("300", "200"))

    assert found == {
        "fig:预算": Decimal(400),
        "fig:支出": Decimal(285),
        "fig:人数": Decimal(6),
        "fig:本级支出": Decimal(90),
        "row:季度/上半年/累计": Decimal(2),
        "row:季度/全年/累计": Missing(("row:季度/全年/累计",)),
    }


def test_what_a_unit_does_not_have_adds_nothing_and_what_it_left_empty_makes_no_sum(document):
    none = NotApplicable(("fig:人数",), "没有")

    assert totals(document, Answers({}), part("1", "1"), part("1", "1", 人数=none))["fig:人数"] == Decimal(3)
    assert totals(document, Answers({}), part("1", "1", 人数=none))["fig:人数"] == none
    empty = part("1", "1")
    figures = {name: value for name, value in empty.figures.items() if name != "人数"}
    lacking = [part("1", "1"), Answers(figures)]
    one = next(one for one in sums_of(document, Answers({}), lacking) if one.where == "fig:人数")
    assert (one.total, one.lacking) == (Missing(("fig:人数",)), (1,))


def test_nobody_to_sum_up_makes_no_sum(document):
    assert set(totals(document, Answers({})).values()) == {
        Missing((where,)) for where in totals(document, Answers({}))
    }


def test_ratios_and_tables_are_computed_from_what_all_have_together(document):
    whole = Answers({"满意度": Decimal("0.5"), "支出": Decimal(1)}, {"单位": (Row("u", {"名称": "甲"}),)})
    parts = [part("100", "100"), part("300", "180")]

    together = summed(document, whole, parts)

    sheet = score(compile_document(document), together)
    assert sheet.figures["执行率"].value == Decimal("0.7")
    assert sheet.figures["项目金额"].value == Decimal(280)
    assert (together.figures["满意度"], together.rows["单位"]) == (Decimal("0.5"), whole.rows["单位"])
    assert [row.key for row in together.rows["项目"]] == ["0-k", "1-k"]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("table: 单位\n", "table: 没有\n", "table", "没有叫“没有”、由填报人加行的表"),
        ("table: 单位\n", "table: 季度\n", "table", "没有叫“季度”、由填报人加行的表"),
        ("name: 名称\n", "name: 支出数\n", "name", "“单位”没有叫“支出数”的 text 列"),
        ("included: 计入\n", "included: 名称\n", "included", "“单位”没有叫“名称”的 yes_no 列"),
        ("amounts: {支出数: 支出}", "amounts: {名称: 支出}", "amounts", "没有叫“名称”的金额或数量"),
        ("share: {本级支出: 支出}", "share: {本级支出: 人数}", "share", "没有叫“人数”、和“本级支出”同类的数"),
        ("less: {抵销: 支出}", "less: {满意度: 支出}", "less", "没有叫“满意度”的金额或数量"),
        ("less: {抵销: 支出}", "rows: {项目: 金额}", "rows", "“项目”没有叫“金额”的 text 列"),
        ("less: {抵销: 支出}", "rows: {季度: 名称}", "rows", "“季度”没有叫“名称”的 text 列"),
        ("less: {抵销: 支出}", "only: [没有]", "only", "没有叫“没有”的字段"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused_at_its_place(old, new, where, what):
    assert TEXT.count(old) == 1

    problems = read(TEXT.replace(old, new)).problems

    assert (f"subordinates.{where}", what) in [(one.where, one.what) for one in problems]


def test_adds_on_what_is_no_amount_and_no_count_is_refused():
    problems = read(TEXT.replace("满意度: percent", "满意度: {type: percent, adds: 否}")).problems

    assert [(one.where, one.what) for one in problems] == [("inputs.数.满意度.adds", "percent 不用 adds")]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("抵销: {type: amount, required: 否}", "抵销: amount", "抵销"),
        ("  单位:\n", "  单位:\n    minimum: 1\n", "单位"),
    ],
)
def test_what_only_a_department_with_units_sees_cannot_be_asked_of_everybody(old, new, name):
    problems = read(TEXT.replace(old, new, 1)).problems

    what = f"没有所属单位的部门看不到“{name}”，不能要求都填"
    assert ("subordinates", what) in [(one.where, one.what) for one in problems]
