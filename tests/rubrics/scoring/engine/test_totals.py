"""Totals: incomplete ones say so, rows that do not count leave them, the cap, and the grade."""

from dataclasses import replace

import pytest

from rubrics.scoring.results import Step, Total
from rubrics.scoring.rules import ChecklistRule, Item, JudgedRule, RatioRule
from rubrics.scoring.types import Rounding
from tests.rubrics.scoring.making import (
    D,
    amount,
    band,
    document,
    na,
    node,
    parsed,
    percent,
    ratio,
    row,
    scored,
    wan,
    yes_no,
)

TREE = (
    node("决策", "40", row("编制", "30", JudgedRule()), row("目标", "10", JudgedRule())),
    node("绩效", "60", node("效率", "60", row("效益", "60", JudgedRule()))),
)


def test_points_add_up_at_every_level():
    sheet = scored(
        document(*TREE), entries={"编制/得分": D(30), "目标/得分": D("9.5"), "效益/得分": D("50.25")}
    )

    assert sheet.totals == {
        "决策": Total("决策", D(40), D("39.50")),
        "效率": Total("效率", D(60), D("50.25")),
        "绩效": Total("绩效", D(60), D("50.25")),
        "合计": Total("合计", D(100), D("89.75")),
    }
    assert all(total.complete for total in sheet.totals.values())
    assert sheet.grade == "良"


def test_total_with_missing_rows_says_which_and_has_no_grade():
    sheet = scored(document(*TREE), entries={"编制/得分": D(30)})

    assert sheet.totals == {
        "决策": Total("决策", D(40), D(30), ("目标",)),
        "效率": Total("效率", D(60), D(0), ("效益",)),
        "绩效": Total("绩效", D(60), D(0), ("效益",)),
        "合计": Total("合计", D(100), D(30), ("目标", "效益")),
    }
    assert not sheet.totals["合计"].complete
    assert sheet.grade == ""


def test_totals_are_added_from_rounded_rows():
    rows = [row(name, "1", RatioRule(parsed("率"))) for name in ("甲", "乙", "丙")]

    sheet = scored(document(*rows, inputs=(percent("率"),)), {"率": D("0.335")})

    assert sheet.totals["合计"].score == D("1.02")


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_grade_on_both_sides_of_its_bounds(score, grade):
    assert scored(document(row("全", "100", JudgedRule())), entries={"全/得分": D(score)}).grade == grade


class TestRescale:
    MADE = document(
        node(
            "甲类",
            "60",
            row("甲", "20", RatioRule(parsed("率")), na=na("rescale", "涉密")),
            row("乙", "40", JudgedRule()),
        ),
        row("丙", "40", JudgedRule()),
        inputs=(percent("率"), yes_no("涉密")),
    )
    ENTRIES = {"乙/得分": D(30), "丙/得分": D(35)}

    def test_points_that_do_not_count_leave_the_total_and_the_rest_is_scaled_up(self):
        sheet = scored(self.MADE, {"涉密": True}, entries=self.ENTRIES)

        scaled = {"counted": D(80), "points": D(100), "sum": D("65.00"), "score": D("81.25")}
        assert sheet.totals == {
            "甲类": Total("甲类", D(40), D(30)),
            "合计": Total("合计", D(100), D("81.25"), (), (Step("rescale", scaled),)),
        }
        assert sheet.grade == "良"

    def test_nothing_is_scaled_where_the_row_counts(self):
        sheet = scored(self.MADE, {"涉密": False, "率": D(1)}, entries=self.ENTRIES)

        assert sheet.totals["合计"] == Total("合计", D(100), D(85))

    def test_scaled_total_with_a_missing_row_stays_incomplete(self):
        sheet = scored(self.MADE, {"涉密": True}, entries={"乙/得分": D(30)})

        assert (sheet.totals["合计"].missing, sheet.totals["合计"].score, sheet.grade) == (
            ("丙",),
            D("37.50"),
            "",
        )

    def test_document_in_which_nothing_counts_has_no_total(self):
        made = document(
            row("甲", "5", RatioRule(parsed("率")), na=na("rescale", "涉密")),
            inputs=(percent("率"), yes_no("涉密")),
        )

        assert scored(made, {"涉密": True}).totals["合计"] == Total("合计", D(5), D(0), ("甲",))

    def test_scaled_total_is_rounded_half_up_once(self):
        made = document(
            row("甲", "1", RatioRule(parsed("率")), na=na("rescale", "涉密")),
            row("乙", "3", JudgedRule()),
            inputs=(percent("率"), yes_no("涉密")),
        )

        sheet = scored(made, {"涉密": True}, entries={"乙/得分": D(1)})

        assert sheet.totals["合计"].score == D("1.33")


class TestCap:
    MADE = document(
        row("全", "100", JudgedRule()),
        inputs=(amount("支出"), amount("预算")),
        ratios=(ratio("执行率", "支出 / 预算"),),
        cap_value="执行率",
        cap=(band("≥ 80%", "100"), band("≥ 70%", "89"), band("≥ 60%", "79"), band("其余", "69")),
    )

    def total(self, spent: str, score: str = "95") -> Total:
        figures = {"支出": wan(spent), "预算": wan("10000")}
        return scored(self.MADE, figures, entries={"全/得分": D(score)}).totals["合计"]

    @pytest.mark.parametrize(
        ("spent", "score"),
        [
            ("8000", "95"),
            ("7999.99", "89"),
            ("7000", "89"),
            ("6999.99", "79"),
            ("6000", "79"),
            ("5999.99", "69"),
        ],
    )
    def test_total_is_at_most_what_the_rate_allows(self, spent, score):
        assert self.total(spent).score == D(score)

    def test_total_below_its_cap_stays(self):
        assert self.total("7500", "88.99") == Total("合计", D(100), D("88.99"))
        assert self.total("7500", "89") == Total("合计", D(100), D(89))

    def test_cap_explains_itself(self):
        value, cap = self.total("7500").steps

        assert (value.key, value.data["value"]) == ("value", D("0.75"))
        assert cap == Step("cap", {"limit": D(89), "sum": D(95), "score": D(89)})

    def test_grade_follows_the_capped_total(self):
        figures = {"支出": wan("7500"), "预算": wan("10000")}

        assert scored(self.MADE, figures, entries={"全/得分": D(95)}).grade == "良"

    def test_cap_that_cannot_be_known_leaves_the_total_incomplete(self):
        sheet = scored(self.MADE, entries={"全/得分": D(95)})

        assert (sheet.totals["合计"].missing, sheet.grade) == (("执行率",), "")

    def test_no_budget_at_all_caps_nothing(self):
        sheet = scored(self.MADE, {"支出": wan("0"), "预算": wan("0")}, entries={"全/得分": D(95)})

        assert sheet.totals["合计"] == Total("合计", D(100), D(95))


def test_rounding_of_the_document_is_kept():
    made = document(row("甲", "1", RatioRule(parsed("率"))), inputs=(percent("率"),))
    coarse = replace(made, rounding=Rounding(points=1))

    assert scored(coarse, {"率": D("0.25")}).lines["甲"].score == D("0.3")


def test_row_at_the_top_level_counts_for_the_whole():
    made = document(row("甲", "2", ChecklistRule((Item("做到", D(2)),))))

    assert scored(made, entries={"甲/做到": True}).totals == {"合计": Total("合计", D(2), D(2))}
