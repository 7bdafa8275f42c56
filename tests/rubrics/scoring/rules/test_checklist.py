"""checklist: ticks, computed items, a score inside, and evidence for one item."""

import pytest

from rubrics.scoring.results import Line, LineState, Step
from rubrics.scoring.rules import ChecklistRule, Entry, EntryKind, Item, ItemWay, Place
from rubrics.scoring.states import NotApplicable
from tests.rubrics.scoring.making import D, document, keys, na, outcome, parsed, percent, row, scored

RULE = ChecklistRule(
    (
        Item("有渠道", D(1)),
        Item("回复率", D(1), ItemWay.COMPUTED, parsed("率 ≥ 100%")),
        Item("规范", D("1.5"), ItemWay.JUDGED),
        Item("未超期", D(1), evidence=True, text="未发生超期"),
    )
)
MADE = document(row("信访", "4.5", RULE, reason=False), inputs=(percent("率"),))
FULL = {"信访/有渠道": True, "信访/规范": D("1.5"), "信访/未超期": True, "信访/未超期/佐证": "台账 第 3 页"}


def made_line(rate="1", **entries) -> Line:
    figures = {} if rate is None else {"率": D(rate)}
    typed = {**FULL, **{f"信访/{name}": value for name, value in entries.items()}}
    present = {name: value for name, value in typed.items() if value is not None}
    return scored(MADE, figures, entries=present).lines["信访"]


@pytest.mark.parametrize(
    ("changed", "points"),
    [
        ({}, "4.5"),
        ({"有渠道": False}, "3.5"),
        ({"rate": "0.9999"}, "3.5"),
        ({"rate": "1.01"}, "4.5"),
        ({"规范": D(0)}, "3"),
        ({"规范": D("1.49")}, "4.49"),
        ({"未超期": False}, "3.5"),
        ({"未超期/佐证": None}, "3.5"),
        ({"未超期/佐证": " \n "}, "3.5"),
        ({"有渠道": False, "rate": "0", "规范": D(0), "未超期": False}, "0"),
        ({"有渠道": None}, "未填"),
        ({"rate": None}, "未填"),
        ({"规范": None}, "未填"),
        ({"规范": D("1.51")}, "得分 1.51 不在 0 到 1.5 之间"),
        ({"规范": D("-0.01")}, "得分 -0.01 不在 0 到 1.5 之间"),
    ],
)
def test_checklist_adds_what_is_met(changed, points):
    assert outcome(made_line(**changed)) == points


def test_everything_that_is_not_answered_is_named():
    line = scored(MADE, entries={"信访/规范": D(1)}).lines["信访"]

    assert line.needs == ("line:信访/有渠道", "fig:率", "line:信访/未超期")
    assert keys(line) == ["item", "item", "item", "item", "missing"]


def test_each_item_explains_itself():
    line = made_line(有渠道=False, **{"未超期/佐证": None})

    first, second, third, fourth = line.steps
    assert first == Step(
        "item",
        {
            "item": "有渠道",
            "text": "有渠道",
            "way": "ticked",
            "address": "line:信访/有渠道",
            "met": False,
            "points": D(1),
            "award": D(0),
        },
    )
    assert (second.data["way"], second.data["met"], second.data["values"]) == ("computed", True, (D(1),))
    assert (third.data["way"], third.data["award"]) == ("judged", D("1.5"))
    assert (fourth.key, fourth.data["text"], fourth.data["award"]) == ("unproven", "未发生超期", D(0))


def test_one_item_that_does_not_apply_blocks_since_nobody_said_what_it_is_worth():
    line = made_line(有渠道=NotApplicable((), "没有信访"))

    assert (line.state, outcome(line)) == (
        LineState.UNDEFINED,
        "“有渠道”不适用，评分标准没有写明这时怎么计分",
    )


def test_checklist_that_does_not_apply_at_all_gives_what_the_row_says():
    made = document(row("甲", "2", ChecklistRule((Item("一", D(1)), Item("二", D(1)))), na=na("full")))
    nothing = NotApplicable((), "没有招标")

    line = scored(made, entries={"甲/一": nothing, "甲/二": nothing}).lines["甲"]

    assert (line.state, line.score) == (LineState.NOT_APPLICABLE, D(2))


def test_entries_are_what_a_person_fills():
    assert RULE.entries(Place("信访", D("4.5"))) == (
        Entry("line:信访/有渠道", EntryKind.TICK, "有渠道", D(1)),
        Entry("line:信访/规范", EntryKind.SCORE, "规范", D("1.5")),
        Entry("line:信访/未超期", EntryKind.TICK, "未发生超期", D(1), evidence=True),
    )
