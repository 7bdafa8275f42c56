"""The list of changes: what was changed is shown wherever it stands in however long a text."""

import pytest

from evaluations.views.review.changes import told_pieces
from evaluations.views.review.marks import Piece

LONG = "从前往后一字不差" * 2_000
CONTEXT = LONG[-30:]


def test_told_pieces_show_a_change_at_the_end_of_a_long_text():
    assert told_pieces(LONG, f"{LONG}另补一句。") == (
        Piece("…"),
        Piece(CONTEXT),
        Piece("另补一句。", "ins"),
    )


def test_told_pieces_show_a_change_in_the_middle_with_what_stands_around_it():
    assert told_pieces(f"{LONG}甲{LONG}", f"{LONG}乙{LONG}") == (
        Piece("…"),
        Piece(CONTEXT),
        Piece("甲", "del"),
        Piece("乙", "ins"),
        Piece(LONG[:30]),
        Piece("…"),
    )


def test_told_pieces_clip_what_stayed_between_two_changes():
    same = LONG[:200]
    assert told_pieces(f"甲{same}甲", f"乙{same}乙") == (
        Piece("甲", "del"),
        Piece("乙", "ins"),
        Piece(f"{same[:30]}…{same[-30:]}"),
        Piece("甲", "del"),
        Piece("乙", "ins"),
    )


@pytest.mark.parametrize(("old", "new"), [("", "新"), ("旧", ""), ("旧", "新"), ("甲甲", "甲")])
def test_told_pieces_of_short_texts_are_whole(old, new):
    pieces = told_pieces(old, new)
    assert "".join(piece.text for piece in pieces if piece.look != "ins") == old
    assert "".join(piece.text for piece in pieces if piece.look != "del") == new
