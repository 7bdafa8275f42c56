"""Own indicators of a row: added, filled with the rule's choices, scored, removed; given ones are always there."""

import pytest
from django.urls import reverse

from evaluations.selectors.filings import sheet_of
from tests.evaluations.filing.browsing import main_form
from tests.evaluations.filing.made import opened
from tests.evaluations.filing.people import Person
from tests.planted import DOCUMENTS

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # what pages show is the same on both
OUTPUT, CONTENT = "产出指标", "满意度指标"
GIVEN = "服务对象满意度"


@pytest.fixture
def made():
    return opened((DOCUMENTS / "national-project.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def person(made):
    return Person(made.filer, made.filing)


@pytest.fixture
def stage(made) -> int:
    return next(
        number
        for number, stage in enumerate(made.document.stages, start=1)
        if any(block.kind.value == "scoring" for block in stage.blocks)
    )


def test_an_indicator_is_added_filled_and_scored(made, person, stage):
    person.save(stage, {"then": f"add:{OUTPUT}"})
    key = made.filing.table_rows.get(table=OUTPUT).key
    cells = {
        "类": "数量指标",
        "名称": "培训人次",
        "符号": "≥",
        "年初目标": "200",
        "完成值": "150",
        "单位": "人次",
        "分值": "50",
    }

    answer = person.save(stage, {f"row:{OUTPUT}/{key}/{column}": text for column, text in cells.items()})

    assert answer.status_code == 303
    assert str(sheet_of(made.filing).lines[OUTPUT].score) == "37.50"
    page = person.browser.get(person.address(stage)).text
    assert "1. 培训人次" in page
    assert "得分 <b>37.50</b>" in page


def test_a_given_indicator_is_there_and_takes_what_is_filled_in(made, person, stage):
    form = person.open(stage)
    assert f"row:{CONTENT}/{GIVEN}/名称" not in form

    answer = person.save(
        stage, {f"row:{CONTENT}/{GIVEN}/年初目标": "90", f"row:{CONTENT}/{GIVEN}/完成值": "95"}
    )

    assert answer.status_code == 303
    assert str(sheet_of(made.filing).lines[CONTENT].score) == "10.00"


def test_a_given_indicator_cannot_be_removed(made, person, stage):
    page = person.browser.get(person.address(stage)).text

    assert f"row:{CONTENT}/{GIVEN}" in page
    assert f'value="row:{CONTENT}/{GIVEN}"' not in page


def test_an_added_indicator_can_be_removed(made, person, stage):
    person.save(stage, {"then": f"add:{OUTPUT}"})
    key = made.filing.table_rows.get(table=OUTPUT).key
    address = reverse("evaluations:row_remove", args=[made.filing.pk, OUTPUT, key])

    person.browser.post(address, main_form(person.browser.get(address)))

    assert f"row:{OUTPUT}/{key}/名称" not in person.open(stage)
