"""Which rows of the tree the panels of a page count for, beside the boxes."""

import pytest
from django.utils.html import escape

from evaluations.views.filing.attempt import NO_ATTEMPT
from evaluations.views.filing.content import load
from evaluations.views.filing.page import page_of
from evaluations.views.filing.panels import panels_of
from rubrics.scoring.index import walk

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def counted(made, stage: int) -> dict[str, list[tuple[str, str]]]:
    content = load(made.filing, made.filer)
    found = {}
    for panel in panels_of(page_of(content, stage, NO_ATTEMPT)):
        if panel.counted is not None:
            found[panel.title] = [(one.title, f"{one.points}") for one in panel.counted.rows]
    return found


def test_each_panel_names_the_rows_that_its_figures_are_scored_by_once(made):
    assert counted(made, 3) == {
        "支出进度": [("预算执行率", "6")],
        "政府采购": [("政府采购执行率", "2")],
        "“三公”经费": [("公用经费控制率", "6")],
        "日常公用经费": [("公用经费控制率", "6")],
    }
    assert counted(made, 5) == {
        "违规与检查": [("财务合规性", "3")],
        "部门预算公开": [("预决算信息公开", "3")],
        "部门决算公开": [("预决算信息公开", "3")],
    }
    assert counted(made, 1) == counted(made, 8) == {}


def test_the_criterion_can_be_read_where_its_figure_is_filled_in(made, person):
    wording = next(one for one in walk(made.document.criteria) if one.id == "政府采购执行率").wording

    page = person.browser.get(person.address(3)).text

    assert "评分标准：政府采购执行率 2 分 " in page
    first = wording.partition("2. ")[0].strip()
    assert page.count(escape(first)) == 1
    assert f"{person.address(8)}#line:" in page
