"""指标自评: the tree of points, filled in and followed."""

from urllib.parse import unquote

import pytest

from evaluations.selectors.filings import sheet_of
from evaluations.views.filing.content import load
from evaluations.views.filing.live_scores import live_scores_of
from evaluations.views.filing.tree import statements
from tests.evaluations.filing.made import opened
from tests.evaluations.filing.people import Person, total

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # what pages show is the same on both
STAGE = 8
TICK = "line:绩效指标明确性/可量化"
JUDGED = "line:预算规范性/得分"


def test_a_tick_moves_row_subtotal_and_total(made, person):
    assert person.open(STAGE)[TICK] == "否"

    person.save(STAGE, {TICK: "是"})

    page = person.browser.get(person.address(STAGE)).text
    assert total(made) == "94.86"
    assert "25.00 <span" in page
    assert ">94.86<" in page


def test_a_statement_that_nobody_answered_is_missing_not_no(client):
    made = opened()
    person = Person(made.filer, made.filing)
    assert TICK not in person.open(STAGE)
    page = person.browser.get(person.address(STAGE)).text
    assert '未评 <span class="muted small">21 项，共 100 分' in page

    person.save(STAGE, {})

    assert TICK in sheet_of(made.filing).lines["绩效指标明确性"].needs


def test_a_judged_score_above_the_points_is_refused_in_its_box(made, person):
    answer = person.save(STAGE, {JUDGED: "5.01"})

    assert answer.status_code == 422
    assert 'value="5.01"' in answer.text
    assert total(made) == "93.86"


def test_below_full_points_a_reason_is_asked_for_and_kept(made, person):
    reason = "line:社会效益、经济效益、生态效益及可持续影响等/原因"
    assert "缺原因" in person.browser.get(person.address(STAGE)).text

    person.save(STAGE, {reason: "社会效益指标还差一项没有做完。"})

    page = person.browser.get(person.address(STAGE)).text
    assert "缺原因" not in page
    assert "正常扣分" in page


def test_a_loss_is_honest_once_a_problem_and_a_measure_are_written_for_it(made, person):
    line = "编外人员控制率"

    def stands() -> list[tuple[str, str]]:
        content = load(made.filing, made.filer)
        loss = next(one for one in live_scores_of(content).losses if one.title == line)
        page = person.browser.get(person.address(STAGE)).text
        row = page.partition(f'id="line:{line}"')[2].partition("</details></div></details>")[0]
        return [(loss.severity, loss.word), ("见 ⑨" in row, "都写了的是正常扣分" in row)]

    def row_with(text: str, table: str, column: str):
        rows = made.filing.table_rows.filter(table=table)
        return next(row for row in rows if row.cells[column]["text"] == text)

    measure = row_with("编外人员占比比较高", "改进措施", "对应问题")
    problem = row_with(line, "存在问题", "对应指标")
    assert stands() == [("none", "正常扣分"), (False, False)]

    measure.delete()
    person.save(STAGE, {f"line:{line}/原因": "派遣人员较多。"})
    link = next(one for one in live_scores_of(load(made.filing, made.filer)).losses if one.title == line)
    assert stands() == [("需说明", "已写原因，缺改进措施"), (True, True)]
    assert unquote(link.url).endswith("/stages/9#table:改进措施")
    problem.delete()
    link = next(one for one in live_scores_of(load(made.filing, made.filer)).losses if one.title == line)
    assert unquote(link.url).endswith("/stages/9#table:存在问题")


def test_a_computed_row_has_no_box_for_its_points(made, person):
    form = person.open(STAGE)

    assert "line:编外人员控制率/得分" not in form
    assert "line:编外人员控制率/原因" in form


def test_a_computed_row_says_how_and_where_to_mend(person):
    page = person.browser.get(person.address(STAGE)).text
    row = page.partition('id="line:编外人员控制率"')[2].partition("</details></div></details>")[0]

    assert "24 ÷ 84 = 0.285714…" in row
    assert "（百分数保留 2 位小数，四舍五入）" in row
    assert "在“&gt; 10%”这一档，得 0 分" in row
    assert "不低于 5%、不高于 10% 得 0.5 分" in row
    assert "⑥ 编外人数" in row
    assert "第 13 项" in row
    assert "编外人员控制率达到 ≤ 10% 可得 0.5 分（现 28.57%）" in row
    assert "怎样多得分" in row


def test_only_lost_rows_are_shown_when_asked(person):
    page = person.browser.get(person.address(STAGE) + "?show=lost").text

    assert page.count('<details class="leaf"') == 6
    assert "只看失分的 6 项" in page


def test_a_row_that_a_mended_figure_would_raise_leads_there(person):
    page = person.browser.get(person.address(STAGE)).text
    row = page.partition('id="line:政府采购执行率"')[2].partition("</details></div></details>")[0]

    assert "待核" in row
    assert person.address(3) in row
    assert "互换两数后为 <b>95.68</b>" in page


def test_evidence_is_asked_for_where_the_row_demands_it(made, person):
    name = "line:项目监管/佐证"

    person.save(STAGE, {name: "检查记录.pdf 第 2 页\n整改通知.pdf"})

    assert person.open(STAGE)[name] == "检查记录.pdf 第 2 页\r\n整改通知.pdf"


def test_wording_is_split_into_its_statements():
    assert statements("1. 甲≥90%的，得1分；2. 90%＞甲≥75%的，得0.7分；（1）乙。") == (
        "1. 甲≥90%的，得1分；",
        "2. 90%＞甲≥75%的，得0.7分；",
        "（1）乙。",
    )
