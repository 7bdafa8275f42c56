"""The whole report as text, in order: what a person reads on the HTML page and in the PDF."""

from dataclasses import replace

import pytest

from evaluations.report.context import day_text, report_context
from evaluations.report.html import body_html, document_html
from rubrics.scoring import wording
from rubrics.scoring.states import NotApplicable
from rubrics.scoring.types import Chapter, ChapterPart, PartKind, UnitTable

from .reading import html_lines
from .sample import ANSWERS, CHECKS, DOCUMENT, FALSE, LINES, SHEET, outlined, source, told

COVER = [
    "编号：示例2031-0007",
    "2030年度自评报告",
    "单位（公章）：示例县水务局",
    "经办人：（未填）",
    "2031年3月9日",
]
CONTENTS = """目 录
一、基本情况
（一）概况
（二）2030年预算
二、履职
（一）目标
（二）成效
（三）下属单位
三、评分
附：核对
附件1 得分计算说明
附件2 勾稽核对情况说明"""
CHAPTERS = """一、基本情况
（一）概况
本局有1234人，年初预算1234.56万元。
1．职责
（1）防汛。
（2）供水。
再说一句。
（3）重新数。
——另一种。
（二）2030年预算
年初1234.56万元，支出1200.00万元，执行率97.20%，满意率95.00%①。
注：数据来源：①由得分推定。
2030年工程支出表
序号 名称 预算（元） 支出（元） 比率
1 河道清淤 2,000,000.00 1,900,000.00 95.00%
2 泵站改造 1,000,000.50 900,000.00 90.00%
合计 3,000,000.50 2,800,000.00 93.33%
进度
进度 计划 累计（万元）
上半年 50.00% 600.00
全年 100.00% （未填）
二、履职
（一）目标
1．防汛安全
2．节水达标
（二）成效
1．防汛安全
全年无险情。
2．节水达标
（1）完成改造。
（2）通过验收。
（三）下属单位
无此事项：没有下属单位
三、评分
自评得83.5分，等级为良，其中“合理”18.5分（满分20分）。
自评表
评价指标 参考评分标准 自评 得分
一级指标 二级指标 三级指标
名称 分值 名称 分值 名称 分值
决策 30 编制 30 合理 20 1.符合职责（10分）； 2.分配合理（10分）。 18.5
规范 10 规范的评分标准。 10
绩效 70 产出 40 数量 25 数量的评分标准。 25
质量 15 质量的评分标准。 0
效果 30 效果的评分标准。 30
合计 100 83.5
附：核对
编号 核对内容 结果 情况说明
{check} 支出不超过预算 已说明 年中追加，有批复。"""
APPENDICES = """附件1
得分计算说明
指标 分值 得分 计算依据
合理 20 18.5 {合理} 未得满分原因：一项分配不合理。 佐证材料：批复.pdf 第 3 页
规范 10 10 {规范}
数量 25 25 {数量}
质量 15 0 {质量}
效果 30 30 {效果}
附件2
勾稽核对情况说明
编号 核对情况 情况说明
{check} {message} 年中追加，有批复。"""


def expected():
    """The golden text, with the sentences of the pages put in where the appendix repeats them."""
    (check,) = CHECKS
    said = {name: " ".join(wording.explain(line, SHEET)) for name, line in LINES.items()}
    said |= {"check": wording.check_name(check), "message": wording.message(check)}
    text = "\n".join([*COVER, CONTENTS, CHAPTERS, APPENDICES]).format(**said)
    return [" ".join(line.split()) for line in text.split("\n")]


def test_report_text_is_the_golden_text_in_order():
    assert html_lines(document_html(report_context(source()))) == expected()


def test_report_page_body_has_the_same_text_as_the_printers_document():
    context = report_context(source())

    assert html_lines(body_html(context)) == html_lines(document_html(context))


def test_report_is_made_of_the_frozen_scores_and_of_nothing_else():
    lines = {**LINES, "质量": replace(LINES["质量"], score=LINES["质量"].points)}

    text = html_lines(document_html(report_context(source(sheet=replace(SHEET, lines=lines)))))

    assert "质量 15 质量的评分标准。 15" in text
    assert "合计 100 83.5" in text


def test_report_draft_has_the_watermark_and_nothing_else_differs():
    final, draft = (
        html_lines(document_html(report_context(source(watermark=mark)))) for mark in ("", "草稿")
    )

    assert draft == ["草稿", *final]


def test_report_without_cover_names_the_department_itself():
    context = report_context(source(document=replace(DOCUMENT, cover=()), department="{{支出数}}局"))

    assert [[run.text for run in line] for line in context.cover] == [["部门名称（公章）：{{支出数}}局"]]


def test_report_chapter_whose_parts_are_all_left_out_does_not_count():
    hidden = Chapter("不印", 1, (ChapterPart(PartKind.TEXT, "不印。", when=FALSE),))
    shown = Chapter("印", 1, (ChapterPart(PartKind.TEXT, "一句话。"),))

    text = html_lines(document_html(report_context(outlined(hidden, shown))))

    assert text[text.index("一、印", 8) :][:2] == ["一、印", "一句话。"]
    assert not [line for line in text if "不印" in line]


def test_report_chapter_of_units_is_left_out_where_the_department_has_none():
    chapter = Chapter("单位名单", 1, (ChapterPart(PartKind.TABLE, "下属", ("名称",)),))
    units = UnitTable("下属", "名称", "名称")
    made = outlined(chapter)
    answers = replace(made.answers, absent_tables={})
    made = replace(made, document=replace(made.document, units=units), answers=answers)
    none = replace(made.answers, absent_tables={"下属": NotApplicable(("table:下属",), "没有所属单位")})

    printed = ["单位名单" in str(report_context(one).blocks) for one in (made, replace(made, answers=none))]

    assert printed == [True, False]


def test_report_empty_chapter_says_that_nothing_was_filled():
    optional = Chapter("补充", 1, (ChapterPart(PartKind.NARRATIVE, "补充"),))

    text = html_lines(document_html(report_context(outlined(optional))))

    assert text[text.index("一、补充", 7) :][:2] == ["一、补充", "（未填）"]


def test_report_explanations_in_a_chapter_are_not_repeated_in_an_appendix():
    chapter = Chapter("说明", 1, (ChapterPart(PartKind.EXPLANATIONS, "全部"),))

    context = report_context(outlined(chapter))

    assert [entry.text for entry in context.contents] == ["一、说明", "附件　得分计算说明"]


def test_report_without_failed_checks_says_so_in_the_chapter():
    chapter = Chapter("说明", 1, (ChapterPart(PartKind.EXPLANATIONS, "全部"),))

    text = html_lines(document_html(report_context(outlined(chapter, sheet=replace(SHEET, checks=())))))

    assert "没有需要说明的勾稽关系。" in text


@pytest.mark.parametrize("mark", ["style=", "<script", "onload", "src=", 'href="http', "url("])
def test_report_html_has_no_style_no_script_and_no_reference(mark):
    assert mark not in document_html(report_context(source()))


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<link rel=attachment href=file:///etc/passwd>",
        "<img src=x onerror=alert(1)>",
        "</p></div><h1>假标题</h1>",
        "{{7*7}}{% load x %}{# 注 #}%(x)s{0.__class__}",
        "&lt;b&gt; &amp;",
        "𠮷㎡①😀",
    ],
)
def test_report_typed_text_stands_as_typed_everywhere(typed):
    answers = replace(ANSWERS, entries=dict.fromkeys(ANSWERS.entries, typed))
    checks = (replace(CHECKS[0], explanation=typed),)
    made = told(typed, department=typed, number=typed, answers=answers, sheet=replace(SHEET, checks=checks))

    text = "\n".join(html_lines(document_html(report_context(made))))

    squeezed = " ".join(typed.split())
    assert text.count(squeezed) == 5
    assert "假标题" not in document_html(report_context(source()))


def test_day_text_is_written_as_official_documents_do():
    assert day_text(source().submitted_on) == "2031年3月9日"
