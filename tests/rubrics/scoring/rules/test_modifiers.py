"""Modifiers in their fixed order: not applicable, the rule, evidence, veto, reason; and who may set the points."""

import pytest

from rubrics.scoring.lines import entries_of
from rubrics.scoring.results import LineState, Step
from rubrics.scoring.rules import ChecklistRule, Entry, EntryKind, Item, JudgedRule, RatioRule
from rubrics.scoring.states import NotApplicable
from rubrics.scoring.types import Mode
from tests.rubrics.scoring.making import (
    D,
    amount,
    document,
    keys,
    na,
    outcome,
    parsed,
    percent,
    ratio,
    row,
    scored,
    step,
    veto,
    wan,
    yes_no,
)

TICK = ChecklistRule((Item("做到", D(2)),))


class TestNotApplicable:
    INPUTS = (yes_no("涉密"), amount("计划"), amount("实际"))
    RATIOS = (ratio("率", "实际 / 计划"),)

    def made(self, clause, **more):
        return document(
            row("甲", "4", RatioRule(parsed("率")), na=clause, **more), inputs=self.INPUTS, ratios=self.RATIOS
        )

    @pytest.mark.parametrize(("gives", "came"), [("full", "4"), ("zero", "0"), ("rescale", "不适用")])
    def test_condition_gives_what_the_row_says(self, gives, came):
        line = scored(self.made(na(gives, "涉密")), {"涉密": True}).lines["甲"]

        assert (line.state, outcome(line)) == (LineState.NOT_APPLICABLE, came)
        assert step(line, "not_applicable")["of"].data["formula"] == "涉密"

    @pytest.mark.parametrize(("gives", "came"), [("full", "4"), ("zero", "0"), ("rescale", "不适用")])
    def test_nothing_over_nothing_gives_what_the_row_says(self, gives, came):
        line = scored(self.made(na(gives)), {"计划": wan("0"), "实际": wan("0")}).lines["甲"]

        assert (line.state, outcome(line)) == (LineState.NOT_APPLICABLE, came)
        assert step(line, "not_applicable")["reason"] == "“实际”和“计划”都为 0"

    def test_figure_that_does_not_exist_makes_its_condition_hold(self):
        nothing = NotApplicable(("fig:计划",), "全年没有采购")

        line = scored(self.made(na("full", "计划 = 0 万元")), {"计划": nothing}).lines["甲"]

        assert (outcome(line), step(line, "not_applicable")["reason"]) == ("4", "全年没有采购")

    def test_condition_that_does_not_hold_leaves_the_rule(self):
        figures = {"涉密": False, "计划": wan("4"), "实际": wan("3")}

        assert outcome(scored(self.made(na("full", "涉密")), figures).lines["甲"]) == "3"

    def test_condition_that_does_not_hold_does_not_excuse_another_absence(self):
        figures = {"涉密": False, "计划": wan("0"), "实际": wan("0")}

        assert scored(self.made(na("full", "涉密")), figures).lines["甲"].state is LineState.UNDEFINED

    def test_question_that_is_not_answered_comes_before_the_rule(self):
        line = scored(self.made(na("full", "涉密")), {"计划": wan("4"), "实际": wan("3")}).lines["甲"]

        assert line.needs == ("fig:涉密",)

    def test_exemption_comes_before_evidence_veto_and_reason(self):
        made = self.made(na("zero", "涉密"), evidence=True, vetoes=(veto("实际 > 计划"),))

        line = scored(made, {"涉密": True, "计划": wan("1"), "实际": wan("2")}).lines["甲"]

        assert (outcome(line), keys(line)) == ("0", ["not_applicable"])


class TestEvidence:
    MADE = document(row("监管", "2", TICK, evidence=True, reason=False))

    @pytest.mark.parametrize(
        ("evidence", "points"),
        [
            (None, "0"),
            ("", "0"),
            (" \n\t", "0"),
            ("检查报告 第 2 页", "2"),
            ("甲\n\n乙", "2"),
            (D(0), "0"),
            (D(1), "2"),
        ],
    )
    def test_no_evidence_gives_nothing(self, evidence, points):
        entries = {"监管/做到": True} | ({} if evidence is None else {"监管/佐证": evidence})

        assert outcome(scored(self.MADE, entries=entries).lines["监管"]) == points

    def test_row_says_that_the_evidence_is_lacking(self):
        line = scored(self.MADE, entries={"监管/做到": True}).lines["监管"]

        assert line.steps[-1] == Step("no_evidence", {"address": "line:监管/佐证"})

    def test_row_that_is_not_answered_stays_missing(self):
        assert outcome(scored(self.MADE).lines["监管"]) == "未填"


class TestVeto:
    MADE = document(
        row(
            "合规",
            "2",
            TICK,
            vetoes=(veto("违规", "截留挪用"), veto("率 > 100%", "超支")),
            evidence=True,
            reason=False,
        ),
        inputs=(yes_no("违规"), percent("率")),
    )
    ENTRIES = {"合规/做到": True, "合规/佐证": "报告"}

    def line(self, figures, entries=None):
        return scored(self.MADE, figures, entries=self.ENTRIES if entries is None else entries).lines["合规"]

    @pytest.mark.parametrize(
        ("figures", "points"),
        [
            ({"违规": False, "率": D(1)}, "2"),
            ({"违规": True, "率": D(1)}, "0"),
            ({"违规": False, "率": D("1.0001")}, "0"),
            ({"违规": True}, "0"),
            ({"违规": False}, "未填"),
            ({"违规": False, "率": NotApplicable(("fig:率",), "没有")}, "2"),
        ],
    )
    def test_veto_takes_all_points_and_one_that_cannot_be_decided_leaves_none(self, figures, points):
        assert outcome(self.line(figures)) == points

    def test_veto_comes_after_evidence_and_names_itself(self):
        line = self.line({"违规": True, "率": D(1)}, {"合规/做到": True})

        assert keys(line) == ["item", "no_evidence", "veto"]
        assert step(line, "veto")["name"] == "截留挪用"


class TestReason:
    MADE = document(row("甲", "2", TICK))

    @pytest.mark.parametrize(
        ("entries", "told"),
        [
            ({"甲/做到": True}, ["item"]),
            ({"甲/做到": False}, ["item", "reason_missing"]),
            ({"甲/做到": False, "甲/原因": "  "}, ["item", "reason_missing"]),
            ({"甲/做到": False, "甲/原因": "系统年中才上线"}, ["item"]),
        ],
    )
    def test_reason_is_asked_for_below_full_points(self, entries, told):
        assert keys(scored(self.MADE, entries=entries).lines["甲"]) == told


class TestMode:
    def made(self, mode: Mode):
        return document(row("甲", "4", RatioRule(parsed("率")), mode=mode), inputs=(percent("率"),))

    def test_computed_row_takes_no_typed_score(self):
        line = scored(self.made(Mode.COMPUTED), {"率": D("0.5")}, entries={"甲/得分": D(4)}).lines["甲"]

        assert outcome(line) == "2"

    @pytest.mark.parametrize(
        ("entries", "points", "told"),
        [
            ({}, "2", ["value", "ratio", "reason_missing"]),
            ({"甲/得分": D(3), "甲/原因": "口径不同"}, "3", ["value", "ratio", "entered"]),
            ({"甲/得分": D(4)}, "4", ["value", "ratio", "entered", "reason_missing"]),
            ({"甲/得分": D("4.01")}, "得分 4.01 不在 0 到 4 之间", ["value", "ratio", "undefined"]),
        ],
    )
    def test_editable_row_may_be_replaced_with_a_reason(self, entries, points, told):
        line = scored(self.made(Mode.EDITABLE), {"率": D("0.5")}, entries=entries).lines["甲"]

        assert (outcome(line), keys(line)) == (points, told)

    def test_entered_row_waits_for_a_person_and_shows_what_the_rule_gives(self):
        made = self.made(Mode.ENTERED)

        waiting = scored(made, {"率": D("0.5")}).lines["甲"]
        done = scored(made, {"率": D("0.5")}, entries={"甲/得分": D(2), "甲/原因": "按标准"}).lines["甲"]

        assert waiting.needs == ("line:甲/得分",)
        assert step(done, "entered") == {
            "address": "line:甲/得分",
            "points": D(4),
            "computed": D("2.0"),
            "award": D(2),
        }

    def test_entered_score_counts_though_the_rule_has_no_figures(self):
        line = scored(self.made(Mode.ENTERED), entries={"甲/得分": D(4), "甲/原因": "见附件"}).lines["甲"]

        assert (outcome(line), step(line, "entered")["computed"]) == ("4", None)

    def test_score_is_asked_for_once(self):
        assert entries_of(row("甲", "4", JudgedRule(), mode=Mode.ENTERED)) == (
            Entry("line:甲/得分", EntryKind.SCORE, "得分", D(4)),
        )
        assert entries_of(row("甲", "4", RatioRule(parsed("率")), mode=Mode.EDITABLE)) == (
            Entry("line:甲/得分", EntryKind.SCORE, "得分", D(4)),
        )
        assert entries_of(row("甲", "4", RatioRule(parsed("率")))) == ()
