"""Changes in a text, word by word."""

from evaluations.views.review.marks import Piece, aligned, changed_pieces, is_changed, quoted


def test_changed_pieces_of_the_same_text_are_unmarked():
    assert changed_pieces("甲乙", "甲乙") == (Piece("甲乙"),)


def test_changed_pieces_take_a_number_as_one_word():
    assert changed_pieces("采购金额 1973.09 万元", "采购金额 1791.71 万元") == (
        Piece("采购金额 "),
        Piece("1973.09", "del"),
        Piece("1791.71", "ins"),
        Piece(" 万元"),
    )


def test_changed_pieces_of_texts_that_have_nothing_in_common_replace_the_whole():
    assert changed_pieces("今年以来", "另起一段") == (Piece("今年以来", "del"), Piece("另起一段", "ins"))


def test_changed_pieces_of_a_first_text_are_all_new():
    assert changed_pieces("", "新写") == (Piece("新写", "ins"),)


def test_changed_pieces_of_a_very_long_text_are_not_compared_word_by_word():
    old, new = "甲" * 4_001, "甲" * 4_000 + "乙"
    assert changed_pieces(old, new) == (Piece(old, "del"), Piece(new, "ins"))


def test_aligned_keeps_a_deleted_paragraph_where_it_stood():
    assert aligned(["一", "二", "三"], ["一", "三"]) == [
        (0, (Piece("一"),)),
        (None, (Piece("二", "del"),)),
        (1, (Piece("三"),)),
    ]


def test_aligned_marks_a_new_paragraph():
    assert aligned(["一"], ["一", "二"]) == [(0, (Piece("一"),)), (1, (Piece("二", "ins"),))]


def test_quoted_marks_the_words_and_leaves_changed_ones_alone():
    pieces = (Piece("各类事故 323 起"), Piece("事故", "ins"))
    assert quoted(pieces, ["事故"]) == (
        Piece("各类"),
        Piece("事故", "anchored"),
        Piece(" 323 起"),
        Piece("事故", "ins"),
    )


def test_is_changed_tells_marks_from_quotes():
    assert (is_changed((Piece("甲", "anchored"),)), is_changed((Piece("甲", "ins"),))) == (False, True)
