"""Points that the reviewer sets on a computed row, where the document says that he may."""

import pytest

from rubrics.scoring import address
from rubrics.scoring.assess import assess
from rubrics.scoring.lines import entries_of
from rubrics.scoring.problems import Problem
from rubrics.scoring.program import compile_document
from rubrics.scoring.reading.answers import Flat, Given, Reviewed, Settled, read_flat
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import LineState
from rubrics.scoring.rules import JudgedRule, RatioRule
from rubrics.scoring.types import Mode
from rubrics.scoring.wording import explain
from tests.rubrics.scoring.making import (
    D,
    band,
    document,
    keys,
    na,
    outcome,
    parsed,
    percent,
    row,
    scored,
    step,
    veto,
    yes_no,
)

SETTLED = "甲/核定"
WHY = "甲/核定/原因"


def made(mode: Mode = Mode.REVIEWED, **more):
    return document(
        row("甲", "60", RatioRule(parsed("率")), mode=mode, **more),
        row("乙", "40", JudgedRule()),
        inputs=(percent("率"), yes_no("没有")),
    )


def line_of(entries, mode: Mode = Mode.REVIEWED, figures=None, **more):
    values = {"率": D("0.83333"), "没有": False} if figures is None else figures
    return scored(made(mode, **more), values, entries=entries).lines["甲"]


@pytest.mark.parametrize("points", ["0", "41.5", "60"])
def test_points_that_are_set_count_and_say_what_was_computed_and_why(points):
    line = line_of({SETTLED: D(points), WHY: "口径不符"})
    assert (outcome(line), keys(line)) == (points, ["value", "ratio", "settled"])
    assert step(line, "settled") == {
        "address": "line:甲/核定",
        "points": D(60),
        "computed": D("50.00"),
        "award": D(points),
        "reason": "口径不符",
    }


def test_nothing_set_leaves_what_is_computed():
    assert outcome(line_of({})) == "50"
    assert keys(line_of({})) == ["value", "ratio", "rounding", "reason_missing"]


@pytest.mark.parametrize("points", ["-0.01", "60.01"])
def test_points_outside_the_rows_leave_it_without(points):
    assert outcome(line_of({SETTLED: D(points)})) == f"得分 {points} 不在 0 到 60 之间"


@pytest.mark.parametrize("mode", [Mode.COMPUTED, Mode.EDITABLE])
def test_row_of_another_mode_takes_no_points_of_a_reviewer(mode):
    assert outcome(line_of({SETTLED: D(1), WHY: "口径不符"}, mode)) == "50"


def test_points_are_set_over_a_veto_and_where_nothing_could_be_computed():
    vetoed = line_of({SETTLED: D(20), WHY: "情节轻微"}, vetoes=(veto("率 > 50%"),))
    missing = line_of({SETTLED: D(20), WHY: "以台账为准"}, figures={"没有": False})
    assert (outcome(vetoed), step(vetoed, "settled")["computed"]) == ("20", D("0.00"))
    assert (outcome(missing), step(missing, "settled")["computed"]) == ("20", None)


@pytest.mark.parametrize(("gives", "points"), [("rescale", None), ("full", D(60)), ("zero", D(0))])
def test_row_that_does_not_apply_stays_so(gives, points):
    figures = {"率": D("0.83333"), "没有": True}
    line = line_of({SETTLED: D(20)}, figures=figures, na=na(gives, "没有"))
    assert (line.state, line.score, keys(line)) == (LineState.NOT_APPLICABLE, points, ["not_applicable"])


def test_totals_cap_and_grade_follow():
    capped = document(
        row("甲", "60", RatioRule(parsed("率")), mode=Mode.REVIEWED),
        row("乙", "40", JudgedRule()),
        inputs=(percent("率"),),
        cap_value="率",
        cap=(band("≥ 80%", "100"), band("其余", "70")),
    )
    for rate, settled, came in (("0.9", "30", ("70", "中")), ("0.7", "60", ("70", "中"))):
        flat = {"率": D(rate)}
        sheet = scored(capped, flat, entries={"乙/得分": D(40), SETTLED: D(settled), WHY: "核定"})
        assert (f"{sheet.totals['合计'].score.normalize():f}", sheet.grade) == came
    free = scored(made(), {"率": D(1), "没有": False}, entries={"乙/得分": D(40), SETTLED: D(45)})
    assert (free.totals["合计"].score, free.grade) == (D(85), "良")


def test_explanation_says_it_in_a_sentence():
    line = line_of({SETTLED: D("41.5"), WHY: "口径不符"})
    sheet = scored(made(), {"率": D("0.83333"), "没有": False})
    assert explain(line, sheet)[-2:] == (
        "审核核定 41.5 分（原计算 50 分），理由：口径不符。",
        "得 41.5 分（满分 60 分）。",
    )
    missing = line_of({SETTLED: D(20)}, figures={"没有": False})
    assert explain(missing, sheet)[0] == "审核核定 20 分（系统没有算出得分）。"


def test_department_has_no_place_for_it_and_what_it_writes_there_is_not_taken():
    document = made()
    assert entries_of(document.criteria[0]) == ()
    flat = Flat({"fig:率": Given("50"), "line:甲/核定": Given("60"), "line:甲/核定/原因": Given("想要满分")})
    answers, problems = read_flat(document, flat)
    assert answers.entries == {}
    assert [one.where for one in problems] == ["line:甲/核定", "line:甲/核定/原因"]
    assert assess(compile_document(document), answers).lines["甲"].score == D(30)


def test_reviewers_points_are_read_beside_the_departments_answers():
    document = made()
    flat = Reviewed({"fig:率": Given("50")}, settled={"甲": Settled("12.5", "口径不符")})
    answers, problems = read_flat(document, flat)
    assert (dict(answers.entries), problems) == (
        {"line:甲/核定": D("12.5"), "line:甲/核定/原因": "口径不符"},
        [],
    )


@pytest.mark.parametrize(
    ("line", "text", "what"),
    [
        ("甲", "60.5", "大于上限 60.00 分"),
        ("甲", "-1", "是负数"),
        ("甲", "1.234", "小数"),
        ("甲", "高", ""),
        ("乙", "1", "指标体系没有写明可以核定得分"),
        ("丙", "1", "指标体系没有写明可以核定得分"),
    ],
)
def test_points_that_cannot_be_are_problems_and_leave_what_is_computed(line, text, what):
    flat = Reviewed({"fig:率": Given("50")}, settled={line: Settled(text, "口径不符")})
    answers, problems = read_flat(made(), flat)
    assert (dict(answers.entries), [one.where for one in problems]) == ({}, [f"line:{line}/核定"])
    assert what in problems[0].what
    assert problems[0].todo


def test_row_that_people_score_has_a_place_for_its_score():
    for mode in (Mode.EDITABLE, Mode.ENTERED):
        desk = desk_of(made(mode))
        found = desk.field_at(address_of("line:甲/得分"))
        assert not isinstance(found, Problem)
        assert (found.maximum, found.places) == (D(60), 2)
    assert isinstance(desk_of(made()).field_at(address_of("line:甲/得分")), Problem)


def address_of(text: str):
    found = address.parse(text)
    assert isinstance(found, address.Address)
    return found
