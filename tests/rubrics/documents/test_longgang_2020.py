"""The 2020 case: two sets of published figures and the one that was finished give exactly what they must."""

import pytest

from rubrics.scoring import LineState, Outcome, Severity

from .cases import NAMES, PUBLISHED, assessed, document_of, expected, shown_ratios

DOCUMENT = "longgang-2020.yaml"


@pytest.mark.parametrize("name", NAMES)
def test_case_is_read_without_problems(name: str) -> None:
    _, problems = assessed(name)
    assert problems == ()


@pytest.mark.parametrize("name", NAMES)
def test_ratios_are_those_expected(name: str) -> None:
    sheet, _ = assessed(name)
    assert shown_ratios(document_of(DOCUMENT), sheet) == expected(name).ratios


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_those_expected(name: str) -> None:
    sheet, _ = assessed(name)
    assert {line.state for line in sheet.lines.values()} == {LineState.SCORED}
    assert {id: str(line.score) for id, line in sheet.lines.items()} == expected(name).lines


@pytest.mark.parametrize("name", NAMES)
def test_totals_and_grade_are_those_expected(name: str) -> None:
    sheet, _ = assessed(name)
    assert {id: str(total.score) for id, total in sheet.totals.items()} == expected(name).totals
    assert all(total.complete for total in sheet.totals.values())
    assert sheet.grade == expected(name).grade


@pytest.mark.parametrize("name", NAMES)
def test_checks_come_out_as_expected(name: str) -> None:
    sheet, _ = assessed(name)
    assert {one.address: one.outcome.value for one in sheet.checks} == expected(name).checks


@pytest.mark.parametrize("name", NAMES)
def test_checks_hidden_by_another_are_those_expected(name: str) -> None:
    sheet, _ = assessed(name)
    assert {one.address: one.under for one in sheet.checks if one.under} == expected(name).under


@pytest.mark.parametrize("name", PUBLISHED)
def test_inferred_answers_are_marked_as_inferred(name: str) -> None:
    sheet, _ = assessed(name)
    inferred = {figure.address for figure in sheet.cells.values() if figure.source == "由得分推定"}
    assert {f"row:季度/{quarter}季度/累计支出" for quarter in "一二三四"} <= inferred
    assert sheet.figures["满意度结果"].source == "由得分推定"


def test_finished_case_can_be_submitted() -> None:
    sheet, _ = assessed("finished")
    troubled = (Outcome.FAILS, Outcome.NO_DATA)
    assert sheet.problems == ()
    assert [
        one.id for one in sheet.checks if one.severity is not Severity.HINT and one.outcome in troubled
    ] == []


def test_published_case_cannot_be_submitted() -> None:
    sheet, _ = assessed("as_printed")
    blocked = [
        one.id for one in sheet.checks if one.severity is Severity.BLOCK and one.outcome is Outcome.FAILS
    ]
    assert {"项目表金额单位", "未得满分有原因"} <= set(blocked)
