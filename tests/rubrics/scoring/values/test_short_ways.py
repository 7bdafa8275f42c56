"""What is known at once of most texts and numbers is what the long way says of them."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from rubrics.scoring import characters
from rubrics.scoring.values import digits


def test_plain_sign_is_neither_hidden_nor_a_break_for_every_sign_there_is():
    wrong = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if characters.is_plain(sign := chr(code)) and (characters.excerpt(sign) != sign or sign in "\t\n\r")
    ]
    assert wrong == []


@given(st.from_regex(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", fullmatch=True))
def test_number_in_plain_digits_is_split_as_the_long_way_splits_it(text):
    assert digits.split(text) == digits.split(f" {text}") == (text, "")
