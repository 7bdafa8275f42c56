"""Ordinals by level."""

import pytest

from evaluations.report.numbering import Counter, circled, han, letters, ordinal


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "100"),
        (0, "0"),
    ],
)
def test_han_number_is_written_in_chinese(number, written):
    assert han(number) == written


def test_ordinal_levels_follow_the_standard_for_official_documents():
    assert [ordinal(level, 2) for level in range(1, 10)] == [
        "二、",
        "（二）",
        "2．",
        "（2）",
        "②",
        "2）",
        "b）",
        "（b）",
        "（b）",
    ]


@pytest.mark.parametrize(("number", "sign"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (703, "aaa")])
def test_letters_after_z_are_those_of_a_spreadsheet(number, sign):
    assert letters(number) == sign


@pytest.mark.parametrize(("number", "sign"), [(1, "①"), (20, "⑳"), (21, "〔21〕")])
def test_circled_number_beyond_twenty_stands_in_brackets(number, sign):
    assert circled(number) == sign


def test_counter_title_above_restarts_those_below():
    counter = Counter()

    counted = [counter.next(level) for level in (1, 2, 3, 3, 2, 3, 1, 2)]

    assert counted == [1, 1, 1, 2, 2, 1, 2, 1]
