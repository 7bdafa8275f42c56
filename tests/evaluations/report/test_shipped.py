"""The real case, printed: its four chapters, its table, its scores; and the other shipped documents."""

import re

import pytest

from evaluations.report.context import report_context
from evaluations.report.html import document_html
from evaluations.report.pdf import print_context
from rubrics import files
from rubrics.scoring import assess, compile_document, narrative
from rubrics.scoring.reading.answers import Flat, read_flat

from .reading import html_lines, pdf_pages, pdf_text, squeezed
from .sample import source
from .shipped import case, document_of

DOCUMENT, DEPARTMENT = "longgang-2020.yaml", "深圳市龙岗区应急管理局"
CASES = ["longgang-2020-as-printed.yaml", "longgang-2020-as-meant.yaml", "longgang-2020-finished.yaml"]
FIGURE = re.compile(r"\{\{.*?\}\}")


def lines_of(name):
    return html_lines(document_html(report_context(case(name, DOCUMENT, DEPARTMENT))))


def typed_sentences(name: str) -> list[str]:
    """Everything that was written in the narratives of a case, cut at the figures."""
    found = case(name, DOCUMENT, DEPARTMENT)
    texts = [narrative.to_text_form(blocks) for blocks in found.narratives.values()]
    words = [re.sub(r"^(#+|-|[0-9]+\.) +", "", line) for text in texts for line in text.split("\n")]
    return [
        squeezed(part.replace("\\", ""))
        for line in words
        for part in FIGURE.split(line)
        if len(part.strip()) > 1
    ]


@pytest.fixture(scope="module")
def finished() -> bytes:
    return print_context(report_context(case(CASES[2], DOCUMENT, DEPARTMENT))).content


@pytest.mark.parametrize("name", CASES)
def test_case_has_the_four_chapters_of_the_published_report(name):
    titles = [line for line in lines_of(name)[5:30] if re.match("[一二三四五]、", line)]

    assert titles[:4] == [
        "一、部门基本情况",
        "二、部门主要履职绩效分析",
        "三、总体评价和整改措施",
        "四、部门整体支出绩效评价指标评分情况",
    ]


@pytest.mark.parametrize("name", CASES)
def test_case_prints_every_word_that_was_written(name):
    text = squeezed("".join(lines_of(name)))

    sentences = typed_sentences(name)
    assert len(sentences) > 90
    assert [sentence for sentence in sentences if sentence not in text] == []


def test_case_read_back_from_the_pdf_is_what_was_written(finished):
    text = re.sub("—[0-9]+—", "", squeezed(pdf_text(finished)))

    assert [sentence for sentence in typed_sentences(CASES[2]) if sentence not in text] == []


@pytest.mark.parametrize(
    ("name", "total", "procurement"),
    [(CASES[0], "93.86", "110.12%"), (CASES[1], "95.68", "90.81%"), (CASES[2], "95.68", "90.81%")],
)
def test_case_prints_its_submitted_scores(name, total, procurement):
    lines = lines_of(name)

    assert f"合计 100 {total}" in lines
    assert f"我局参照《2020年度部门整体支出绩效自评表》（见下表）进行自评，得分{total}分。" in lines
    assert any(line.startswith("政府采购执行率 2 ") and procurement in line for line in lines)


def test_case_project_table_has_its_fourteen_rows_and_totals():
    lines = lines_of(CASES[2])

    head = lines.index("序号 项目名称 项目预算数（元） 项目支出数（元） 项目执行率")
    assert lines[head + 1] == "1 龙岗区安全生产网格化管理指挥系统 2,570,000.00 2,566,250.00 99.85%"
    assert lines[head + 10] == "10 应急管理专项 14,446,400.00 12,736,464.70 88.16%"
    assert lines[head + 15] == "合计 48,935,079.24 46,759,889.35 95.55%"


def test_case_guessed_answers_are_marked_and_the_mark_is_explained():
    lines = lines_of(CASES[1])

    notes = [line for line in lines if line.startswith("注：数据来源：")]
    mark = re.search("([①-⑳])由得分推定", "".join(notes)).group(1)
    assert any(mark in line and re.search("预算执行率 6 .*5.86", line) for line in lines)


def test_case_contents_and_pages_are_those_of_a_report_to_be_bound(finished):
    pages = pdf_pages(finished)

    numbers = [re.findall("— ([0-9]+) —", page) for page in pages]
    assert numbers[:2] == [[], []]
    assert [number for (number,) in numbers[2:]] == [str(at) for at in range(1, len(pages) - 1)]
    for title, number in re.findall(r"^(.*?)[ .\n]+([0-9]+)$", pages[1], re.MULTILINE):
        assert squeezed(title.replace("附件　", "")) in squeezed(pages[int(number) + 1])


@pytest.mark.parametrize("name", [file.name for file in files.shipped()])
def test_shipped_document_prints_an_empty_filing_without_a_gap_in_the_words(name):
    document = document_of(name)
    answers, _ = read_flat(document, Flat({}, {}, {}))
    sheet = assess(compile_document(document), answers)
    empty = source(document=document, sheet=sheet, answers=answers, narratives={})
    lines = html_lines(document_html(report_context(empty)))

    assert "{{" not in "".join(lines)
    assert "（未填）" in "".join(lines)
