"""Numbers typed into a text beside the figures of the filing."""

from decimal import Decimal

import pytest

from rubrics.scoring.checks.compared import Told, compared
from rubrics.scoring.narrative import read_text_form
from rubrics.scoring.units import PURE_UNIT, Unit, unit_of

PEOPLE = Unit("人", "人")
FIGURES = (
    Told("编外人数", "编外人数", Decimal(24), PEOPLE, 0),
    Told("劳务派遣人数", "劳务派遣人数", Decimal(24), PEOPLE, 0),
    Told("组数", "组数", Decimal(3), PEOPLE, 0),
    Told("编外人员控制率", "编外人员控制率", Decimal(24) / Decimal(84), unit_of("%"), 2),
    Told("财政拨款支出", "财政拨款支出", Decimal(44729300), unit_of("万元"), 2),
    Told("", "项目支出数", Decimal(1234500), unit_of("万元"), 2),
    Told("", "本年", Decimal(55), PURE_UNIT, 0),
    Told("", "变动率", Decimal(-21) / Decimal(74), unit_of("%"), 2),
    Told("", "目标值", Decimal("98.5"), Unit("%", "%"), 1),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("派遣等共24人", [("24人", ("编外人数", "劳务派遣人数"))]),
        ("劳务派遣人数为24人", [("24人", ("劳务派遣人数",))]),
        ("控制率 28.57 ％", [("28.57 ％", ("编外人员控制率",))]),
        (
            "支出4472.93万元，即 44,729,300 元",
            [("4472.93万元", ("财政拨款支出",)), ("44,729,300 元", ("财政拨款支出",))],
        ),
        ("支出0.447293亿元", [("0.447293亿元", ("财政拨款支出",))]),
        ("支出约4473万元、29%，项目123.45万元", []),  # rounded, or a cell that cannot be quoted
        ("下降29.2%，投入9,876万元", [("29.2%", ()), ("9,876万元", ())]),
        ("3人、5人、2020年、1-10月、12 次", []),  # too few digits, no measure, nothing to compare with
        ("组数为3人", [("3人", ("组数",))]),
        ("{{编外人数}}，{{财政拨款支出}}", []),
        ("服务55人，下降28.38%，满意度98.5%", []),  # a unit in another cell, a sign in a word
        ("服务56人，下降28.39%，满意度98.6%", [("56人", ()), ("28.39%", ()), ("98.6%", ())]),
        ("| 支出 | 9,876万元 |", [("9,876万元", ())]),
    ],
)
def test_typed_number_is_offered_hinted_or_left_alone(text, found):
    told = compared(read_text_form(text), FIGURES, ("人", "次"))
    assert [(one.quote, tuple(figure.name for figure in one.equals)) for one in told] == found
