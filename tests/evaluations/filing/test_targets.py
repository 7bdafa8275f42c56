"""Targets of the bureau: offered, taken once, told where they differ, withdrawn whole."""

import pytest
from django.urls import reverse

from evaluations.models import Preset
from evaluations.selectors.filings import sheet_of
from evaluations.services.preset_rows import ADJUSTED, CALLED, CODE, FIRST, PLACE, UNIT
from evaluations.services.results import Refused
from evaluations.services.targets import take_targets
from evaluations.services.withdrawing import withdraw_preset
from evaluations.views.filing.content import load
from evaluations.views.filing.held_rows import offers_of
from tests.evaluations.filing.made import opened
from tests.evaluations.filing.test_presets import office_of
from tests.evaluations.filing.test_queries import count
from tests.evaluations.presets import imported, listed
from tests.planted import DOCUMENTS

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
OUTPUT, CONTENT, GIVEN = "产出指标", "满意度指标", "服务对象满意度"
TRAINED = {"类": "数量指标", "符号": "≥", FIRST: "200", UNIT: "人次", "分值": "30"}
DONE = {"类": "质量指标", "符号": "=", FIRST: "100", UNIT: "%", "分值": "20"}
ORIGIN = "一体化系统，2020-12-31"


@pytest.fixture
def office(db):
    """A filing with own indicators in hand, and two targets of the bureau for it."""
    found = office_of(opened((DOCUMENTS / "national-project.yaml").read_text(encoding="utf-8")))
    found.stage = next(
        number
        for number, stage in enumerate(load(found.filing, found.filer).document.stages, start=1)
        if any(block.kind.value == "scoring" for block in stage.blocks)
    )
    targets(found, {CALLED: "培训人次", **TRAINED}, {CALLED: "办结率", **DONE})
    return found


def targets(office, *rows: dict[str, str], place: str = OUTPUT):
    said = listed([{CODE: office.department.code, PLACE: place, **row} for row in rows])
    plan = imported(office, said, Preset.Kind.TARGETS)
    assert plan.refused == 0
    office.filing.refresh_from_db()
    return plan


def rows(office, table: str = OUTPUT) -> list[dict[str, str]]:
    found = office.filing.table_rows.filter(table=table, deleted_at=None).order_by("position")
    return [{column: cell["text"] for column, cell in row.cells.items()} for row in found]


def press(office, value: str, **changes: str):
    form = office.person.open(office.stage)
    address = reverse("evaluations:stage_take", args=[office.filing.pk, office.stage])
    return office.person.browser.post(address, {**form, **changes, "take": value})


def page(office) -> str:
    return office.person.browser.get(office.person.address(office.stage)).content.decode()


def offered(office, table: str = OUTPUT) -> list[str]:
    found = offers_of(load(office.filing, office.filer), table)
    return [one.name for one in found.offers] if found else []


def checked(office, id: str) -> list[tuple[str, str]]:
    return [(one.address, one.outcome.value) for one in sheet_of(office.filing).checks if one.id == id]


def test_targets_are_offered_and_none_is_a_row_before_it_is_taken(office):
    shown = page(office)
    assert "财政下达的指标，还有 2 个没有列入" in shown
    assert ORIGIN in shown
    assert (rows(office), offered(office)) == ([], ["培训人次", "办结率"])
    assert checked(office, "产出指标未列") == [("check:产出指标未列", "不符")]


def test_one_target_is_taken_or_all_and_what_was_typed_besides_is_saved(office):
    made = press(office, f"targets|row:{OUTPUT}/培训人次", **{f"row:{CONTENT}/{GIVEN}/完成值": "95"})
    assert (made.status_code, offered(office)) == (303, ["办结率"])
    assert rows(office) == [{"名称": "培训人次", **TRAINED}]
    assert rows(office, CONTENT) == [{"完成值": "95"}]
    press(office, f"targets|table:{OUTPUT}")
    assert rows(office) == [{"名称": "培训人次", **TRAINED}, {"名称": "办结率", **DONE}]
    cells = office.filing.table_rows.filter(table=OUTPUT).first().cells
    assert {cell["source"] for cell in cells.values()} == {"财政预置数"}
    assert checked(office, "产出指标未列") == [("check:产出指标未列", "相符")]
    assert "财政下达的指标，还有" not in page(office)


def test_a_target_is_taken_once_however_often_it_is_asked_for(office):
    assert take_targets(actor=office.filer, filing=office.filing, table=OUTPUT) == 2
    before = office.filing.changes.count()
    office.filing.refresh_from_db()
    assert take_targets(actor=office.filer, filing=office.filing, table=OUTPUT) == 0
    office.filing.refresh_from_db()
    assert (len(rows(office)), office.filing.changes.count()) == (2, before)
    with pytest.raises(Refused, match="没有财政下达的指标"):
        take_targets(actor=office.filer, filing=office.filing, table="预算执行率")


def test_a_row_of_the_name_stays_as_it_was_typed_and_its_difference_is_told_and_mended(office):
    office.person.save(office.stage, {"then": f"add:{OUTPUT}"})
    key = office.filing.table_rows.get(table=OUTPUT).key
    mine = {"名称": "培训人次", **TRAINED, FIRST: "180"}
    office.person.save(office.stage, {f"row:{OUTPUT}/{key}/{column}": text for column, text in mine.items()})
    press(office, f"targets|table:{OUTPUT}")
    assert rows(office) == [mine, {"名称": "办结率", **DONE}]
    assert checked(office, "产出指标与下达一致") == [(f"check:产出指标与下达一致/{key}", "不符")]
    where = f"row:{OUTPUT}/{key}/{FIRST}"
    assert f'value="preset|{where}"' in page(office)
    assert f"财政下达：{ORIGIN}" in page(office)

    press(office, f"preset|{where}")

    assert rows(office)[0] == {"名称": "培训人次", **TRAINED}
    assert checked(office, "产出指标与下达一致")[0][1] == "相符"
    assert f'value="preset|{where}"' not in page(office)


def test_adjusted_target_that_is_imported_later_is_told_and_can_be_taken(office):
    take_targets(actor=office.filer, filing=office.filing, table=OUTPUT)
    plan = targets(office, {CALLED: "培训人次", **TRAINED, ADJUSTED: "150"})
    assert plan.counts == {"不变": 5, "新增": 1}
    key = office.filing.table_rows.filter(table=OUTPUT).first().key
    assert (f"check:产出指标与下达一致/{key}", "不符") in checked(office, "产出指标与下达一致")
    press(office, f"preset|row:{OUTPUT}/{key}/{ADJUSTED}")
    assert rows(office)[0] == {"名称": "培训人次", **TRAINED, ADJUSTED: "150"}
    assert sheet_of(office.filing).checks
    assert [one[1] for one in checked(office, "产出指标与下达一致")] == ["相符"]


def test_target_of_an_indicator_that_is_always_there_stands_below_its_box(office):
    targets(office, {CALLED: GIVEN, FIRST: "90"}, place=CONTENT)
    where = f"row:{CONTENT}/{GIVEN}/{FIRST}"
    assert offered(office, CONTENT) == []
    assert f'value="preset|{where}"' in page(office)
    press(office, f"preset|{where}")
    assert rows(office, CONTENT) == [{FIRST: "90"}]


def test_withdrawn_target_is_gone_whole_and_the_row_stays(office):
    take_targets(actor=office.filer, filing=office.filing, table=OUTPUT)
    preset = Preset.objects.filter(key__contains="培训人次").first()
    withdraw_preset(
        actor=office.rubric_admin,
        cycle=office.cycle,
        preset_id=preset.pk,
        value=preset.value,
        reason="部门弄错了",
    )
    assert set(Preset.objects.values_list("key", flat=True)) == {
        f"{OUTPUT}.{column}[办结率]" for column in DONE
    }
    assert len(rows(office)) == 2
    event = office.filing.events.get(action="withdraw_preset")
    assert event.data["figures_moved"] == (
        f"下达指标：{OUTPUT}·培训人次 类 数量指标；符号 ≥；年初目标 200；单位 人次；分值 30（{ORIGIN}）已撤回"
    )


def test_a_target_that_changes_after_it_was_taken_says_so_at_its_cell_whatever_else_is_written_in_the_row(
    office,
):
    take_targets(actor=office.filer, filing=office.filing, table=OUTPUT)
    first, second = office.filing.table_rows.filter(table=OUTPUT).order_by("position")
    targets(office, {CALLED: "培训人次", **TRAINED, FIRST: "250"})
    office.person.save(office.stage, {f"row:{OUTPUT}/{first.key}/完成值": "240"})
    told = "由 200 改为 250。请重新核对。"
    assert page(office).count(told) == 1
    one = count(office.person, office.person.address(office.stage))

    targets(office, {CALLED: "办结率", **DONE, FIRST: "98"})
    assert page(office).count("请重新核对") == 2
    assert count(office.person, office.person.address(office.stage)) == one

    press(office, f"preset|row:{OUTPUT}/{first.key}/{FIRST}")
    press(office, f"preset|row:{OUTPUT}/{second.key}/{FIRST}")
    assert "请重新核对" not in page(office)


def test_a_row_that_is_not_the_target_is_explained_in_its_card_and_one_that_is_not_there_above(office):
    targets(office, {CALLED: GIVEN, FIRST: "90"}, place=CONTENT)
    take_targets(actor=office.filer, filing=office.filing, table=OUTPUT, names=["培训人次"])
    key = office.filing.table_rows.get(table=OUTPUT).key
    office.person.save(office.stage, {f"row:{OUTPUT}/{key}/{FIRST}": "180"})
    row, lacking = f"check:产出指标与下达一致/{key}", "check:产出指标未列"
    shown = page(office)
    assert (shown.count(f'name="{row}"'), shown.count(f'name="{lacking}"')) == (1, 1)
    assert f'for="{row}_words">差异说明：培训人次<' in shown
    assert f'for="{lacking}_words">差异说明：没有列入的指标<' in shown
    assert f'href="#{row}_words"' in shown
    words = "按调整后的培训计划填报，见会议纪要"
    office.person.save(office.stage, {row: words, lacking: words})
    assert (checked(office, "产出指标与下达一致"), checked(office, "产出指标未列")) == (
        [(row, "已说明")],
        [(lacking, "已说明")],
    )
