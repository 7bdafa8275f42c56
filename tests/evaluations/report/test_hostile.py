"""Texts that were made to break a report: they stand as typed, nothing is fetched, nothing crashes."""

import re
import socket
from dataclasses import replace
from decimal import Decimal

import pytest

from evaluations.report.context import report_context
from evaluations.report.fetcher import PackagedFetcher
from evaluations.report.fonts import font_files
from evaluations.report.pdf import print_context
from rubrics.scoring.results import Row
from rubrics.scoring.types import Chapter, ChapterPart, PartKind

from .reading import pdf_fonts, pdf_text, squeezed
from .sample import ANSWERS, CHECKS, ROWS, SHEET, outlined, told

SENTENCE = "我局按规定编制预算，收支平衡；执行率达到百分之九十七。"
HOSTILE = [
    "<link rel=attachment href=file:///etc/passwd>",
    "<link rel=stylesheet href=http://127.0.0.1:1/x.css>",
    "<style>@import url(http://127.0.0.1:1/x.css)</style>",
    "<style>p { content: url(file:///etc/passwd) }</style>",
    "<img src=http://169.254.169.254/latest/meta-data/>",
    "<svg><image href='file:///etc/passwd'/></svg>",
    "<object data=file:///etc/passwd></object><base href=file:///etc/>",
    "<a href=javascript:alert(1)>点</a>",
    "</span></p></body></html><h1>假</h1>",
    "{{7*7}} {% load x %} {{ settings.SECRET_KEY }}",
    "<div>" * 400,
    "font-size:1e9px",
]
SPOKEN = [
    "𠮷野家 ㎡ ① ⑳ ㈱ ℃ ‰ “引号”——…",
    "喜😀哀😢",
    "左\u200e右\u200f标",
    "e\u0301 组合",
    "a" * 300,
    "1,234,567.89 －5 ￥100",
]


def read_back(text: str) -> str:
    """A chapter that says `text`, printed and read; without the chapter's own title."""
    content = print_context(report_context(told(text))).content
    pages = re.sub("— [0-9]+ —", "", pdf_text(content, "-f", "3")).partition("附件")[0]
    return squeezed(pages).replace("一、所述", "", 1)


@pytest.fixture
def recorder(monkeypatch):
    """Every address that is asked for, and every connection; connections do not happen."""
    asked: list[str] = []
    fetch = PackagedFetcher.fetch

    def record(self, url, headers=None):
        asked.append(url)
        return fetch(self, url, headers)

    def connect(self, address):
        asked.append(f"connection to {address}")
        raise OSError("no network in this test")

    monkeypatch.setattr(PackagedFetcher, "fetch", record)
    monkeypatch.setattr(socket.socket, "connect", connect)
    return asked


def packaged(asked: list[str]) -> bool:
    return set(asked) <= {path.as_uri() for path in font_files().values()}


@pytest.mark.parametrize("typed", HOSTILE, ids=[text[:16] for text in HOSTILE])
def test_hostile_markup_stands_as_typed_and_nothing_is_fetched(typed, recorder):
    found = read_back(typed)

    assert squeezed(typed) in found
    assert packaged(recorder)


def test_recorder_would_see_a_fetch(recorder):
    """The control: markup that reaches the printer as markup is asked for, and refused."""
    from evaluations.report.printer import Kit

    Kit().laid_out("<img src=http://127.0.0.1:1/x.png><link rel=stylesheet href=file:///etc/passwd>")

    assert {"http://127.0.0.1:1/x.png", "file:///etc/passwd"} <= set(recorder)
    assert not [url for url in recorder if url.startswith("connection")]


@pytest.mark.parametrize("typed", SPOKEN, ids=[text[:6] for text in SPOKEN])
def test_rare_characters_stand_as_typed(typed):
    seen = squeezed(typed.replace("\u200e", "").replace("\u200f", ""))

    assert seen in read_back(typed).replace("\u200e", "").replace("\u200f", "")


def test_rare_character_of_a_name_has_a_glyph(caplog):
    read_back("𠮷㎡")

    assert [record.getMessage() for record in caplog.records if "notdef" in record.getMessage()] == []


def test_character_that_no_font_has_is_read_back_all_the_same():
    assert "未\U000e0fff知" in read_back("未\U000e0fff知") or "未知" in read_back("未\U000e0fff知")


def test_text_that_turns_its_line_round_is_written_out():
    assert "金额〈U+202E〉00.1〈U+202C〉元" in read_back("金额\u202e00.1\u202c元")


EMOJI = {"Noto-Emoji", "report-emoji"}
"""The font's own name, or with a newer Pango the one that the style sheet gives it."""


@pytest.mark.parametrize(("typed", "signs"), [("喜😀，好👍🏽，融🫠", True), ("喜，好，融", False)])
def test_emoji_are_printed_as_signs_of_their_own_font(typed, signs, tmp_path):
    content = print_context(report_context(told(typed))).content

    names = {name.partition("+")[2] for name, *_ in pdf_fonts(content, tmp_path)}
    assert bool(names & EMOJI) is signs
    assert typed in pdf_text(content)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param((SENTENCE * 8000)[:200_000], id="sentences", marks=pytest.mark.soak),
        pytest.param("a" * 200_000, id="one word", marks=pytest.mark.soak),
        pytest.param("绩" * 200_000, id="one character", marks=pytest.mark.soak),
        pytest.param("a " * 100_000, id="words", marks=pytest.mark.soak),
    ],
)
def test_text_of_two_hundred_thousand_characters_is_printed_whole(typed):
    assert read_back(typed) == squeezed(typed)


@pytest.mark.soak
def test_five_hundred_rows_of_long_texts_are_printed_whole():
    name = "龙岗区安全生产网格化管理指挥系统及配套设施运行维护"
    rows = tuple(
        Row(
            f"r{at}",
            {"名称": f"{name}{at:03}", "预算": Decimal(10) ** 12, "支出": Decimal(at), "备注": "无" * 40},
        )
        for at in range(500)
    )
    table = Chapter("表", 1, (ChapterPart(PartKind.TABLE, "工程"),))
    made = outlined(table, answers=replace(ANSWERS, rows={**ROWS, "工程": rows}))

    text = squeezed(pdf_text(print_context(report_context(made)).content))

    assert [at for at in range(500) if f"{name}{at:03}" not in text] == []
    assert text.count("1,000,000,000,000.00") == 500


def test_long_words_in_every_place_of_the_report_are_printed_whole():
    word = "w" * 3000
    answers = replace(ANSWERS, entries=dict.fromkeys(ANSWERS.entries, word))
    checks = (replace(CHECKS[0], explanation=word),)
    rows = {**ROWS, "工程": (Row("a", {"名称": word, "备注": word}),), "目标": (Row("g", {"标题": word}),)}
    tables = [ChapterPart(PartKind.TABLE, "工程"), ChapterPart(PartKind.TABLE, "目标", ("标题",))]
    made = outlined(
        Chapter(word, 1, tuple(tables)),
        department=word,
        number=word,
        answers=replace(answers, rows=rows),
        sheet=replace(SHEET, checks=checks),
    )

    text = squeezed(pdf_text(print_context(report_context(made)).content))

    assert text.count("w") >= 3000 * 8
