"""公开版: the print for the public, without what the document calls private."""

from dataclasses import replace

import pytest

from evaluations.report.context import ReportContext, report_context
from evaluations.report.frozen import source_of
from evaluations.report.html import document_html
from evaluations.report.pdf import print_context
from evaluations.report.public import HIDDEN, made_public, private_names
from evaluations.report.source import Proof, Source
from rubrics.scoring.address import cell, chapter
from rubrics.scoring.results import Row
from rubrics.scoring.types import Chapter, ChapterPart, FieldType, PartKind

from .reading import html_lines, pdf_text
from .sample import ANSWERS, DOCUMENT, FIGURES, ROWS, SHEET, blocks, source

NAME, PHONE = "示例经办人", "0000-1234567"
COVER = (*DOCUMENT.cover, "电话：{{电话}}")
PROOFS = (Proof("人数", "名册.pdf", "2", "0123456789ab"),)
WORKS_ROWS = tuple(
    Row(row.key, {**row.cells, "备注": f"{NAME}负责{row.cells['名称']}"}) for row in ROWS["工程"]
)


def filed(*chapters: Chapter) -> Source:
    """The sample filing with a name and a telephone number in every kind of place, and these chapters."""
    clerk = replace(DOCUMENT.inputs[1], private=True)
    phone = replace(clerk, id="电话")
    works = DOCUMENT.tables[0]
    columns = tuple(replace(one, private=one.id == "备注") for one in works.columns)
    figures = {
        **FIGURES,
        "经办人": replace(FIGURES["经办人"], value=NAME),
        "电话": replace(FIGURES["经办人"], address="fig:电话", title="电话", value=PHONE),
    }
    document = replace(
        DOCUMENT,
        inputs=(DOCUMENT.inputs[0], clerk, phone, *DOCUMENT.inputs[2:]),
        tables=(replace(works, columns=columns), *DOCUMENT.tables[1:]),
        cover=COVER,
        outline=chapters or DOCUMENT.outline,
    )
    return source(
        document=document,
        sheet=replace(SHEET, figures=figures),
        answers=replace(ANSWERS, rows={**ROWS, "工程": WORKS_ROWS}),
        narratives={chapter("概况"): blocks("由{{经办人}}填报，共{{人数}}。")},
        proofs=PROOFS,
    )


def public(made: Source) -> ReportContext:
    return report_context(made_public(made, "公开版"))


def lines(report: ReportContext) -> list[str]:
    return html_lines(document_html(report))


def under(title: str, made: Source) -> list[str]:
    """Return what the public reads below the title of a chapter, not in the contents."""
    text = lines(public(made))
    return text[len(text) - text[::-1].index(f"一、{title}") :]


def test_names_of_private_figures_are_those_of_the_document():
    assert private_names(filed().document) == {"经办人", "电话", "工程.备注"}


def test_public_print_says_so_and_is_else_the_whole_report_without_what_is_private():
    whole = lines(report_context(filed()))
    heads = whole.index("证明的内容 文件名 页码 校验码")
    wanted = [
        *whole[:2],
        "（公开版）",
        whole[2],
        *whole[5:heads],
        "证明的内容 文件名",
        "人数 名册.pdf",
        *whole[heads + 2 :],
    ]
    quoted = f"由{NAME}填报，共1234人。"
    assert whole[3:5] == [f"经办人：{NAME}", f"电话：{PHONE}"]
    assert lines(public(filed())) == [line.replace(quoted, f"由{HIDDEN}填报，共1234人。") for line in wanted]


def test_line_of_an_outline_that_quotes_what_is_private_is_left_out():
    said = ChapterPart(PartKind.TEXT, "经办人是{{经办人}}。\n共{{人数}}。\n{{工程.备注[a]}}")
    assert under("所述", filed(Chapter("所述", 1, (said,))))[:2] == ["共1234人。", "附件1"]


@pytest.mark.parametrize("columns", [(), ("名称", "备注")])
def test_private_column_of_a_table_is_left_out_with_its_head(columns):
    part = ChapterPart(PartKind.TABLE, "工程", columns)
    text = lines(public(filed(Chapter("工程", 1, (part,)))))
    assert [line for line in text if NAME in line or "备注" in line] == []
    assert any("名称" in line and "序号" in line for line in text)


def test_table_printed_as_chapters_has_no_private_text_and_no_private_title():
    """A title that is left out is said to be; the number of a row is nobody's business."""
    made = filed(Chapter("成效", 1, (ChapterPart(PartKind.TABLE, "成效"),)))
    title, content = made.document.tables[3].columns
    assert content.type is FieldType.NARRATIVE
    narratives = {cell("成效", key, "内容"): blocks(f"{NAME}的成效。") for key in ("g1", "g2")}

    def printed(*columns) -> list[str]:
        table = replace(made.document.tables[3], columns=columns)
        document = replace(made.document, tables=(*made.document.tables[:3], table, made.document.tables[4]))
        return under("成效", replace(made, document=document, narratives=narratives))[:4]

    assert printed(title, content) == [
        "（一）防汛安全",
        f"{NAME}的成效。",
        "（二）节水达标",
        f"{NAME}的成效。",
    ]
    private = replace(content, private=True)
    assert printed(title, private)[:2] == ["（一）防汛安全", "（二）节水达标"]
    private = replace(title, private=True)
    assert printed(private, content)[::2] == [f"（一）{HIDDEN}", f"（二）{HIDDEN}"]


def test_chapter_that_is_private_says_no_more_than_that():
    made = filed(Chapter("概况", 1, (ChapterPart(PartKind.NARRATIVE, "概况"),)))
    inputs = tuple(replace(one, private=one.private or one.id == "概况") for one in made.document.inputs)
    assert under("概况", replace(made, document=replace(made.document, inputs=inputs)))[0] == HIDDEN


def test_file_for_the_public_holds_nothing_private_while_the_whole_one_does():
    whole = pdf_text(print_context(report_context(filed())).content)
    shown = pdf_text(print_context(public(filed())).content)
    assert [word in whole for word in (NAME, PHONE, "0123456789ab", "公开版")] == [True, True, True, False]
    assert [word in shown for word in (NAME, PHONE, "0123456789ab", "公开版")] == [False, False, False, True]


@pytest.mark.django_db
@pytest.mark.parametrize("variant", ["draft", "final", "public"])
def test_prints_of_one_snapshot_differ_as_they_are_called(passed, variant):
    made = passed.approval.reports.create(
        variant=variant, requested_by=passed.filer, requested_at=passed.approval.at
    )
    found = source_of(made)
    assert (found.watermark, found.edition) == {
        "draft": ("草稿", ""),
        "final": ("", ""),
        "public": ("", "公开版"),
    }[variant]
