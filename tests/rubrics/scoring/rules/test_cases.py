"""cases: the first condition that holds; one that cannot be decided before it stops the row."""

from datetime import date

import pytest

from rubrics.scoring.results import LineState
from rubrics.scoring.rules import Case, CasesRule
from tests.rubrics.scoring.making import (
    D,
    day,
    document,
    keys,
    na,
    outcome,
    parsed,
    row,
    scored,
    step,
    yes_no,
)

RULE = CasesRule(
    (
        Case(parsed("非 已公开"), D(0)),
        Case(parsed("公开日 ≤ 批复日 + 20 天 且 内容完整"), D(5)),
        Case(None, D(3)),
    )
)
MADE = document(
    row("公开", "5", RULE, na=na("full", "涉密")),
    inputs=(yes_no("涉密"), yes_no("已公开"), day("批复日"), day("公开日"), yes_no("内容完整")),
)
OPEN = {"涉密": False, "已公开": True, "批复日": date(2020, 1, 10), "内容完整": True}


@pytest.mark.parametrize(
    ("figures", "points"),
    [
        ({"公开日": date(2020, 1, 30)}, "5"),
        ({"公开日": date(2020, 1, 31)}, "3"),
        ({"公开日": date(2020, 1, 30), "内容完整": False}, "3"),
        ({"已公开": False}, "0"),
        ({"涉密": True, "已公开": False}, "5"),
        ({}, "未填"),
    ],
)
def test_case_that_holds_first_gives_its_points(figures, points):
    assert outcome(scored(MADE, {**OPEN, **figures}).lines["公开"]) == points


def test_question_before_the_date_keeps_an_empty_date_from_scoring_nothing():
    line = scored(MADE, {"涉密": False}).lines["公开"]

    assert (line.state, line.needs) == (LineState.MISSING, ("fig:已公开",))


def test_explanation_names_the_case_and_what_it_looked_at():
    line = scored(MADE, {**OPEN, "公开日": date(2020, 1, 20)}).lines["公开"]

    found = step(line, "case")
    assert keys(line) == ["case"]
    assert (found["index"], found["award"], found["values"]) == (
        1,
        D(5),
        (date(2020, 1, 20), date(2020, 1, 10), True),
    )
    assert found["of"].data["formula"] == "公开日 ≤ 批复日 ＋ 20 天 且 内容完整"


def test_other_case_has_no_condition_to_show():
    line = scored(MADE, {**OPEN, "公开日": date(2020, 3, 1)}).lines["公开"]

    assert step(line, "case") == {"index": 2, "of": None, "values": (), "places": (), "award": D(3)}


def test_no_case_blocks():
    made = document(row("甲", "1", CasesRule((Case(parsed("有"), D(1)),))), inputs=(yes_no("有"),))

    assert outcome(scored(made, {"有": False}).lines["甲"]) == "没有一种情形成立"
