"""From stored text to answers: given fields, removed rows, last year's figures; and back from a snapshot."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.freezing import freeze, thaw
from evaluations.models import canonical
from evaluations.selectors.filings import answers_of, flat_of, sheet_of, versions_of
from evaluations.services import Typed, review, submission
from evaluations.services.filing import open_filing, save_fields
from evaluations.services.rows import add_row, remove_row
from rubrics.models import RubricVersion
from rubrics.scoring.reading.answers import Given
from rubrics.scoring.results import LineState, Step
from tests import factories
from tests.evaluations.conftest import EXAMPLE, fill


@pytest.mark.django_db
def test_flat_of_holds_what_is_stored_and_what_the_portal_knows(office):
    values = {
        "fig:单位性质": Typed("行政"),
        "fig:三公经费": Typed("没有发生", status="na"),
        "row:季度/一季度/累计支出": Typed("20", source="由得分推定"),
        "chapter:主要职能": Typed("职能", source="示例补充"),
        "chapter:存在问题": Typed("问题"),
        "fig:金额单位": Typed("元"),
    }
    assert save_fields(actor=office.filer, filing=office.filing, values=values).ok
    row, _ = add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": "甲"})
    gone, _ = add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": "乙"})
    remove_row(actor=office.filer, filing=office.filing, table="项目", key=gone.key, based_on=gone.version)
    flat = flat_of(office.filing)
    assert flat.answers == {
        "fig:单位性质": Given("行政"),
        "fig:金额单位": Given("元"),
        "fig:三公经费": Given("没有发生", "na"),
        "fig:部门名称": Given("示例一局", "filled", "系统带入"),
    }
    assert {table: [(one.key, dict(one.cells)) for one in rows] for table, rows in flat.rows.items()} == {
        "季度": [("一季度", {"累计支出": Given("20", "filled", "由得分推定")})],
        "项目": [(row.key, {"名称": Given("甲")})],
    }
    assert sorted(flat.narratives) == ["主要职能", "存在问题"]
    assert flat.narrative_sources == {"主要职能": "示例补充"}
    assert versions_of(office.filing)["row:季度/一季度/累计支出"] == 1


@pytest.mark.django_db
def test_sheet_of_costs_the_same_however_many_rows_there_are(office, django_assert_num_queries):
    fill(office)
    office.filing.refresh_from_db()
    sheet_of(office.filing)
    with django_assert_num_queries(5):
        sheet_of(office.filing)
    for name in "甲乙丙":
        add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": name})
    with django_assert_num_queries(5):
        sheet_of(office.filing)


@pytest.mark.django_db
def test_answers_of_the_next_year_know_last_years_figures_under_their_new_names(office):
    fill(office)
    submission.submit(actor=office.filer, filing=office.filing)
    review.accept(actor=office.reviewer, filing=office.filing)
    office.filing.refresh_from_db()
    review.approve(actor=office.reviewer, filing=office.filing, revision=office.filing.revision)
    text = EXAMPLE.replace("year: 2020", "year: 2021").replace(
        "三公经费: {type: amount", "三公支出: {was: 三公经费, type: amount"
    )
    text = text.replace("    财政拨款支出: amount", "    财政支出: {was: 财政拨款支出, type: amount}")
    text = text.replace("财政拨款支出 ≤", "财政支出 ≤").replace("{{财政拨款支出}}", "{{财政支出}}")
    text = text.replace("[财政拨款支出]", "[财政支出]").replace("财政拨款支出 /", "财政支出 /")
    text = text.replace("fig:财政拨款支出", "fig:财政支出").replace(
        "调整预算数, 财政拨款支出, 三公经费", "调整预算数, 财政支出, 三公支出"
    )
    cycle = factories.cycle(factories.version(text, year=2021))
    later = open_filing(actor=office.filer, cycle=cycle, department=office.department)
    previous = answers_of(later)[0].previous
    assert {name: previous[name] for name in ("财政支出", "调整预算数", "预算执行率")} == {
        "财政支出": Decimal(950_000),
        "调整预算数": Decimal(1_000_000),
        "预算执行率": Decimal("0.95"),
    }
    assert RubricVersion.objects.count() == 2


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dates(min_value=date(1900, 1, 1))
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.sampled_from(LineState),
    lambda inner: (
        st.lists(inner).map(tuple)
        | st.dictionaries(st.text(), inner)
        | st.builds(Step, st.text(), st.dictionaries(st.text(), inner))
    ),
    max_leaves=20,
)


@given(plain)
def test_thaw_of_frozen_data_gives_an_equal_value_of_the_same_type(value):
    again = thaw(freeze(value))
    assert again == value
    assert type(again) is type(value)
    assert canonical(freeze(again)) == canonical(freeze(value))


def test_freeze_of_a_float_is_refused():
    with pytest.raises(TypeError):
        freeze(0.1)
