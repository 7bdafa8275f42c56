"""Which lost rows have a problem and a measure, and what a document says of the two tables."""

from decimal import Decimal

import pytest

from rubrics.files import load_text
from rubrics.scoring import Answers, Row
from rubrics.scoring.reading.document import read_document
from rubrics.scoring.reading.located import Located
from rubrics.scoring.remedies import place_of_remedy, remedied, unanswered, unnamed
from rubrics.scoring.results import Line, LineState
from rubrics.scoring.types import RemedyTables

SAID = RemedyTables("问题表", "哪项", "标题", "措施表", "措施", "针对")

TEXT = """rubric: 示例
year: 2020
version: 1
reference: 示例文件
subject: 部门
total: 10
grades: {优: ≥ 9, 差: 其余}
levels: [一级指标]
inputs:
  数: {支出: {type: amount, unit: 元}}
tables:
  问题表: {columns: {标题: text, 哪项: {type: choice, options: [无, 执行]}}}
  措施表: {columns: {措施: text, 针对: text, 科室: text, 期限: date}}
criteria:
  执行: {points: 10, rule: {kind: judged}}
stages:
  填写:
    blocks: [{fields: [支出]}, {list: 问题表}, {list: 措施表}, {scoring: 全部}]
remedies: {table: 问题表, line: 哪项, problem: 标题, measures: 措施表, measure: 措施, answers: 针对,
  office: 科室, until: 期限}
"""


def answers(problems: list[dict], measures: list[dict]) -> Answers:
    rows = {"问题表": problems, "措施表": measures}
    return Answers(
        {}, {name: tuple(Row(str(at), one) for at, one in enumerate(found)) for name, found in rows.items()}
    )


def test_a_row_is_remedied_by_a_problem_that_names_it_and_a_measure_that_answers_the_problem():
    filled = answers(
        [
            {"标题": "甲问题", "哪项": "甲"},
            {"标题": "乙问题", "哪项": "乙"},
            {"标题": "丙问题", "哪项": "丙"},
            {"哪项": "丁"},
        ],
        [
            {"措施": "改", "针对": " 甲问题 "},
            {"针对": "乙问题"},
            {"措施": "另改", "针对": "没有的问题"},
            {"措施": "改"},
        ],
    )

    assert remedied(SAID, filled) == {"甲"}
    assert [place_of_remedy(SAID, filled, one) for one in "乙戊"] == ["table:措施表", "table:问题表"]


def test_what_lacks_is_a_lost_row_that_no_problem_names_and_a_title_that_no_measure_repeats():
    filled = answers(
        [{"标题": "甲问题", "哪项": " 甲"}, {"标题": "乙问题"}, {"标题": "乙问题 "}, {"哪项": "丁"}],
        [{"针对": "甲问题 "}, {"措施": "改"}],
    )
    scores = {"甲": "8", "乙": "8", "丙": "10", "丁": "0", "戊": None}
    lines = [
        Line(
            name, Decimal(10), LineState.SCORED if score else LineState.MISSING, score and Decimal(score), ()
        )
        for name, score in scores.items()
    ]

    assert [line.id for line in unnamed(SAID, filled, lines)] == ["乙"]
    assert unanswered(SAID, filled) == {"1": "乙问题"}


def problems(text: str) -> list[tuple[str, str]]:
    tree = load_text(text)
    assert isinstance(tree, Located), tree
    return [(one.where, one.what) for one in read_document(tree).problems]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("table: 问题表", "table: 没有", "table", "没有叫“没有”、由填报人加行的表"),
        ("line: 哪项", "line: 标题", "line", "“问题表”没有叫“标题”的 choice 列"),
        ("options: [无, 执行]", "options: [无, 别的]", "line", "“哪项”的选项里没有指标“执行”"),
        ("problem: 标题", "problem: 哪项", "problem", "“问题表”没有叫“哪项”的 text 列"),
        ("measures: 措施表", "measures: 没有", "measures", "没有叫“没有”、由填报人加行的表"),
        ("answers: 针对", "answers: 没有", "answers", "“措施表”没有叫“没有”的 text 列"),
        ("office: 科室", "office: 期限", "office", "“措施表”没有叫“期限”的 text 列"),
        ("until: 期限", "until: 科室", "until", "“措施表”没有叫“科室”的 date 列"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused_at_its_place(old, new, where, what):
    assert (problems(TEXT), TEXT.count(old)) == ([], 1)

    assert (f"remedies.{where}", what) in problems(TEXT.replace(old, new))


def test_office_and_last_day_of_a_measure_need_not_be_named():
    assert problems(TEXT.replace(",\n  office: 科室, until: 期限", "")) == []
