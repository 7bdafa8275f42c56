"""Characters as a person counts them."""

import pytest

from rubrics.scoring import clusters
from rubrics.scoring.clusters import character_length, written_length
from rubrics.scoring.results import explains


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", 0),
        ("预算执行率 97.35%", 12),
        ("𠮷野家", 3),
        ("e\u0301a", 2),
        ("\u0301", 1),
        ("葛\U000e0100城", 2),
        ("❤\ufe0f", 1),
        ("👍🏽", 1),
        ("👨\u200d👩\u200d👧\u200d👦", 1),
        ("❤\ufe0f\u200d🔥!", 2),
        ("甲\u200d乙", 2),
        ("🇨🇳🇭", 2),
        ("🇨\u200d🇳", 2),
        ("ｶﾞｷﾞ", 2),
        ("\n\u0301", 2),
        ("a`b^c", 5),
    ],
)
def test_a_letter_with_its_accents_a_joined_emoji_and_a_flag_are_one(text, seen):
    assert character_length(text) == seen


def test_spaces_and_line_ends_do_not_count_as_written():
    assert written_length(" 一 二\n三　四\t👨\u200d👩\u200d👧") == 5


def test_an_explanation_is_as_long_as_it_looks():
    assert (explains("é" * 9), explains("e\u0301" * 9), explains("e\u0301" * 10)) == (False, False, True)


def test_signs_that_are_taken_for_single_ones_never_join_what_stands_around_them():
    single = [sign for sign in map(chr, range(0x10000)) if clusters.EACH_ALONE.fullmatch(sign)]
    joining = [sign for sign in single if list(clusters.firsts_joined(f"好{sign}好")) != ["好", sign, "好"]]
    assert (joining, len(single)) == ([], 29_614)
