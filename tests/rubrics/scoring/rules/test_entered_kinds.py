"""choice, judged and tiers: what a person picks or scores."""

import pytest

from rubrics.scoring.results import LineState, Step
from rubrics.scoring.rules import ChoiceRule, Entry, EntryKind, JudgedRule, Option, Place, Tier, TiersRule
from rubrics.scoring.states import NotApplicable
from tests.rubrics.scoring.making import D, choice, document, outcome, row, scored, step

OPTIONS = (Option("按规定", D("1.5")), Option("不合要求", D(1)), Option("未公开", D(0)))
TIERS = (
    Tier("达成", D("0.8"), D(1)),
    Tier("部分达成", D("0.6"), D("0.8")),
    Tier("未达成", D(0), D("0.6")),
)


class TestChoice:
    ENTERED = document(row("公开", "1.5", ChoiceRule(OPTIONS), reason=False))
    TAKEN = document(
        row("公开", "1.5", ChoiceRule(OPTIONS, "部门预算公开"), reason=False),
        inputs=(choice("部门预算公开", "按规定", "不合要求", "未公开"),),
    )

    @pytest.mark.parametrize(("option", "points"), [("按规定", "1.5"), ("不合要求", "1"), ("未公开", "0")])
    def test_option_gives_its_points_wherever_it_was_answered(self, option, points):
        entered = scored(self.ENTERED, entries={"公开/选项": option}).lines["公开"]
        taken = scored(self.TAKEN, {"部门预算公开": option}).lines["公开"]

        assert (outcome(entered), outcome(taken)) == (points, points)

    def test_explanation_leads_to_where_the_option_was_chosen(self):
        line = scored(self.TAKEN, {"部门预算公开": "不合要求"}).lines["公开"]

        assert line.steps == (
            Step(
                "choice",
                {"option": "不合要求", "address": "fig:部门预算公开", "points": D("1.5"), "award": D(1)},
            ),
        )

    def test_nothing_chosen_is_missing(self):
        assert scored(self.ENTERED).lines["公开"].needs == ("line:公开/选项",)
        assert scored(self.TAKEN).lines["公开"].needs == ("fig:部门预算公开",)

    def test_strange_option_blocks(self):
        assert (
            outcome(scored(self.ENTERED, entries={"公开/选项": "公开了"}).lines["公开"])
            == "没有“公开了”这个选项"
        )

    def test_option_is_asked_for_once(self):
        place = Place("公开", D("1.5"))

        assert ChoiceRule(OPTIONS, "部门预算公开").entries(place) == ()
        assert ChoiceRule(OPTIONS).entries(place) == (
            Entry(
                "line:公开/选项", EntryKind.OPTION, "选项", D("1.5"), options=("按规定", "不合要求", "未公开")
            ),
        )


class TestJudged:
    MADE = document(row("效益", "20", JudgedRule("看完成情况"), reason=False))

    @pytest.mark.parametrize(
        ("score", "points"),
        [
            ("0", "0"),
            ("19.99", "19.99"),
            ("20", "20"),
            ("20.01", "得分 20.01 不在 0 到 20 之间"),
            ("-0.01", "得分 -0.01 不在 0 到 20 之间"),
        ],
    )
    def test_score_between_nothing_and_the_points(self, score, points):
        assert outcome(scored(self.MADE, entries={"效益/得分": D(score)}).lines["效益"]) == points

    def test_no_score_is_missing_never_zero(self):
        line = scored(self.MADE).lines["效益"]

        assert (line.state, line.needs) == (LineState.MISSING, ("line:效益/得分",))

    def test_thing_that_does_not_exist_blocks_without_a_clause(self):
        line = scored(self.MADE, entries={"效益/得分": NotApplicable((), "没有")}).lines["效益"]

        assert line.state is LineState.UNDEFINED


class TestTiers:
    MADE = document(row("满意度", "10", TiersRule(TIERS), reason=False))

    @pytest.mark.parametrize(
        ("tier", "score", "points"),
        [
            ("达成", "10", "10"),
            ("达成", "8", "8"),
            ("达成", "7.99", "得分 7.99 不在“达成”这一档的 8.0 到 10 之间"),
            ("部分达成", "7.99", "7.99"),
            ("部分达成", "8", "得分 8 不在“部分达成”这一档的 6.0 到 8.0 之间"),
            ("部分达成", "6", "6"),
            ("未达成", "5.99", "5.99"),
            ("未达成", "6", "得分 6 不在“未达成”这一档的 0 到 6.0 之间"),
            ("未达成", "0", "0"),
            ("优秀", "10", "没有“优秀”这个档次"),
        ],
    )
    def test_score_lies_inside_its_tier(self, tier, score, points):
        line = scored(self.MADE, entries={"满意度/选项": tier, "满意度/得分": D(score)}).lines["满意度"]

        assert outcome(line) == points

    def test_tier_and_score_are_both_asked_for(self):
        assert scored(self.MADE).lines["满意度"].needs == ("line:满意度/选项", "line:满意度/得分")

    def test_explanation_shows_the_edges_in_points(self):
        line = scored(self.MADE, entries={"满意度/选项": "部分达成", "满意度/得分": D(7)}).lines["满意度"]

        assert step(line, "tier") == {
            "tier": "部分达成",
            "low": D("6.0"),
            "high": D("8.0"),
            "address": "line:满意度/得分",
            "points": D(10),
            "award": D(7),
        }
