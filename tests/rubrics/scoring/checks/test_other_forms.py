"""forms unique, numbers and headings."""

import pytest

from rubrics.scoring.checks.written_numbers import NumberReader
from rubrics.scoring.problems import Severity
from rubrics.scoring.results import Outcome, Row
from rubrics.scoring.rules import JudgedRule
from rubrics.scoring.states import NotApplicable, Prose
from rubrics.scoring.types import Check, CheckForm, Table
from tests.rubrics.scoring.making import (
    D,
    amount,
    assessed,
    count,
    document,
    narrative,
    percent,
    ratio,
    row,
    text,
    wan,
)

LINE = row("甲", "1", JudgedRule())


def of_form(form: CheckForm, says: str, **subject: tuple[str, ...]) -> Check:
    return Check("核对", "K01", form, Severity.HINT, says, subject=subject)


def said(result) -> str:
    return "".join(str(one.data.get("text", one.data.get("value"))) for one in result.message)


class TestUnique:
    TABLE = Table("项目", (text("名称"), text("编码", required=False)), row_title="名称")
    SAYS = "第 {{行号}} 行 {{行名}} 相同"

    def found(self, columns: tuple[str, ...], *rows: tuple[str, str | None], **more):
        cells = [{"名称": name} | ({} if code is None else {"编码": code}) for name, code in rows]
        typed = {"项目": tuple(Row(f"k{at}", one) for at, one in enumerate(cells, 1))}
        check = of_form(CheckForm.UNIQUE, self.SAYS, table=("项目",), columns=columns)
        return assessed(document(LINE, tables=(self.TABLE,), checks=(check,)), rows=typed, **more).checks

    def test_equal_rows_are_told_together(self):
        found = self.found(("编码",), ("甲", "01"), ("乙", "02"), ("丙", "01"), ("丁", "02"), ("戊", "01"))

        assert [(one.address, one.outcome, said(one)) for one in found] == [
            ("check:核对/k1", Outcome.FAILS, "第 1、3、5 行 甲 相同"),
            ("check:核对/k2", Outcome.FAILS, "第 2、4 行 乙 相同"),
        ]
        assert found[1].places == ("row:项目/k2/编码", "row:项目/k4/编码")

    def test_different_rows_hold(self):
        assert [one.outcome for one in self.found(("编码",), ("甲", "01"), ("乙", "02"))] == ["相符"]

    def test_empty_keys_are_no_keys(self):
        assert [one.outcome for one in self.found(("编码",), ("甲", None), ("乙", None))] == ["不适用"]
        assert [one.outcome for one in self.found(("编码",), ("甲", None), ("乙", ""), ("丙", "01"))] == [
            "相符"
        ]

    @pytest.mark.parametrize(
        ("second", "outcome"), [(("甲", None), "不符"), (("甲", "01"), "相符"), (("乙", None), "相符")]
    )
    def test_empty_part_of_a_key_is_a_value_of_its_own(self, second, outcome):
        assert [one.outcome for one in self.found(("名称", "编码"), ("甲", None), second)] == [outcome]

    def test_no_rows_do_not_apply(self):
        absent = {"项目": NotApplicable(("table:项目",), "没有项目")}

        assert [one.outcome for one in self.found(("编码",))] == ["不适用"]
        assert [
            one.outcome for one in self.found(("编码",), ("甲", "01"), ("乙", "01"), absent_tables=absent)
        ] == ["不适用"]


class TestNumbers:
    TABLE = Table("项目", (text("名称"), amount("支出数")), row_title="名称")
    INPUTS = (
        narrative("执行情况"),
        narrative("采购情况"),
        amount("财政拨款支出"),
        amount("调整预算数"),
        count("编外人数", "人"),
        percent("满意度"),
        amount("采购计划金额"),
        amount("实际采购金额"),
    )
    RATIOS = (
        ratio("预算执行率", "财政拨款支出 / 调整预算数"),
        ratio("政府采购执行率", "实际采购金额 / 采购计划金额"),
    )
    FIGURES = {
        "财政拨款支出": wan("9148.92"),
        "调整预算数": wan("9397.62"),
        "编外人数": D(24),
        "满意度": D("0.95"),
        "采购计划金额": wan("1791.71"),
        "实际采购金额": wan("1973.09"),
    }
    CHECK = of_form(
        CheckForm.NUMBERS,
        "【{{标题}}】“{{原文}}”与填报数 {{填报数}} 不同",
        narratives=("执行情况", "采购情况"),
    )

    def found(self, words: str, **figures):
        made = document(
            LINE, inputs=self.INPUTS, tables=(self.TABLE,), ratios=self.RATIOS, checks=(self.CHECK,)
        )
        rows = {"项目": (Row("a", {"名称": "甲", "支出数": wan("1273.65")}),)}
        return assessed(made, {**self.FIGURES, "执行情况": Prose(words), **figures}, rows=rows).checks

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ("政府采购执行率90.81%。", "“政府采购执行率90.81%”与填报数 政府采购执行率 110.12% 不同"),
            ("政府采购执行率为 90.81％", "“政府采购执行率90.81％”与填报数 政府采购执行率 110.12% 不同"),
            (
                "财政拨款支出9,148.29万元",
                "“财政拨款支出9,148.29万元”与填报数 财政拨款支出 9,148.92 万元 不同",
            ),
            ("全年支出 9148.29 万元", "“9148.29 万元”与填报数 财政拨款支出 9,148.92 万元 不同"),
            ("全年共支出9148.93万元", "“9148.93万元”与填报数 财政拨款支出 9,148.92 万元 不同"),
            ("编外人数 25 人", "“编外人数25 人”与填报数 编外人数 24 人 不同"),
            ("执行率 97.36%", "“97.36%”与填报数 预算执行率 97.35% 不同"),
        ],
    )
    def test_number_that_contradicts_a_figure_is_found(self, words, told):
        found = self.found(words)

        assert [said(one) for one in found] == [f"【执行情况】{told}"]
        assert (found[0].outcome, found[0].places) == (Outcome.FAILS, ("chapter:执行情况",))

    @pytest.mark.parametrize(
        "words",
        [
            "全年支出 9148.92 万元，预算执行率 97.35%，编外人数 24 人。",
            "支出 9148.9 万元，约 9149 万元，约 0.91 亿元，即 91489200 元。",
            "预算执行率约 97%，预算执行率 97.4%，满意度 95%。",
            "政府采购执行率 110.12%；上年政府采购执行率 90.81%。",
            "2019 年预算执行率 92.50%，预算执行率目标 95%。",
            "应急管理专项支出 1273.65 万元。",
            "召开会议 9148 次，培训 25 人，整改隐患 97.36 处，下降 50%。",
            "第9148.93条；1-10月；2020年12月31日；〔2020〕9148号。",
            "预算执行率￼，财政拨款支出￼万元。",
            "增长 12.34%，减少 8000 万元。",
        ],
    )
    def test_number_that_agrees_or_means_something_else_is_let_be(self, words):
        assert [one.outcome for one in self.found(words)] == ["相符"]

    def test_number_whose_sign_a_word_says_is_the_figure(self):
        assert [one.outcome for one in self.found("同比下降 97.36%", 满意度=D("-0.9736"))] == ["相符"]

    def test_same_number_twice_is_told_once_and_every_narrative_is_read(self):
        found = self.found("执行率 97.36%，即 97.36%", 采购情况=Prose("政府采购执行率 90.81%"))

        assert [one.places for one in found] == [("chapter:执行情况",), ("chapter:采购情况",)]
        assert len({one.address for one in found}) == 2

    def test_nothing_written_is_no_data(self):
        (result,) = self.found(" ")

        assert (result.outcome, result.needs) == (Outcome.NO_DATA, ("chapter:执行情况", "chapter:采购情况"))

    def test_narratives_that_do_not_exist_do_not_apply(self):
        nothing = NotApplicable((), "没有")

        assert [one.outcome for one in self.found("", 执行情况=nothing, 采购情况=nothing)] == ["不适用"]

    def test_cells_of_a_table_are_read_too(self):
        table = Table("履职", (text("标题"), narrative("内容")), row_title="标题")
        check = of_form(CheckForm.NUMBERS, "{{原文}}", narratives=("履职.内容",))
        made = document(LINE, inputs=self.INPUTS, tables=(table,), ratios=self.RATIOS, checks=(check,))
        rows = {"履职": (Row("a", {"标题": "甲", "内容": Prose("支出 9148.29 万元")}),)}

        (result,) = assessed(made, self.FIGURES, rows=rows).checks

        assert (said(result), result.places) == ("9148.29 万元", ("row:履职/a/内容",))

    @pytest.mark.parametrize(
        ("words", "values"),
        [
            ("9,148.92 万元和1亿元、20%、3人", [wan("9148.92"), wan("10000"), D("0.2"), D(3)]),
            ("12 345 万元，1,23 万元", []),
            ("10-15%，10至15%，5‰", [D("0.005")]),
            ("2020年得 95 分，第 3 名", []),
        ],
    )
    def test_numbers_are_read_with_their_unit(self, words, values):
        assert [one.value for one in NumberReader(("人",)).read(words)] == values


class TestHeadings:
    GOALS = Table("目标", (text("标题"),), row_title="标题")
    DONE = Table("履职", (narrative("内容"),), rows_from="目标.标题")
    CHECK = of_form(
        CheckForm.HEADINGS,
        "“{{原文}}”应为“{{填报数}}”",
        narrative=("履职.内容",),
        table=("目标",),
        column=("标题",),
    )
    TITLES = ("以改革创新为动力，努力创建安全监管“龙岗样板”", "全力抓好森林防火")

    def found(self, prose: Prose | None):
        rows = {
            "目标": tuple(Row(f"g{at}", {"标题": title}) for at, title in enumerate(self.TITLES)),
            "履职": () if prose is None else (Row("g0", {"内容": prose}),),
        }
        made = document(LINE, tables=(self.GOALS, self.DONE), checks=(self.CHECK,))
        return assessed(made, rows=rows).checks

    @pytest.mark.parametrize(
        "heading",
        [
            "以改革创新为动力，努力创建安全监管“龙岗样版”",
            "（一）以改革创新为动力，努力创建安全监管龙岗样版。",
        ],
    )
    def test_heading_that_is_nearly_a_title_is_found(self, heading):
        (result,) = self.found(Prose(f"{heading}\n做了很多工作。", ((1, heading),)))

        assert (result.outcome, result.places) == (Outcome.FAILS, ("row:履职/g0/内容",))
        assert said(result) == f"“{heading}”应为“{self.TITLES[0]}”"

    def test_line_that_looks_like_a_heading_counts_as_one(self):
        (result,) = self.found(Prose("全力抓好森林放火\n全年没有重大火灾。"))

        assert said(result) == "“全力抓好森林放火”应为“全力抓好森林防火”"

    @pytest.mark.parametrize(
        "heading", ["（一）全力抓好森林防火", "1.全力抓好森林防火。", "加强队伍建设", "森林防火", "防火"]
    )
    def test_heading_that_is_a_title_or_like_none_holds(self, heading):
        assert [one.outcome for one in self.found(Prose(heading, ((1, heading),)))] == ["相符"]

    def test_nothing_written_is_no_data(self):
        found = self.found(None)

        assert [one.outcome for one in found] == ["缺数"]
        assert found[0].needs == ("row:履职/g0/内容", "row:履职/g1/内容")
