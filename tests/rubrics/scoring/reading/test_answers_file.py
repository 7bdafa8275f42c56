"""Answers files: read to flat answers, problems on their lines."""

import pytest

from rubrics.scoring.reading.answers import NA, FlatRow, Given, read_flat
from rubrics.scoring.reading.answers_file import read_answers_file

from .small import small, tree_of

HEAD = "rubric: 示例区部门整体支出绩效自评\nyear: 2030\n"


def file_of(text: str):
    return read_answers_file(tree_of(HEAD + text), small())


def test_answers_of_every_section_are_read():
    file = file_of("""
figures:
  财政拨款支出: 95
  采购计划金额: {na: 全年没有采购}
  满意度: {text: 95%, source: 由得分推定}
  存在问题说明: |-
    # 人员
    编外偏多。
tables:
  项目:
    - {名称: 甲, 预算: 100}
    - {名称: 乙, 预算: {text: 50, source: 由得分推定}}
  季度: {上半年: {累计支出: 50}, 全年: {}}
lines:
  制度: {有制度: 是, 有监督: {text: 2, source: 由得分推定}}
  结余: {评判法: {得分: 5}}
explanations:
  采购: 经批准增加采购
  项目支出: {'2': 动用上年结转}
previous: {调整预算数: 90}
presets: {在编人数: 60}
""")
    assert file.problems == []
    assert file.flat.answers == {
        "fig:财政拨款支出": Given("95"),
        "fig:采购计划金额": Given("全年没有采购", NA),
        "fig:满意度": Given("95%", source="由得分推定"),
        "line:制度/有制度": Given("是"),
        "line:制度/有监督": Given("2", source="由得分推定"),
        "line:结余/评判法/得分": Given("5"),
        "check:采购": Given("经批准增加采购"),
        "check:项目支出/2": Given("动用上年结转"),
    }
    assert file.flat.rows == {
        "项目": (
            FlatRow("1", {"名称": Given("甲"), "预算": Given("100")}),
            FlatRow("2", {"名称": Given("乙"), "预算": Given("50", source="由得分推定")}),
        ),
        "季度": (FlatRow("上半年", {"累计支出": Given("50")}), FlatRow("全年", {})),
    }
    assert file.flat.narratives == {"存在问题说明": "# 人员\n编外偏多。"}
    assert (file.flat.previous, file.flat.presets) == ({"调整预算数": "90"}, {"在编人数": "60"})


def test_source_of_a_narrative_stands_beside_its_text():
    file = file_of("figures: {存在问题说明: {text: 编外偏多。, source: 示例补充}}")
    assert file.problems == []
    assert file.flat.narratives == {"存在问题说明": "编外偏多。"}
    assert file.flat.narrative_sources == {"存在问题说明": "示例补充"}


def test_table_answered_as_not_existing_is_one_answer():
    file = file_of("tables: {项目: {na: 没有项目}}")
    assert file.flat.answers == {"table:项目": Given("没有项目", NA)}
    assert file.flat.rows == {}


def test_answer_that_cannot_be_read_is_shown_on_its_line():
    file = file_of(
        "figures:\n  财政拨款支出: 12,34\n  支出: 5\ntables:\n  项目:\n    - {名称: 甲}\n    - {按期完成: 有}\n"
    )
    _, problems = read_flat(small(), file.flat)
    assert [(one.where, one.line, one.column) for one in file.located(problems)] == [
        ("fig:财政拨款支出", 4, 11),
        ("fig:支出", 5, 7),
        ("row:项目/2/按期完成", 9, 14),
    ]


@pytest.mark.parametrize(
    ("text", "where", "line"),
    [
        ("figure: {}", "figure", 3),
        ("figures: {满意度: {value: 95%}}", "figures.满意度.value", 3),
        ("figures: {满意度: {text: 95%, na: 没有}}", "figures.满意度.na", 3),
        ("figures: [甲]", "figures", 3),
        ("lines: {制度: 5}", "lines.制度", 3),
    ],
)
def test_file_of_another_shape_is_refused(text, where, line):
    file = file_of(text)
    assert (where, line) in [(one.where, one.line) for one in file.problems]


def test_file_of_another_document_is_refused():
    file = read_answers_file(tree_of("rubric: 别的\nyear: 2029\n"), small())
    assert [(one.where, one.what) for one in file.problems] == [
        ("year", "年度是 2029，评价指标体系是 2030 年的"),
        ("rubric", "与评价指标体系的名称不同"),
    ]
