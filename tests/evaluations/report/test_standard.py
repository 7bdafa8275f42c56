"""The finished PDF measured against GB/T 9704-2012, on paper that MuPDF reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest

from evaluations.report.context import report_context
from evaluations.report.pdf import print_context
from rubrics.scoring.types import Chapter, ChapterPart, PartKind

from .measuring import POINTS, Line, Sheet, sheets
from .reading import pdf_text, squeezed
from .sample import outlined, told

TEXT = "我局按规定编制预算，并按进度支出；资金“收支平衡”，略有结余（见附表）。"
EVEN = "字" * 28 * 40
PITCH = 225 / 22
FULL = 28
BODY = 15.75
"""3号 in points, as wide as 28 characters on 156 mm allow."""
EM_TOP = 0.88
"""How far above the baseline a Chinese character begins, in parts of its size."""
DASH = 0.38
"""How far above the baseline the dash beside a page number lies."""
RARE = "𠮷野家、龘、㐂、㎡、①、Ⅷ、αβγ、Ωm、5.00×10³㎏，😀。"
NUMBER = re.compile(r"— \d+ —")
NOT_FIRST = "，。、；：？！）》”’〉】」』…—％"
"""Signs that never begin a line."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What the standard says, how far one may be off, and everything that was measured."""

    name: str
    wanted: float
    tolerance: float
    found: tuple[float, ...]

    @property
    def line(self) -> str:
        """The row of the table of measurements."""
        return f"{self.wanted:.2f} ± {self.tolerance:.2f}, measured {min(self.found):.2f} to {max(self.found):.2f}"

    @property
    def holds(self) -> bool:
        return bool(self.found) and all(abs(one - self.wanted) <= self.tolerance for one in self.found)


def printed(*chapters: Chapter) -> list[Sheet]:
    return sheets(print_context(report_context(outlined(*chapters))).content)


@pytest.fixture(scope="module")
def report() -> list[Sheet]:
    """The numbered pages of a report with titles of three levels and full lines."""
    text = (ChapterPart(PartKind.TEXT, "\n".join((EVEN, TEXT * 6))),)
    chapters = [
        Chapter(f"第{at}件事", 1, text, (Chapter(f"其中{at}", 2, text, (Chapter(f"再其中{at}", 3, text),)),))
        for at in range(4)
    ]
    return [page for page in printed(*chapters) if numbers(page) and page.width < page.height]


def numbers(page: Sheet) -> list[Line]:
    return [line for line in page.lines if NUMBER.fullmatch(line.text.strip())]


def text_of(page: Sheet) -> list[Line]:
    return [line for line in page.lines if line not in numbers(page)]


def is_right(page: Sheet) -> bool:
    """Whether a page lies on the right: it has an odd number."""
    return int(numbers(page)[0].text.strip("— ")) % 2 == 1


def full_pages(report: list[Sheet]) -> list[Sheet]:
    """Pages with 22 lines of text only: no table of the appendix."""
    texts = [(page, text_of(page)) for page in report]
    return [
        page for page, lines in texts if len(lines) == 22 and {line.signs[0].size for line in lines} == {BODY}
    ]


def measures(report: list[Sheet]) -> Iterator[Measure]:
    full = full_pages(report)
    lines = [(page, line) for page in full for line in text_of(page) if line.text == "字" * FULL]
    sides = {True: (28.0, 184.0), False: (26.0, 182.0)}
    yield Measure("paper, width in mm", 210, 0.5, tuple(page.width for page in report))
    yield Measure("paper, height in mm", 297, 0.5, tuple(page.height for page in report))
    left = tuple(line.left - sides[is_right(page)][0] for page, line in lines)
    yield Measure("type area, left edge off the standard in mm", 0, 1, left)
    right = tuple(line.right - sides[is_right(page)][1] for page, line in lines)
    yield Measure("type area, right edge off the standard in mm", 0, 1, right)
    yield Measure("upper margin in mm", 37, 1, tuple(top(text_of(page)[0]) for page in full))
    heights = tuple(text_of(page)[-1].base - text_of(page)[0].base + PITCH for page in full)
    yield Measure("type area, height in mm", 225, 1, heights)
    yield Measure("lines a page", 22, 0, tuple(float(len(text_of(page))) for page in full))
    yield Measure("characters a line", FULL, 0, tuple(float(len(line.text)) for _, line in lines))
    pitches = [b.base - a.base for page in full for a, b in pairwise(text_of(page))]
    yield Measure("from line to line in mm", PITCH, 0.1, tuple(pitches))
    yield Measure("size of the text in points", 16, 0.3, tuple(line.signs[0].size for _, line in lines))
    yield from of_numbers(report)


def of_numbers(report: list[Sheet]) -> Iterator[Measure]:
    found = [(page, numbers(page)[0]) for page in report if page in full_pages(report)]
    one = 14 / POINTS
    yield Measure(
        "size of a page's number in points", 14, 0.1, tuple(line.signs[0].size for _, line in found)
    )
    below = tuple(line.base - DASH * one - (37 + 225) for _, line in found)
    yield Measure("dash of a page's number below the type area in mm", 7, 1, below)
    right = tuple(184 - line.right - one for page, line in found if is_right(page))
    left = tuple(line.left - 26 - one for page, line in found if not is_right(page))
    yield Measure("page's number on the right, off one character in mm", 0, 1, right)
    yield Measure("page's number on the left, off one character in mm", 0, 1, left)


def top(line: Line) -> float:
    """Return where the box of a line begins, in millimetres."""
    size = line.signs[0].size / POINTS
    return line.base - EM_TOP * size - (PITCH - size) / 2


def test_print_measures_as_the_standard_says(report, figure):
    found = list(measures(report))
    for one in found:
        figure(f"GB/T 9704: {one.name}", one.line)
    assert [(one.name, one.line) for one in found if not one.holds] == []
    assert (len(found), len(full_pages(report)) > 3) == (14, True)


def test_print_sets_text_and_titles_in_the_fonts_and_sizes_of_the_standard(report):
    """2号小标宋 is measured on the title page; all of the rest is 3号."""
    fonts = {}
    for page in report:
        for line in text_of(page):
            for kind, start in (("一级", "第"), ("二级", "其中"), ("三级", "再其中"), ("正文", "字字")):
                if re.match(rf"(?:[一二三四]、|（[一二三四]）|\d．)?{start}", line.text):
                    fonts.setdefault(kind, set()).update(line.fonts)
    assert fonts == {
        "一级": {("report-hei", 15.75)},
        "二级": {("report-kai", 15.75)},
        "三级": {("report-body", 15.75)},
        "正文": {("report-body", 15.75)},
    }


def test_print_title_is_set_in_the_size_and_font_of_the_standard():
    (title,) = [line for line in printed(Chapter("所述", 1))[0].lines if "自评报告" in line.text]
    assert title.fonts == {("report-song-Bold", 22.0)}
    middle = (title.left + title.right) / 2
    assert middle == pytest.approx((28 + 184) / 2, abs=1)


def test_no_stop_and_no_closing_bracket_begins_a_line():
    """Shifted by one character from paragraph to paragraph, every sign comes to every place of a line."""
    text = "\n".join("字" * at + TEXT * 3 for at in range(FULL))
    report = printed(Chapter("所述", 1, (ChapterPart(PartKind.TEXT, text),)))
    lines = [line for page in report[2:] for line in page.lines]
    assert [
        line.text for line in lines if line.text[0] in NOT_FIRST and not NUMBER.fullmatch(line.text.strip())
    ] == []
    ends = {line.text[-1] for line in lines}
    assert set("，。；") <= ends


@pytest.mark.parametrize(
    "text", [TEXT * 30, "𠮷野家、龘、㐂、㎡、①、Ⅷ、αβγ、Ωm、5.00×10³㎏，😀。", "ABC xyz 0123456789 -+=%"]
)
def test_every_character_shows_in_mupdf_as_in_poppler(text):
    content = print_context(report_context(told(text))).content
    seen = "".join(sign.text for page in sheets(content) for line in page.lines for sign in line.signs)
    assert sorted(squeezed(seen)) == sorted(squeezed(pdf_text(content)))
    assert "\ufffd" not in seen
    assert set(squeezed(text)) <= set(seen)
