"""Texts of the report: typed in the text form, shown with their figures filled in."""

import pytest

from evaluations.models import Narrative
from evaluations.report.blocks import Heading, Paragraph, text_of
from evaluations.report.context import report_context
from evaluations.report.draft import mark_of, source_of_filing
from evaluations.views.filing.content import load
from evaluations.views.filing.previews import preview_of
from evaluations.views.filing.text_places import place_of_cell, place_of_input
from rubrics.scoring import narrative
from rubrics.scoring.types import FieldType
from tests.evaluations.filing.browsing import main_form
from tests.evaluations.filing.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # the services under these pages are tested on both
STAGE, NAME = 9, "chapter:主要经验做法"


def test_a_text_is_stored_as_blocks_and_comes_back_as_typed(made, person):
    typed = "# 做法\r\n- 第一条\r\n1. 执行率 {{预算执行率}}\r\n“普通”一段 & <b>不是标记</b>"

    person.save(STAGE, {NAME: typed})

    stored = Narrative.objects.get(filing=made.filing, chapter="主要经验做法")
    kinds = [block.type.value for block in narrative.read_json(stored.body)]
    assert kinds == ["heading", "bullet", "number", "paragraph"]
    assert person.open(STAGE)[NAME] == typed


def test_a_text_is_shown_with_its_figures_and_their_titles(person):
    person.save(STAGE, {NAME: "执行率 {{预算执行率}}，得分 {{得分.合计}}，{{年度}} 年。"})

    page = person.browser.get(person.address(STAGE)).text

    assert '<span class="chip" title="预算执行率">97.35%</span>' in page
    assert '<span class="chip" title="自评总分">93.86 分</span>' in page
    assert '<span class="chip" title="年度">2020</span>' in page


def test_a_text_that_the_filer_did_not_write_says_where_it_is_from_until_he_writes_it(made, person):
    made.filing.narratives.filter(chapter="主要经验做法").update(source="示例补充")

    before = person.browser.get(person.address(STAGE)).text
    person.save(STAGE, {NAME: "自己写的做法。"})
    after = person.browser.get(person.address(STAGE)).text

    assert (before.count("来源：示例补充。"), after.count("来源：示例补充。")) == (1, 0)


def test_a_figure_that_nobody_knows_is_refused_and_stays_in_the_box(made, person):
    answer = person.save(STAGE, {NAME: "执行率 {{执行的率}}。"})

    assert answer.status_code == 422
    assert main_form(answer)[NAME] == "执行率 {{执行的率}}。"
    assert "不是这份自评里的数" in answer.text


def test_figures_that_can_be_put_in_have_value_title_and_token(person):
    page = person.browser.get(person.address(STAGE)).text

    assert 'data-insert="{{编外人员控制率}}"' in page
    assert "<code>{{编外人员控制率}}</code>" in page
    assert '<span class="chip">28.57%</span> 编外人员控制率' in page


def test_two_people_on_one_text_choose_between_both(made, person):
    other = Person(made.filer, made.filing)
    mine = person.open(STAGE)
    other.save(STAGE, {NAME: "另一人写的。"})

    answer = person.send(STAGE, mine, **{NAME: "我写的。"})

    assert answer.status_code == 409
    assert "<b>我写的。</b>" in answer.text
    assert "<b>另一人写的。</b>" in answer.text
    assert main_form(answer)[NAME] == "我写的。"


def test_a_number_that_differs_from_the_filed_one_is_pointed_out(person):
    page = person.browser.get(person.address(5)).text

    assert "“政府采购执行率90.81%”" in page or "90.81%" in page
    assert "勾稽 39" in page


def test_sentences_that_the_chapter_prints_of_itself_are_shown_beside_its_text(person):
    page = person.browser.get(person.address(3)).text

    box = page.partition("报告这一章自动印出的话")[2].partition("</details>")[0]
    assert page.count("报告这一章自动印出的话") == 1
    assert "年度预算执行率为" in box
    assert '<span class="chip" title="预算执行率">97.35%</span>' in box


def test_most_texts_of_the_shipped_documents_are_offered_sentences_with_their_figures(made, person):
    texts = [field for field in made.document.inputs if field.type is FieldType.NARRATIVE]
    assert [field.id for field in texts if not field.drafts] == [
        "主要职能",
        "年度总体工作",
        "信息公开情况",
        "项目监管情况",
        "制度建设情况",
        "效果性",
        "主要经验做法",
        "后续计划与建议",
    ]

    page = person.browser.get(person.address(2)).text

    assert page.count("建议表述（1）") == 4
    assert '<span class="chip" title="预算调整率">7.78%</span>' in page


PARTS = {
    "预算编制概述": "# 总说\n1. 甲一。\n话。\n1. 甲二。\n# 又说\n1. 甲三。",
    "绩效目标编报概述": "## 一题\n1. 乙一。\n### 小题\n1. 乙二。\n- 乙点。",
    "绩效目标编报情况": "1. 丙零。\n# 二题\n1. 丙一。\n1. 丙二。",
    "资产管理情况": "# 资产清查情况\n1. 丁一。\n1. 丁二。",
    "履职总述": "1. 戊一。\n1. 戊二。",
}


def test_preview_of_a_text_is_what_the_report_prints(made):
    for name, text in PARTS.items():
        body = narrative.to_json(narrative.read_text_form(text))
        Narrative.objects.update_or_create(filing=made.filing, chapter=name, defaults={"body": body})
    goal = made.filing.table_rows.filter(table="主要履职目标").first()
    goal_title = goal.cells["标题"]["text"]
    row_text = f"1. {goal_title}\n1. 己一。\n话。\n1. 己二。\n# 题\n1. 己三。"
    done, _ = made.filing.table_rows.get_or_create(table="履职情况", key=goal.key)
    row_body = narrative.to_json(narrative.read_text_form(row_text))
    done.cells = {"内容": {"text": row_body, "status": "filled", "source": "", "version": 1}}
    done.save()
    content = load(made.filing, made.filer)
    flat = content.flat
    mark = mark_of(made.filing, "", made.filing.revision, made.filing.opened_at)
    printed = [
        (block.number, text_of(block.runs))
        for block in report_context(source_of_filing(made.filing, flat, mark)).blocks
        if isinstance(block, Heading | Paragraph)
    ]

    def previewed(stored, place):
        lines = preview_of(content, stored, place).lines
        return [(line.sign, "".join(piece.text for piece in line.pieces)) for line in lines]

    previews = {name: previewed(flat.narratives[name], place_of_input(content, name)) for name in PARTS}
    table = content.index.tables["履职情况"]
    column = next(column for column in table.columns if column.id == "内容")
    place = place_of_cell(content, table, goal.key, column)
    previews["履职情况"] = previewed(done.cells["内容"]["text"], place)
    for name, lines in previews.items():
        at = printed.index(lines[0])
        assert (name, printed[at : at + len(lines)]) == (name, lines)
    assert {name: " ".join(sign or "·" for sign, _ in lines) for name, lines in previews.items()} == {
        "预算编制概述": "1． （1） · （2） 2． （1）",
        "绩效目标编报概述": "（1） 1） ① 1） ——",
        "绩效目标编报情况": "① （2） ① ②",
        "资产管理情况": "① 1） 2）",
        "履职总述": "（1） （2）",
        "履职情况": "① · ② （1） ①",
    }
