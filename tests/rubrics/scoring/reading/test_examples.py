"""Proof by examples: what does not come out, and what no example proves, is listed on its line."""

import pytest

from rubrics.files import load_shipped
from rubrics.scoring.reading.proof import read_and_prove

from .small import TEXT, small, tree_of


def prove(text: str) -> list[tuple[str, int, str]]:
    result = read_and_prove(tree_of(text))
    assert result.document is not None, result.problems
    return [(one.where, one.line, one.what) for one in result.problems]


def test_small_document_lacks_proof_of_ratios_and_boundaries():
    assert prove(TEXT) == [
        ("ratios.政府采购执行率", 72, "比率“政府采购执行率”没有例子验证"),
        ("ratios.编外人员控制率", 73, "比率“编外人员控制率”没有例子验证"),
        ("ratios.项目及时率", 74, "比率“项目及时率”没有例子验证"),
        (
            "criteria.部门管理.parts.编外人员控制率",
            81,
            "指标“编外人员控制率”的界限“< 5%”缺少在界限另一边的例子",
        ),
        (
            "criteria.部门管理.parts.编外人员控制率",
            81,
            "指标“编外人员控制率”的界限“≤ 10%”缺少恰好等于界限的、在界限另一边的例子",
        ),
        (
            "criteria.部门管理.parts.预算调整",
            88,
            "指标“预算调整”的界限“≥ -10%”缺少恰好等于界限的、在界限另一边的例子",
        ),
        (
            "criteria.部门管理.parts.预算调整",
            88,
            "指标“预算调整”的界限“≤ 10%”缺少恰好等于界限的、在界限另一边的例子",
        ),
        (
            "criteria.部门绩效.parts.满意度",
            98,
            "指标“满意度”的界限“≥ 95%”缺少恰好等于界限的、在界限另一边的例子",
        ),
    ]


@pytest.mark.parametrize(
    ("rate", "lacking"),
    [
        ("9.99%", "恰好等于界限的、在界限另一边的"),
        ("10.01%", "恰好等于界限的"),
        ("10%", "在界限另一边的"),
    ],
)
def test_only_what_no_example_gives_is_named_as_missing(rate, lacking):
    text = TEXT.replace("ratios: {编外人员控制率: 5%}", f"ratios: {{编外人员控制率: {rate}}}")
    what = [what for _, _, what in prove(text) if "“≤ 10%”缺少" in what and "编外" in what]
    assert what == [f"指标“编外人员控制率”的界限“≤ 10%”缺少{lacking}例子"]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("expect: {预算执行: 9,", "expect: {预算执行: 8,", "例子“执行”：预算执行 应为 8，算出 9.00"),
        ("比率.预算执行率: 90%", "比率.预算执行率: 91%", "例子“执行”：比率.预算执行率 应为 91%，算出 90.00%"),
        ("expect: {预算执行: 9,", "expect: {预算执行: 未填,", "例子“执行”：预算执行 应为 未填，算出 9.00"),
        (
            "expect: {编外人员控制率: 2.5}",
            "expect: {合计: 100}",
            "例子“编外恰为5%”：合计 应为 100，算出 未填",
        ),
        (
            "fig:财政拨款支出: '90'",
            "fig:财政拨款支出: 很多",
            "例子“执行”的 fig:财政拨款支出 读不懂：“财政拨款支出”填的“很多”不是 0–9 写的数字",
        ),
    ],
)
def test_example_that_does_not_come_out_is_named_with_both_values(old, new, what):
    assert TEXT.count(old) == 1
    line = 141 if "编外" in old else 140
    name = "编外恰为5%" if line == 141 else "执行"
    assert (f"examples[{1 if name == '执行' else 2}]", line, what) in prove(TEXT.replace(old, new))


@pytest.mark.parametrize(
    "mistakes",
    [
        {
            "比率.编外人员控制率": ("编外人数 / (在编人数 + 编外人数)", "编外人数 / 在编人数"),
        },
        {
            "政府采购执行率": ("实际采购金额 / 采购计划金额,", "采购计划金额 / 实际采购金额,"),
            "编外人员控制率": ("{< 5%: 1, ≤ 10%: 0.5, 其余: 0}", "{≤ 5%: 1, ≤ 10%: 0.5, 其余: 0}"),
            "公众或服务对象满意度": (
                "{≥ 95%: 6, ≥ 90%: 4, ≥ 80%: 2, 其余: 1}",
                "{≥ 95%: 6, ≥ 90%: 4, ≥ 8%: 2, 其余: 1}",
            ),
        },
    ],
)
def test_mistakes_that_only_examples_can_see_are_seen(mistakes):
    text = load_shipped("longgang-2020.yaml").read()
    for old, new in mistakes.values():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    found = [what for _, _, what in prove(text)]
    assert [name for name in mistakes if not any(name in what for what in found)] == []


def test_examples_of_the_small_document_are_read():
    assert [example.name for example in small().examples] == ["执行", "编外恰为5%"]
