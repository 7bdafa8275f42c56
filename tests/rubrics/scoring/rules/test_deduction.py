"""deduction: points − each x count, never below 0, never above the points."""

import pytest

from rubrics.scoring.rules import DeductionRule
from tests.rubrics.scoring.making import D, count, document, outcome, parsed, row, scored, step

MADE = document(
    row("重点工作", "8", DeductionRule(parsed("未完成数"), D(4))), inputs=(count("未完成数", minimum=None),)
)


@pytest.mark.parametrize(("number", "points"), [("0", "8"), ("1", "4"), ("2", "0"), ("3", "0"), ("-1", "8")])
def test_deduction_stops_at_nothing(number, points):
    assert outcome(scored(MADE, {"未完成数": D(number)}).lines["重点工作"]) == points


def test_deduction_of_a_sum_of_counts():
    rule = DeductionRule(parsed("应报 - 已报 + 不合要求"), D(1))
    made = document(row("目标", "8", rule), inputs=(count("应报"), count("已报"), count("不合要求")))

    line = scored(made, {"应报": D(15), "已报": D(13), "不合要求": D(1)}).lines["目标"]

    assert outcome(line) == "5"
    assert step(line, "deduction") == {"count": D(3), "each": D(1), "points": D(8), "lost": D(3)}
    assert step(line, "value")["values"] == (D(15), D(13), D(1))


def test_missing_count_is_not_zero():
    assert outcome(scored(MADE).lines["重点工作"]) == "未填"
