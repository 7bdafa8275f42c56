"""Characters: how a message quotes what somebody typed or a document calls."""

import pytest

from rubrics.scoring.characters import quoted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("预算执行率", "“预算执行率”"),
        ("“三公”经费支出", "“‘三公’经费支出”"),
        ("“甲”“乙”", "“‘甲’‘乙’”"),
        ("", "“”"),
    ],
)
def test_name_in_quotation_marks_has_single_ones_inside(text, said):
    assert quoted(text) == said
