"""Letters that cannot be printed, and texts that are too long for one run."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.report.letters import PIECE, pieces, printable, width

SENTENCE = "我局按规定编制预算，收支平衡；执行率达到百分之九十七。"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("左\u202e右\u202c", "左〈U+202E〉右〈U+202C〉"),
        ("\u2066隔离\u2069", "〈U+2066〉隔离〈U+2069〉"),
        ("半个\ud800字", "半个〈U+D800〉字"),
        ("零\x00字\x1b", "零〈U+0000〉字〈U+001B〉"),
        ("一\r\n二\r三\u2028四\x0c五", "一\n二\n三\n四\n五"),
        ("𠮷㎡😀 \u200f\u200e﻿制表\t符", "𠮷㎡😀 \u200f\u200e﻿制表\t符"),
        ("{{7*7}}{% load x %}<b>&amp;", "{{7*7}}{% load x %}<b>&amp;"),
    ],
)
def test_printable_hostile_text_writes_out_only_what_cannot_be_printed(typed, printed):
    assert printable(typed) == printed


def test_pieces_ordinary_text_is_one_piece():
    text = SENTENCE * 30

    assert pieces(text) == (text,)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("发挥“领头雁”作用", ("发挥", "“领头雁”", "作用")),
        ("坚持“一岗双责”，落实", ("坚持", "“一岗双责”，落实")),
        ("写明：‘甲’与‘乙’。", ("写明：", "‘甲’", "与", "‘乙’。")),
        ("（“三公”）", ("（“三公”）",)),
        ('5"屏和John’s', ('5"屏和John’s',)),
        ("", ("",)),
    ],
)
def test_pieces_line_may_begin_with_an_opening_quotation_mark_and_end_with_a_closing_one(text, cut):
    assert pieces(text) == cut


def test_pieces_long_text_is_cut_behind_sentences():
    text = SENTENCE * 100

    found = pieces(text)

    assert "".join(found) == text
    assert {piece[-1] for piece in found} == {"。"} | {"；"} & {piece[-1] for piece in found}
    assert max(map(len, found)) <= PIECE


def test_pieces_word_without_end_is_cut_all_the_same():
    found = pieces("a" * 200_000)

    assert "".join(found) == "a" * 200_000
    assert {len(piece) for piece in found} == {PIECE}


@given(st.text(alphabet=st.sampled_from("字a，。（”%1 \u0301👩\u200d👧"), min_size=1001, max_size=3000))
def test_pieces_any_text_is_whole_and_tears_no_sign_from_its_neighbour(text):
    found = pieces(text)

    assert "".join(found) == text
    torn = [piece for piece in found[1:] if re.match("[，。”%\u0301\u200d]", piece)]
    assert all(_crowded(text) for _ in torn)


def _crowded(text: str) -> bool:
    """Whether there is a stretch of signs without any place to cut: the only excuse for a bad one."""
    return re.search("(?:[，。（”%\u0301\u200d]|(?<=[（\u200d]).){30}", text) is not None


def test_width_counts_chinese_full_and_digits_over_a_half():
    assert width("预算数（元）") == 6.0
    assert round(width("1,800,000.00"), 2) == round(12 * 0.57, 2)
    assert round(width("100.00%"), 2) == round(6 * 0.57 + 1, 2)
