"""Messages with their values, and explanations."""

from datetime import date

import pytest

from rubrics.scoring.problems import Severity
from rubrics.scoring.results import Outcome, Step
from rubrics.scoring.rules import RatioRule
from rubrics.scoring.states import Prose
from rubrics.scoring.wording import message
from tests.rubrics.scoring.making import (
    D,
    amount,
    day,
    holds,
    narrative,
    parsed,
    percent,
    row,
    wan,
)

from .trying import LONG, SUM, outcomes, results, spent


class TestMessage:
    def test_parts_are_words_and_values_with_their_units_and_places(self):
        says = "【执行】{{基本支出}} + {{项目支出}} = {{左}}，与 {{财政拨款支出|元}} 相差 {{差额}}，{{倍数}} 倍。"

        (result,) = results(holds("构成", SUM, says=says), figures=spent("1", "2", "4"))

        def value(number, unit="万元", address=""):
            return Step(
                "value", {"value": number, "absence": "", "unit": unit, "places": 2, "address": address}
            )

        assert result.message == (
            Step("text", {"text": "【执行】"}),
            value(wan("1"), address="fig:基本支出"),
            Step("text", {"text": " + "}),
            value(wan("2"), address="fig:项目支出"),
            Step("text", {"text": " = "}),
            value(wan("3")),
            Step("text", {"text": "，与 "}),
            value(wan("4"), "元", "fig:财政拨款支出"),
            Step("text", {"text": " 相差 "}),
            value(wan("1")),
            Step("text", {"text": "，"}),
            value(D("0.75"), ""),
            Step("text", {"text": " 倍。"}),
        )

    def test_value_that_is_absent_says_how(self):
        check = holds("有比例", "已填(金额)", when="已填(比例)", says="比例 {{比例}}，金额 {{金额}}")

        (result,) = results(check, inputs=(percent("比例"), amount("金额")), figures={"比例": D("0.16")})

        shown = [(one.data["value"], one.data["absence"]) for one in result.message if one.key == "value"]
        assert shown == [(D("0.16"), ""), (None, "missing")]

    @pytest.mark.parametrize(
        ("rate", "words"),
        [
            ("0.89996", "89.996% 低于 90.000%"),
            ("0.8999999", "89.99999% 低于 90.00000%"),
            ("0.8849", "88.49% 低于 90.00%"),
        ],
    )
    def test_values_that_differ_are_never_shown_alike(self, rate, words):
        check = holds("执行", "比例 ≥ 界限", says="{{比例}} 低于 {{界限}}")

        (result,) = results(
            check, inputs=(percent("比例"),), constants={"界限": ("90", "%")}, figures={"比例": D(rate)}
        )

        assert message(result) == words

    def test_one_value_shown_twice_keeps_its_places(self):
        (result,) = results(holds("构成", SUM, says="{{左}}、{{左}}、{{右}}"), figures=spent("1", "2", "4"))

        assert message(result) == "3.00 万元、3.00 万元、4.00 万元"

    def test_days_between_dates_are_days(self):
        check = holds("及时", "公开日 - 批复日 ≤ 期限", says="间隔 {{左}}，超过 {{期限}}")

        (result,) = results(
            check,
            inputs=(day("公开日"), day("批复日")),
            constants={"期限": ("20", "天")},
            figures={"批复日": date(2020, 1, 1), "公开日": date(2020, 1, 22)},
        )

        shown = [(one.data["value"], one.data["unit"]) for one in result.message if one.key == "value"]
        assert shown == [(D(21), "天"), (D(20), "天")]

    def test_points_of_a_row_and_the_total_can_be_said(self):
        check = holds("不超", "率 ≤ 50%", says="得 {{得分.率行}}，共 {{得分.合计}}")

        (result,) = results(
            check,
            inputs=(percent("率"),),
            lines=(row("率行", "2", RatioRule(parsed("率"))),),
            figures={"率": D("0.75")},
        )

        assert [one.data["value"] for one in result.message if one.key == "value"] == [D("1.50"), D("1.50")]

    def test_places_are_addresses(self):
        (result,) = results(
            holds("构成", SUM, places=("fig:基本支出", "table:项目")), figures=spent("1", "2", "4")
        )

        assert result.places == ("fig:基本支出", "table:项目")


class TestExplanation:
    @pytest.mark.parametrize(
        ("severity", "text", "outcome", "blocks", "asks"),
        [
            (Severity.EXPLAIN, "", "不符", False, True),
            (Severity.EXPLAIN, "一二三四五六七八九", "不符", False, True),
            (Severity.EXPLAIN, "一二三四五 六七八九\n", "不符", False, True),
            (Severity.EXPLAIN, "一二三四五六七八九十", "已说明", False, False),
            (Severity.HINT, LONG, "已说明", False, False),
            (Severity.HINT, "", "不符", False, False),
            (Severity.BLOCK, LONG, "不符", True, False),
        ],
    )
    def test_written_explanation_lets_pass_what_asks_for_one(self, severity, text, outcome, blocks, asks):
        check = holds("构成", SUM, severity=severity)

        (result,) = results(check, figures=spent("1", "2", "4"), explanations={"check:构成": text})

        assert (result.outcome, result.blocks, result.asks) == (outcome, blocks, asks)
        assert result.explanation == text.strip()

    def test_missing_data_that_is_explained_stays_missing_but_asks_no_more(self):
        check = holds("构成", SUM, severity=Severity.EXPLAIN)

        (result,) = results(check, figures={"基本支出": wan("1")}, explanations={"check:构成": LONG})

        assert (result.outcome, result.asks) == (Outcome.NO_DATA, False)

    @pytest.mark.parametrize(("written", "outcome"), [("编外人员偏多", "已说明"), ("没有问题", "不符")])
    def test_condition_of_the_document_can_explain(self, written, outcome):
        check = holds("编外", "编外 ≤ 10%", severity=Severity.EXPLAIN, explained_by='包含(问题, "编外")')

        assert outcomes(
            check,
            inputs=(percent("编外"), narrative("问题")),
            figures={"编外": D("0.28"), "问题": Prose(written)},
        ) == [outcome]
