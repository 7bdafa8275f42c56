"""assess: the published case, as text and as JSON, without a database."""

import io
import json

import pytest
import yaml
from django.core.management import call_command

from rubrics.files import FOLDER
from rubrics.management.columns import width
from tests.processes import ROOT
from tests.rubrics.scoring.reading.small import PATH

RUBRIC = FOLDER / "longgang-2020.yaml"
EXPECTED = yaml.safe_load(
    (ROOT / "tests" / "data" / "longgang-2020-expected.yaml").read_text(encoding="utf-8")
)
CASES = {"as_printed": "longgang-2020-as-printed.yaml", "as_meant": "longgang-2020-as-meant.yaml"}
FINISHED = "longgang-2020-finished.yaml"


def assess(rubric, answers, *options: str) -> tuple[str, str, int]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("assess", str(rubric), str(answers), *options, stdout=out, stderr=err)
    except SystemExit as left:
        return out.getvalue(), err.getvalue(), int(left.code or 0)
    return out.getvalue(), err.getvalue(), 0


def as_json(name: str) -> dict:
    said, _, code = assess(RUBRIC, FOLDER / "cases" / CASES[name], "--json")
    assert code == 0
    return json.loads(said)


@pytest.mark.parametrize("name", sorted(CASES))
def test_case_gives_the_expected_ratios_points_and_totals(name):
    sheet = as_json(name)
    assert sheet["unread"] == []
    ratios = EXPECTED["both"]["ratios"] | EXPECTED[name]["ratios"]
    assert {key: sheet["figures"][key]["shown"] for key in ratios} == ratios
    lines = EXPECTED["both"]["lines"] | EXPECTED[name]["lines"]
    assert {key: line["score"] for key, line in sheet["lines"].items()} == lines
    totals = EXPECTED["both"]["totals"] | EXPECTED[name]["totals"]
    assert {key: sheet["totals"][key]["score"] for key in totals} == totals
    assert sheet["grade"] == EXPECTED["both"]["grade"]


def test_json_tells_every_outcome_with_its_message():
    sheet = as_json("as_printed")
    assert {check["outcome"] for check in sheet["checks"]} == {"相符", "已说明", "不符", "缺数", "不适用"}
    by_code = {check["code"]: check for check in sheet["checks"] if check["outcome"] in ("不符", "已说明")}
    assert by_code["K22"]["outcome"] == "已说明"
    assert by_code["K07"]["under"] == "项目表金额单位"
    assert by_code["K14"]["hints"][0].startswith("“实际采购金额”和“采购计划金额”可能填反了")
    assert sheet["figures"]["满意度结果"]["source"] == "由得分推定"
    assert sheet["figures"]["有效份数"] == {
        "address": "fig:有效份数",
        "title": "有效份数",
        "unit": "份",
        "state": "missing",
        "value": None,
        "shown": "未填",
        "source": "",
    }


def test_json_tells_where_a_text_is_from():
    said, _, _ = assess(RUBRIC, FOLDER / "cases" / FINISHED, "--json")
    figures = json.loads(said)["figures"]
    told = {name: figures[name]["source"] for name in ("履职总述", "效果性", "公平性")}
    assert told == {"履职总述": "示例补充", "效果性": "示例补充", "公平性": ""}


def small_answers(folder, content: str):
    path = folder / "填报.yaml"
    path.write_text(f"rubric: 示例区部门整体支出绩效自评\nyear: 2030\n{content}", encoding="utf-8")
    return path


def test_json_gives_a_text_as_it_was_written_with_its_marks(tmp_path):
    written = "执行率{{预算执行率}}，支出{{财政拨款支出}}万元。"
    path = small_answers(tmp_path, f"figures: {{财政拨款支出: 95, 存在问题说明: '{written}'}}\n")
    said, _, _ = assess(PATH, path, "--json")
    text = json.loads(said)["figures"]["存在问题说明"]
    assert (text["value"], text["shown"], text["state"]) == (written, written, "filled")


def test_ratio_among_the_figures_is_said_to_be_computed(tmp_path):
    path = small_answers(tmp_path, "figures: {预算执行率: 87}\n")
    said, _, code = assess(PATH, path)
    assert code == 0
    assert (
        f"{path}:3:18 fig:预算执行率 “预算执行率”是比率，由系统计算，不能填；请删去，改填它所用的数" in said
    )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("招标推迟", "情况说明：招标推迟（不到 10 个字，不算已说明）\n"),
        ("年中追加任务，已报批。", "情况说明：年中追加任务，已报批。\n"),
    ],
)
def test_explanation_that_is_too_short_is_said_to_be(tmp_path, words, shown):
    figures = "figures: {采购计划金额: 100, 实际采购金额: 110}\n"
    path = small_answers(tmp_path, f"{figures}explanations: {{采购: {words}}}\n")
    assert shown in assess(PATH, path)[0]


def test_text_has_ratios_lines_totals_and_checks_in_columns():
    said, _, code = assess(RUBRIC, FOLDER / "cases" / CASES["as_meant"])
    assert code == 0
    lines = said.splitlines()
    ratios = [
        line
        for line in lines
        if line.endswith(("实际采购金额 / 采购计划金额", "编外人数 / (在编人数 + 编外人数)"))
    ]
    assert [" ".join(line.split()) for line in ratios] == [
        "政府采购执行率 90.81% 实际采购金额 / 采购计划金额",
        "编外人员控制率 28.57% 编外人数 / (在编人数 + 编外人数)",
    ]
    assert len({width(line[: line.index("%")]) for line in ratios}) == 1
    assert "      政府采购执行率：1.82 / 2 分" in lines
    assert "  合计        100  95.68" in lines
    assert "  等级：优" in lines
    assert any(line.startswith("勾稽核对（不符 ") for line in lines)


def test_answer_that_cannot_be_read_is_told_and_not_scored(tmp_path):
    path = tmp_path / "填报.yaml"
    path.write_text(
        "rubric: 示例区部门整体支出绩效自评\nyear: 2030\nfigures: {财政拨款支出: 12,34, 调整预算数: '1_000'}\n",
        encoding="utf-8",
    )
    said, _, code = assess(PATH, path)
    assert code == 0
    assert f"{path}:3:22 fig:34 没有叫“34”的字段；请核对名称" in said
    path.write_text(path.read_text(encoding="utf-8").replace("12,34,", "'12,34',"), encoding="utf-8")
    said, _, code = assess(PATH, path)
    assert code == 0
    assert "读不懂的填报（2 处，按未填计算）" in said
    assert f"{path}:3:19 fig:财政拨款支出 “财政拨款支出”填的“12,34”的千位分隔符位置不对；" in said


def test_answers_for_another_year_are_refused(tmp_path):
    path = tmp_path / "填报.yaml"
    path.write_text("rubric: 示例区部门整体支出绩效自评\nyear: 2031\n", encoding="utf-8")
    said, err, code = assess(PATH, path)
    assert (said, code) == ("", 1)
    assert err == f"{path}:2:7 year 年度是 2031，评价指标体系是 2030 年的；请换对应年度的文件\n"


def test_document_with_problems_is_not_used(tmp_path):
    path = tmp_path / "指标.yaml"
    path.write_text(PATH.read_text(encoding="utf-8").replace("total: 100", "total: 99"), encoding="utf-8")
    said, err, code = assess(path, FOLDER / "cases" / CASES["as_meant"])
    assert (said, code) == ("", 1)
    assert f"{path}:75:1 criteria 下级分值合计 100（60 + 40），不等于总分 99；请核对分值" in err
