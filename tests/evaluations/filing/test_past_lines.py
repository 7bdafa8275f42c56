"""上年 in the indicator tree: what the row came to, and each tick, score and text where this year's differs."""

import pytest

from evaluations.services import submission
from evaluations.services.filing import save_fields
from evaluations.views.filing.past_lines import past_entry, past_score_of
from rubrics.scoring import address as addresses
from rubrics.scoring.reading.desks import desk_of
from tests import factories
from tests.evaluations.conftest import COMPLETE, EXAMPLE, typed
from tests.evaluations.filing.made import Made, opened
from tests.evaluations.filing.test_presets import fresh, office_of, page, save

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
THIS_YEAR = (
    EXAMPLE.replace("year: 2020", "year: 2021")
    .replace("      制度: {points: 2,", "      制度建设: {was: 制度, points: 2,")
    .replace("line:制度/", "line:制度建设/")
)
SCORING = 4
REASON = "年末有一笔尾款未付"


@pytest.fixture
def second(db):
    """The next year of an office that was sent with 3.80 + 2 + 3.50 points; a row has another name now."""
    office = office_of(opened(EXAMPLE))
    answers = {
        **COMPLETE,
        "line:社会效益/得分": "3.5",
        "line:预算执行/原因": REASON,
        "line:社会效益/原因": "差一项",
    }
    assert save_fields(actor=office.filer, filing=office.filing, values=typed(answers)).ok
    submission.submit(actor=office.filer, filing=office.filing)
    filing = factories.filing(factories.cycle(factories.version(THIS_YEAR, year=2021)), office.department)
    return office_of(Made(filing, office.filer))


def beside(office, address: str) -> tuple[str, str, str] | None:
    """What last year is told beside a place: text, change, whole words."""
    content, place = fresh(office), addresses.parse(address)
    found = past_entry(content, place, desk_of(content.document).field_at(place))
    return found and (found.text, found.change, found.whole)


def test_a_row_tells_what_it_came_to_last_year_under_its_name_of_then(second):
    content = fresh(second)
    assert {id: past_score_of(content, node) for id, node in content.index.criteria.items() if node.rule} == {
        "预算执行": "上年得 3.8 / 4 分（2020 年度自评报送数）",
        "制度建设": "上年得 2 / 2 分（2020 年度自评报送数）",
        "社会效益": "上年得 3.5 / 4 分（2020 年度自评报送数）",
    }
    assert page(second, SCORING).count("上年得 3.5 / 4 分（2020 年度自评报送数）") == 1


def test_a_tick_a_score_and_a_reason_stand_beside_this_years_until_they_are_the_same(second):
    assert beside(second, "line:制度建设/有制度") == ("上年 是", "", "")
    assert beside(second, "line:社会效益/得分") is None  # what the row came to says it
    assert beside(second, "line:预算执行/原因") == ("上年写了 9 字", "", REASON)
    save(second, **{"line:制度建设/有制度": "是", "line:社会效益/得分": "4"})
    save(second, **{"fig:调整预算数": "100", "fig:财政拨款支出": "90"})
    assert beside(second, "line:制度建设/有制度") is None
    assert beside(second, "line:制度建设/能执行") == ("上年 是", "", "")
    assert beside(second, "line:社会效益/得分") == ("上年 3.50", "增 0.50，14.29%", "")
    shown = page(second, SCORING)
    assert (
        shown.count('<span class="muted small">上年 是</span>'),
        shown.count("<span>上年 3.50</span>"),
    ) == (1, 1)
    assert f'<p class="form-text kept">{REASON}</p>' in shown


def test_a_department_without_a_last_year_reads_nothing_of_it(db):
    office = office_of(opened(EXAMPLE))
    assert beside(office, "line:社会效益/得分") is None
    assert "上年" not in page(office, SCORING)
