"""佐证材料清单: what was sent, place by place, at the end of the report or in the chapter that asks for it."""

from dataclasses import replace

import pytest

from evaluations.report.context import report_context
from evaluations.report.frozen import source_of_snapshot
from evaluations.report.html import document_html
from evaluations.selectors.snapshots import latest_snapshot
from evaluations.services.evidence import Offered, add_file, link_file
from evaluations.services.submission import submit
from rubrics.scoring.types import Chapter, ChapterPart, PartKind
from tests.evaluations.conftest import fill
from tests.evaluations.evidence.papers import pdf

from .reading import html_lines

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
FIGURE, LINE = "fig:调整预算数", "line:社会效益/佐证"
HEADS = "证明的内容 文件名 页码 校验码"


@pytest.fixture
def sent(office, settings, tmp_path):
    """The source of a filing that was sent with two files, one of them for two places, and changed since."""
    settings.EVIDENCE_ROOT = tmp_path
    said = {"actor": office.filer, "filing": office.filing}
    fill(office)
    first = add_file(**said, offered=Offered("批复.pdf", pdf(b"%1"), FIGURE, "2"))
    add_file(**said, offered=Offered("来函.pdf", pdf(b"%2")))
    link_file(**said, key=first.key, address=LINE, pages="")
    submit(**said)
    source = source_of_snapshot(latest_snapshot(office.filing), "")
    files = {one.name: one.sha[:12] for one in office.filing.evidence.all()}
    return source, files


def printed(source) -> list[str]:
    return html_lines(document_html(report_context(source)))


def lines(files: dict[str, str]) -> list[str]:
    return [
        HEADS,
        f"调整预算数 批复.pdf 2 {files['批复.pdf']}",
        f"社会效益 批复.pdf — {files['批复.pdf']}",
        f"（没有写明证明什么） 来函.pdf — {files['来函.pdf']}",
    ]


def test_files_that_were_sent_are_listed_in_an_appendix_place_by_place(sent):
    source, files = sent
    text = printed(source)
    at = text.index(HEADS)
    assert text[at : at + 4] == lines(files)
    assert [one.text for one in report_context(source).contents][-1] == "附件2　佐证材料清单"
    assert len(files["批复.pdf"]) == 12


def test_chapter_that_lists_the_files_takes_the_place_of_the_appendix(sent):
    source, files = sent
    chapter = Chapter("佐证", 1, (ChapterPart(PartKind.EVIDENCE, "全部"),))
    there = replace(source, document=replace(source.document, outline=(chapter,)))
    text = printed(there)
    assert text.count(HEADS) == 1
    at = text.index(HEADS)
    assert text[at : at + 4] == lines(files)
    assert [one.text for one in report_context(there).contents] == ["一、佐证", "附件　得分计算说明"]


def test_report_without_files_has_no_list_and_a_chapter_says_so(sent):
    source = replace(sent[0], proofs=())
    assert HEADS not in printed(source)
    chapter = Chapter("佐证", 1, (ChapterPart(PartKind.EVIDENCE, "全部"),))
    there = replace(source, document=replace(source.document, outline=(chapter,)))
    assert "没有上传佐证材料文件。" in printed(there)
