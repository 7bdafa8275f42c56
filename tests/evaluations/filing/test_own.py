"""Own indicators of a row: added, filled with the rule's choices, scored, removed; given ones are always there."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.selectors.evidence import files_now, places_of
from evaluations.selectors.filings import sheet_of
from evaluations.services.evidence import Offered, add_file, link_file, unlink_file
from evaluations.services.results import Refused
from tests.evaluations.evidence.papers import pdf
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
    person.save(stage, {"then": f"add:{OUTPUT}"})  # nothing is written of it yet: it is none
    assert str(sheet_of(made.filing).lines[OUTPUT].score) == "37.50"
    assert "删除空行（1）" in person.browser.get(person.address(stage)).text
    person.save(stage, {"then": f"blank:{OUTPUT}"})
    assert [row.key for row in made.filing.table_rows.filter(deleted_at__isnull=True)] == [key]
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


def test_a_file_proves_one_indicator_and_is_named_under_it(made, person, stage, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    person.save(stage, {"then": f"add:{OUTPUT}"})
    key = made.filing.table_rows.get(table=OUTPUT).key
    person.save(stage, {f"row:{OUTPUT}/{key}/名称": "培训人次"})
    named, given = f"row:{OUTPUT}/{key}/佐证", f"row:{CONTENT}/{GIVEN}/佐证"
    places = {place.address: place.title for place in places_of(made.filing)}
    assert (places[named], places[given]) == (f"{OUTPUT} · 培训人次", f"{CONTENT} · {GIVEN}")
    assert f"/evidence?at=row%3A{quote(OUTPUT)}%2F{key}" in person.browser.get(person.address(stage)).text

    for name, where in (("签到表.pdf", named), ("问卷.pdf", given)):
        add_file(actor=made.filer, filing=made.filing, offered=Offered(name, pdf(name.encode()), where, "2"))

    cells = {row.key: row.cells["佐证"]["text"] for row in made.filing.table_rows.all()}
    assert cells == {key: "签到表.pdf 第 2 页", GIVEN: "问卷.pdf 第 2 页"}
    file = made.filing.evidence.get(name="签到表.pdf")
    unlink_file(actor=made.filer, filing=made.filing, key=file.key, address=named)
    assert made.filing.table_rows.get(key=key).cells["佐证"]["text"] == ""


def test_a_file_for_an_indicator_that_is_gone_is_refused_and_its_link_can_be_taken_back(
    made, person, stage, settings, tmp_path
):
    settings.EVIDENCE_ROOT = tmp_path
    person.save(stage, {"then": f"add:{OUTPUT}"})
    row = made.filing.table_rows.get(table=OUTPUT)
    where = f"row:{OUTPUT}/{row.key}/佐证"
    kept = add_file(actor=made.filer, filing=made.filing, offered=Offered("表.pdf", pdf(), where))
    made.filing.table_rows.filter(pk=row.pk).update(deleted_at=timezone.now())
    for gone in (where, f"row:{OUTPUT}/never/佐证"):
        with pytest.raises(Refused, match="这个指标已经删除"):
            link_file(actor=made.filer, filing=made.filing, key=kept.key, address=gone, pages="3")
    unlink_file(actor=made.filer, filing=made.filing, key=kept.key, address=where)
    assert files_now(made.filing)[0].places == ()
