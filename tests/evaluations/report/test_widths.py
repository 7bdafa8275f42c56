"""Widths of columns."""

from evaluations.report.blocks import Cell, Run
from evaluations.report.widths import Wish, fitted, wish


def cells(*texts):
    return [Cell(((Run(text),),)) for text in texts]


def test_wish_number_is_never_broken():
    assert (
        wish("金额", "end", cells("48,935,079.24")).least == wish("金额", "end", cells("48,935,079.24")).best
    )


def test_wish_text_is_content_with_a_few_signs():
    found = wish("项目名称", "start", cells("很长的项目名称" * 20))

    assert (found.least, found.best) == (4.5, 60.0)


def test_wish_cell_that_is_long_with_marks_is_wider():
    marked = [Cell(((Run("1.82", notes=(1, 2)),),))]

    assert wish("得分", "middle", marked).best - wish("得分", "middle", cells("1.82")).best > 1


def test_fitted_widths_add_up_and_text_takes_the_rest():
    widths, look = fitted([Wish(3, 3), Wish(6, 60), Wish(9, 9)])

    assert (widths, sum(widths), look) == ([7, 72, 21], 100, "")


def test_fitted_too_many_numbers_lie_across():
    assert fitted([Wish(9, 9)] * 6)[1] == "broad"


def test_fitted_little_text_keeps_its_proportions():
    assert fitted([Wish(4, 4), Wish(4, 4)]) == ([50, 50], "")
