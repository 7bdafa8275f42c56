"""sum: parts stay exact; first_of: which alternative is live."""

import pytest

from rubrics.scoring.results import LineState, Step
from rubrics.scoring.rules import (
    Alternative,
    BandsRule,
    ChoiceRule,
    Entry,
    EntryKind,
    FirstOfRule,
    JudgedRule,
    Option,
    Part,
    Place,
    RatioRule,
    SumRule,
)
from tests.rubrics.scoring.making import (
    D,
    amount,
    band,
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
)

QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def schedule() -> SumRule:
    parts = [Part(name, D(1), RatioRule(parsed(f"{name}率"))) for name in QUARTERS]
    mean = RatioRule(parsed(f"平均({', '.join(f'{name}率' for name in QUARTERS)})"))
    return SumRule((*parts, Part("平均", D(2), mean)))


SCHEDULE = document(
    row("执行", "6", schedule(), reason=False), inputs=tuple(percent(f"{name}率") for name in QUARTERS)
)


def test_parts_stay_exact_and_the_row_is_rounded_once():
    """0.933100 + 1 + 1 + 0.973536 + 2 x 0.976659 = 5.859954: 5.86, where rounded quarters would give 5.85."""
    line = scored(
        SCHEDULE, {"一季度率": D("0.9331"), "二季度率": D(1), "三季度率": D(1), "四季度率": D("0.973536")}
    ).lines["执行"]

    assert line.score == D("5.86")
    assert step(line, "rounding") == {"exact": D("5.859954"), "score": D("5.86"), "places": 2}
    assert [(one.data["part"], one.data["award"]) for one in line.steps if one.key == "part"] == [
        ("一季度", D("0.9331")),
        ("二季度", D(1)),
        ("三季度", D(1)),
        ("四季度", D("0.973536")),
        ("平均", D("1.953318")),
    ]


def test_every_part_that_is_missing_is_named():
    line = scored(SCHEDULE, {"一季度率": D(1), "三季度率": D(1)}).lines["执行"]

    assert line.needs == ("fig:二季度率", "fig:四季度率")
    parts = [one.data for one in line.steps if one.key == "part"]
    assert [(one["part"], one["award"]) for one in parts if one["award"] is None] == [
        ("二季度", None),
        ("四季度", None),
        ("平均", None),
    ]
    assert parts[1]["steps"] == (Step("missing", {"addresses": ("fig:二季度率",)}),)


class TestPartsWithModifiers:
    THREE = BandsRule(parsed("三公率"), (band("< 90%", "3"), band("≤ 100%", "2"), band("其余", "0")))
    DAILY = BandsRule(parsed("日常率"), (band("< 90%", "3"), band("其余", "1")))
    INPUTS = tuple(amount(name) for name in ("三公支出", "三公预算", "日常支出", "日常预算"))
    RATIOS = (ratio("三公率", "三公支出 / 三公预算"), ratio("日常率", "日常支出 / 日常预算"))
    NOTHING = {"三公支出": wan("0"), "三公预算": wan("0"), "日常支出": wan("95"), "日常预算": wan("100")}

    def made(self, **more):
        parts = (Part("三公", D(3), self.THREE, **more), Part("日常", D(3), self.DAILY, label="日常公用"))
        return document(
            row("公用", "6", SumRule(parts), reason=False), inputs=self.INPUTS, ratios=self.RATIOS
        )

    @pytest.mark.parametrize(("gives", "points"), [("full", "4"), ("zero", "1")])
    def test_part_that_does_not_apply_gives_what_it_says(self, gives, points):
        line = scored(self.made(na=na(gives)), self.NOTHING).lines["公用"]

        assert (line.state, outcome(line)) == (LineState.SCORED, points)

    def test_part_that_does_not_apply_blocks_where_it_says_nothing(self):
        line = scored(self.made(), self.NOTHING).lines["公用"]

        assert (line.state, outcome(line)) == (
            LineState.UNDEFINED,
            "“三公”不适用，评分标准没有写明这时怎么计分",
        )

    @pytest.mark.parametrize(("spent", "points"), [("100", "3"), ("100.01", "1")])
    def test_veto_of_a_part_takes_only_its_points(self, spent, points):
        made = self.made(vetoes=(veto("三公支出 > 三公预算"),))
        figures = {**self.NOTHING, "三公支出": wan(spent), "三公预算": wan("100")}

        assert outcome(scored(made, figures).lines["公用"]) == points

    def test_part_shows_its_title_and_its_own_steps(self):
        figures = {**self.NOTHING, "三公支出": wan("80"), "三公预算": wan("100")}

        daily = scored(self.made(), figures).lines["公用"].steps[1].data

        assert (daily["part"], daily["title"], daily["award"]) == ("日常", "日常公用", D(1))
        assert [one.key for one in daily["steps"]] == ["value", "band"]


def test_entries_of_parts_stand_under_the_part():
    options = (Option("按规定", D("1.5")), Option("未公开", D(0)))
    rule = SumRule((Part("预算", D("1.5"), ChoiceRule(options)), Part("决算", D("1.5"), ChoiceRule(options))))
    made = document(row("公开", "3", rule))

    line = scored(made, entries={"公开/预算/选项": "按规定"}).lines["公开"]

    assert line.needs == ("line:公开/决算/选项",)
    assert [entry.address for entry in rule.entries(Place("公开", D(3)))] == [
        "line:公开/预算/选项",
        "line:公开/决算/选项",
    ]


class TestFirstOf:
    RATE = RatioRule(parsed("结转率"))
    CHANGE = BandsRule(parsed("变动率"), (band("≤ 0%", "5"), band("其余", "0")))
    INPUTS = (percent("结转率"), percent("变动率", minimum=None))

    def made(self, *conditions: str, chosen: str = ""):
        rates, changes = (parsed(one) if one else None for one in (conditions or ("", "")))
        alternatives = (
            Alternative("结转", self.RATE, rates),
            Alternative("变动", self.CHANGE, changes, "结转变动率"),
        )
        return document(
            row("结转结余", "5", FirstOfRule(alternatives, chosen), reason=False), inputs=self.INPUTS
        )

    def test_bureau_chooses(self):
        line = scored(self.made(chosen="变动"), {"变动率": D("-0.1")}).lines["结转结余"]

        assert (outcome(line), keys(line)) == ("5", ["alternative", "value", "band"])
        assert step(line, "alternative") == {
            "alternative": "变动",
            "title": "结转变动率",
            "why": "document",
            "condition": "",
            "address": "line:结转结余/选项",
        }

    @pytest.mark.parametrize(("change", "points"), [("0", "4"), ("0.01", "0")])
    def test_condition_chooses_the_first_that_holds(self, change, points):
        made = self.made("变动率 ≤ 0%", "")

        line = scored(made, {"结转率": D("0.8"), "变动率": D(change)}).lines["结转结余"]

        assert outcome(line) == points

    @pytest.mark.parametrize(
        ("option", "points"), [("结转", "4"), ("变动", "0"), ("都不", "没有“都不”这个选项")]
    )
    def test_filer_chooses(self, option, points):
        figures = {"结转率": D("0.8"), "变动率": D("0.2")}

        assert (
            outcome(scored(self.made(), figures, entries={"结转结余/选项": option}).lines["结转结余"])
            == points
        )

    def test_filer_who_has_not_chosen_is_asked(self):
        assert scored(self.made(), {"结转率": D(1)}).lines["结转结余"].needs == ("line:结转结余/选项",)

    def test_condition_that_is_missing_chooses_nothing(self):
        assert scored(self.made("变动率 ≤ 0%", ""), {"结转率": D(1)}).lines["结转结余"].needs == (
            "fig:变动率",
        )

    def test_no_condition_holds(self):
        made = self.made("变动率 < 0%", "变动率 > 50%")

        assert outcome(scored(made, {"变动率": D(0)}).lines["结转结余"]) == "没有一种计分方式适用"

    def test_only_entries_that_can_count_are_asked_for(self):
        judged, place = JudgedRule(), Place("甲", D(5))
        both = (Alternative("一", judged), Alternative("二", judged))

        assert [entry.address for entry in FirstOfRule(both, "一").entries(place)] == ["line:甲/一/得分"]
        assert FirstOfRule(both).entries(place)[0] == Entry(
            "line:甲/选项", EntryKind.OPTION, "适用方式", D(5), options=("一", "二")
        )
        assert len(FirstOfRule(both).entries(place)) == 3
