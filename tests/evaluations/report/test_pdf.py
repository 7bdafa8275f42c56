"""Real PDFs: text, fonts, page numbers, contents, watermark, tables over several pages."""

import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from evaluations.report import fonts, pdf
from evaluations.report.context import report_context
from evaluations.report.edition import template_digest
from evaluations.report.html import document_html
from evaluations.report.pdf import CannotPrint, Printed, print_context
from rubrics.scoring.results import Row
from rubrics.scoring.types import Chapter, ChapterPart, Criterion, PartKind

from .reading import html_lines, pdf_fonts, pdf_pages, pdf_places, squeezed
from .sample import ANSWERS, DOCUMENT, ROWS, leaf, outlined, source, told

NUMBER = re.compile(r"— (\d+) —")
LINE = "我局按规定编制预算并按进度支出资金做到收支平衡略有结余。"
"""28 characters: one line of the page."""


def printed(made) -> bytes:
    return print_context(report_context(made)).content


def numbered_pages(content: bytes) -> dict[int, str]:
    """The text of the pages that carry a number, without it."""
    found = {}
    for page in pdf_pages(content):
        number = NUMBER.search(page)
        if number:
            found[int(number.group(1))] = NUMBER.sub("", page)
    return found


@pytest.fixture(scope="module")
def sample_pdf() -> bytes:
    return printed(source())


def test_print_text_read_back_is_the_text_of_the_report(sample_pdf):
    lines = html_lines(document_html(report_context(source())))
    chapters = lines[lines.index("一、基本情况", 8) :]

    assert squeezed("".join(numbered_pages(sample_pdf).values())) == squeezed("".join(chapters))
    assert squeezed(pdf_pages(sample_pdf)[0]) == squeezed("".join(lines[:5]))


def test_print_keeps_several_spaces_as_typed():
    def apart(text: str) -> float:
        (places,) = [page for page in pdf_places(printed(told(text))) if ("左" in (one[2] for one in page))]
        found = {word: left for left, _, word in places}
        return found["右"] - found["左"]

    one, four = apart("左 右"), apart("左    右")
    assert four - one == pytest.approx(3 * (one - 15.75), abs=0.1)


def test_print_embeds_only_truetype_fonts_of_the_office(sample_pdf, tmp_path):
    found = pdf_fonts(sample_pdf, tmp_path)

    assert {(kind, embedded, part) for _, kind, embedded, part in found} == {("CID TrueType", "yes", "yes")}
    assert {name.partition("+")[2].removesuffix("-Bold") for name, *_ in found} == {
        "report-song",
        "report-hei",
        "report-kai",
        "report-body",
        "report-latin",
    }
    with pikepdf.open(io.BytesIO(sample_pdf)) as document:
        files = [key for thing in document.objects for key in _font_files(thing)]
    assert set(files) == {"/FontFile2"}


def _font_files(thing: object) -> list[str]:
    names = ("/FontFile", "/FontFile2", "/FontFile3")
    return [name for name in names if isinstance(thing, pikepdf.Dictionary) and name in thing]


def test_print_same_snapshot_gives_the_same_bytes(sample_pdf):
    printed(told("别的报告。"))

    assert printed(source()) == sample_pdf


def test_print_tells_pages_and_edition(sample_pdf):
    found = print_context(report_context(source()))

    assert found == Printed(sample_pdf, len(pdf_pages(sample_pdf)), template_digest())


def test_print_title_and_language_are_in_the_file(sample_pdf):
    with pikepdf.open(io.BytesIO(sample_pdf)) as document:
        assert str(document.docinfo["/Title"]) == "2030年度自评报告"
        assert str(document.docinfo["/Author"]) == "示例县水务局"
        assert str(document.Root.Lang) == "zh-CN"
        with document.open_outline() as outline:
            assert [item.title for item in outline.root][:2] == ["一、基本情况", "二、履职"]


def test_print_has_no_link_out_and_no_attachment():
    typed = "网址 http://example.test/a 与 file:///etc/passwd 与 javascript:alert(1)"

    with pikepdf.open(io.BytesIO(printed(told(typed)))) as document:
        links = [note for page in document.pages for note in page.get("/Annots", [])]
        names = document.Root.get("/Names", {})
        assert "/EmbeddedFiles" not in names
        assert [note for note in links if "/A" in note and "/URI" in note.A] == []


def test_print_contents_give_the_number_of_the_page_where_each_chapter_begins():
    text = (ChapterPart(PartKind.TEXT, LINE * 70),)
    chapters = [Chapter(f"第{at}件事", 1, text, (Chapter(f"其中{at}", 2, text),)) for at in range(5)]

    content = printed(outlined(*chapters))

    pages = numbered_pages(content)
    contents = re.findall(r"^(\S.*?)[ .\n]+(\d+)$", pdf_pages(content)[1], re.MULTILINE)
    begins = {
        title: next(number for number, page in pages.items() if squeezed(title) in squeezed(page))
        for title, _ in contents
    }
    assert {title: int(number) for title, number in contents} == begins
    assert len(contents) == 12
    assert sorted(pages) == list(range(1, len(pages) + 1))


def test_print_page_numbers_stand_at_the_outer_edge():
    content = printed(told(LINE * 100))

    places = {
        int(word): left
        for page in pdf_places(content)[2:]
        for left, top, word in page
        if top > 750 and word.isdigit()
    }
    assert len(places) >= 5
    assert {number: "right" if left > 400 else "left" for number, left in places.items()} == {
        number: "right" if number % 2 else "left" for number in places
    }


def test_print_a_page_holds_twenty_two_lines_of_twenty_eight_characters():
    lines = pdf_pages(printed(told("字" * 28 * 60)))[2].splitlines()

    full = [line for line in lines if set(line) == {"字"}]
    assert {len(line) for line in full[1:]} == {28}
    assert len([line for line in lines if line]) == 22 + 1


def test_print_title_never_stands_at_a_pages_foot():
    chapters = [
        Chapter(
            f"第{at}章", 1, (), (Chapter(f"第{at}节", 2, (ChapterPart(PartKind.TEXT, LINE * (at % 7 + 1)),)),)
        )
        for at in range(40)
    ]

    pages = numbered_pages(printed(outlined(*chapters)))

    last = [[line for line in page.splitlines() if line][-1] for page in pages.values()]
    assert len(last) > 8
    assert [line for line in last if re.search("第[0-9]+[章节]", line)] == []


def test_print_table_over_several_pages_repeats_its_head():
    rows = tuple(Row(f"r{at}", {"名称": f"工程{at:03}", "预算": Decimal(at)}) for at in range(500))
    table = Chapter("表", 1, (ChapterPart(PartKind.TABLE, "工程", ("名称", "预算")),))

    pages = numbered_pages(printed(outlined(table, answers=replace(ANSWERS, rows={**ROWS, "工程": rows}))))

    with_rows = [page for page in pages.values() if "工程0" in page or "工程4" in page]
    assert len(with_rows) > 5
    assert {squeezed(page).count("序号名称预算（元）") for page in with_rows} == {1}
    assert re.findall(r"工程(\d{3})", "".join(pages.values())) == [f"{at:03}" for at in range(500)]


def many_rows() -> Criterion:
    parts = tuple(
        leaf(f"指标{at}", "1", 3, "按规定办理的得满分，否则酌情扣分。" * (3 + at % 4)) for at in range(60)
    )
    return Criterion("大类", Decimal(60), 1, (Criterion("中类", Decimal(60), 2, parts),))


def test_print_group_that_goes_on_is_named_again_on_every_page():
    chapter = Chapter("评分", 1, (ChapterPart(PartKind.SCORES, "全部", caption="自评表"),))
    document = replace(DOCUMENT, outline=(chapter,), criteria=(many_rows(),))

    pages = numbered_pages(printed(source(document=document)))

    first, *others = [page for page in pages.values() if "评价指标" in page]
    assert len(others) >= 4
    assert [squeezed(page).count("大类（续）") for page in (first, *others)] == [0] + [1] * len(others)
    assert [squeezed(page).count("中类（续）") for page in (first, *others)] == [0] + [1] * len(others)
    assert re.findall(r"指标(\d+)", "".join((first, *others)).replace("评价指标", "")) == [
        str(at) for at in range(60)
    ]


@pytest.mark.parametrize(("watermark", "marked"), [("草稿", True), ("", False)])
def test_print_watermark_is_on_every_page_of_a_draft_and_on_none_of_a_final(watermark, marked):
    pages = pdf_pages(printed(source(watermark=watermark)))

    assert {"草稿" in squeezed(page) for page in pages} == {marked}


def test_print_reads_its_styles_and_lays_out_without_a_warning(caplog):
    printer = pdf.prepare()
    printer.kit.cache_clear()

    printed(source(watermark="草稿"))

    assert [record.getMessage() for record in caplog.records if record.levelname != "INFO"] == []


def test_print_progress_names_the_pages():
    said: list[tuple[int, int, str]] = []

    found = print_context(report_context(told(LINE * 300)), lambda *step: said.append(step))

    assert said[0] == (1, 4, "正在排评分表")
    assert (2, 4, "正在排版，第 5 页") in said
    assert said[-1] == (4, 4, f"已生成，共 {found.pages} 页")
    assert [done for done, _, _ in said] == sorted(done for done, _, _ in said)


class LeaseLost(Exception):
    """What a task raises when another worker has the job."""


def test_print_progress_that_raises_stops_the_printing_and_leaves_the_printer_usable():
    def lost(done: int, total: int, message: str) -> None:
        if "第" in message:
            raise LeaseLost

    with pytest.raises(LeaseLost):
        print_context(report_context(told(LINE * 300)), lost)

    assert print_context(report_context(source())).pages


def test_prepare_missing_font_is_told_with_what_to_do(settings, tmp_path):
    settings.FONT_ROLES = {**settings.FONT_ROLES, "kai": tmp_path / "none.ttf", "hei": tmp_path / "none.ttf"}

    with pytest.raises(CannotPrint, match=r"缺少报告字体（hei、kai）.*bin/setup"):
        pdf.prepare()


def test_prepare_missing_library_is_told_with_what_to_do(monkeypatch):
    def missing(name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf, "import_module", missing)

    with pytest.raises(CannotPrint, match="缺少排版库 Pango"):
        pdf.prepare()


def test_own_fonts_are_the_only_ones_while_the_configuration_is_made(monkeypatch):
    monkeypatch.setenv(fonts.VARIABLE, "/etc/fonts/fonts.conf")

    with fonts.only_own_fonts():
        text = Path(fonts.os.environ[fonts.VARIABLE]).read_text("utf-8")

    assert set(re.findall("<dir>(.*?)</dir>", text)) == {
        str(path.parent) for path in fonts.font_files().values()
    }
    assert fonts.os.environ[fonts.VARIABLE] == "/etc/fonts/fonts.conf"
