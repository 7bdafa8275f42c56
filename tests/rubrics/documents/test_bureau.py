"""Checks of the shipped documents that set what was filed against what the bureau holds: figures, cells, targets."""

from dataclasses import replace

import pytest

from rubrics.scoring import address, assess
from rubrics.scoring.held import checked_figures, checked_targets, own_checks
from rubrics.scoring.index import walk
from rubrics.scoring.presets import part_of, targets_in
from rubrics.scoring.program import compile_document
from rubrics.scoring.reading.answers import Flat, FlatRow, Given, read_flat
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import CheckResult, Outcome
from rubrics.scoring.wording import message
from tests.rubrics.documents.cases import document_of
from tests.rubrics.documents.test_shipped import NAMES

SYSTEM = "预算管理一体化系统，2020-12-31"
OUTPUT, GIVEN = "产出指标", "服务对象满意度"
CELLS = {"类": "数量指标", "名称": "培训人次", "符号": "≥", "年初目标": "200", "单位": "人次", "分值": "50"}
TARGET = {f"{OUTPUT}.{column}[培训人次]": text for column, text in CELLS.items() if column != "名称"}


def flat(**more) -> Flat:
    held = more.get("presets", {})
    return replace(Flat({}, preset_origins=dict.fromkeys(held, SYSTEM)), **more)


def found(name: str, id: str, given: Flat) -> list[tuple[str, str, str]]:
    """Address, outcome and words of a check."""
    document = document_of(f"{name}.yaml")
    answers, problems = read_flat(document, given)
    assert problems == []
    results: tuple[CheckResult, ...] = assess(compile_document(document), answers).checks
    return [(one.address, one.outcome.value, message(one)) for one in results if one.id == id]


def indicator(**cells: str) -> dict[str, tuple[FlatRow, ...]]:
    return {OUTPUT: (FlatRow("k1", {column: Given(text) for column, text in {**CELLS, **cells}.items()}),)}


@pytest.mark.parametrize("year", ["2020", "2021"])
def test_figure_that_differs_is_told_with_source_and_day(year):
    given = flat(answers={"fig:年初预算数": Given("96")}, presets={"年初预算数": "95"})
    assert found(f"longgang-{year}", "财政数、年初预算数", given) == [
        (
            "check:财政数、年初预算数",
            "不符",
            (
                "【年初预算数】填报 96.00 万元，财政数 95.00 万元（预算管理一体化系统，2020-12-31），"
                "相差 1.00 万元。请采用财政数，或说明差异。"
            ),
        )
    ]


def test_cell_of_a_fixed_row_that_differs_is_told_by_its_row_and_can_be_explained_by_itself():
    rows = {
        "季度": tuple(
            FlatRow(row, {"累计支出": Given(text)}) for row, text in (("一季度", "20"), ("二季度", "41"))
        )
    }
    held = {"季度.累计支出[一季度]": "20", "季度.累计支出[二季度]": "40"}
    id, words = "财政数、季度累计支出", "按国库对账单，含年末退回的一笔资金"
    said = (
        "【支出进度·二季度】累计支出填报 41.00 万元，财政数 40.00 万元（预算管理一体化系统，2020-12-31），"
        "相差 1.00 万元。请采用财政数，或说明差异。"
    )

    assert found("longgang-2020", id, flat(rows=rows, presets=held)) == [(f"check:{id}/二季度", "不符", said)]
    explained = {f"check:{id}/二季度": Given(words)}
    assert [
        one[1] for one in found("longgang-2020", id, flat(answers=explained, rows=rows, presets=held))
    ] == ["已说明"]
    assert [one[1] for one in found("longgang-2020", id, flat(rows=rows))] == ["不适用"]


@pytest.mark.parametrize(
    ("cells", "adjusted", "said"),
    [
        ({}, "", ""),
        ({"年初目标": "≥200", "分值": "50.0", "符号": ">="}, "", ""),
        ({"年初目标": "200人次"}, "", ""),
        ({"年初目标": "180"}, "", "年初目标填报 180，财政 200"),
        ({"单位": "场次", "分值": "40"}, "", "单位填报 场次，财政 人次；分值填报 40，财政 50"),
        ({"符号": "≤"}, "", "符号填报 ≤，财政 ≥"),
        ({}, "150", "调整目标填报 未填，财政 150"),
        ({"调整目标": "150"}, "150", ""),
        ({"调整目标": "150"}, "", "调整目标填报 150，财政没有调整"),
        ({"年初目标": ""}, "", "年初目标填报 未填，财政 200"),
        ({"年初目标": "2021年12月"}, "", "年初目标填报 2021年12月，财政 200"),
    ],
)
def test_own_indicator_is_set_against_its_target_by_what_is_meant(cells, adjusted, said):
    held = {**TARGET, **({f"{OUTPUT}.调整目标[培训人次]": adjusted} if adjusted else {})}
    results = found("national-project", "产出指标与下达一致", flat(rows=indicator(**cells), presets=held))
    message = (
        f"【绩效指标·培训人次】{said}（预算管理一体化系统，2020-12-31）。请采用财政下达的指标，或说明差异。"
    )
    id = "check:产出指标与下达一致"
    assert results == [(f"{id}/k1", "不符", message) if said else (f"{id}/k1", "相符", "")]


def test_target_of_an_indicator_that_every_department_has_is_found_by_its_name():
    held = {f"满意度指标.年初目标[{GIVEN}]": "90"}
    results = found("national-project", "满意度指标与下达一致", flat(presets=held))
    assert [(one[0], one[1]) for one in results] == [(f"check:满意度指标与下达一致/{GIVEN}", "不符")]
    assert "年初目标填报 未填，财政 90（预算管理一体化系统，2020-12-31）" in results[0][2]
    assert [one[1] for one in found("national-project", "满意度指标未列", flat(presets=held))] == ["相符"]


def test_target_that_no_row_is_called_by_is_told_by_name():
    held = {**TARGET, f"{OUTPUT}.年初目标[办结率]": "100"}
    id = "产出指标未列"
    assert found("national-project", id, flat(rows=indicator(), presets=held)) == [
        (
            f"check:{id}",
            "不符",
            "【绩效指标】财政下达 2 个产出指标，没有列入：办结率。请采用，或说明差异。",
        )
    ]
    assert [one[1] for one in found("national-project", id, flat(rows=indicator(), presets=TARGET))] == [
        "相符"
    ]
    assert [one[1] for one in found("national-project", id, flat(rows=indicator()))] == ["不适用"]


def test_row_of_a_table_is_set_against_its_target_by_value():
    cells = {"名称": "办件提速", "方向": "≥", "目标值": "30.00", "单位": "%", "分值": "12"}
    rows = {"效果性指标": (FlatRow("k1", {column: Given(text) for column, text in cells.items()}),)}
    held = {"效果性指标.目标值[办件提速]": "30", "效果性指标.分值[办件提速]": "20"}
    assert found("longgang-2020", "财政下达、效果性指标", flat(rows=rows, presets=held)) == [
        (
            "check:财政下达、效果性指标/k1",
            "不符",
            (
                "【效果性指标·办件提速】分值填报 12.00 分，财政 20.00 分（预算管理一体化系统，2020-12-31）。"
                "请采用财政下达的指标，或说明差异。"
            ),
        )
    ]


def test_key_of_what_the_document_has_not_is_a_problem():
    document = document_of("longgang-2020.yaml")
    keys = ("季度.累计支出[五季度]", "季度.序时进度[一季度]", "项目.预算[甲]", "效果性指标.实际值[办件提速]")
    _, problems = read_flat(document, flat(presets=dict.fromkeys(keys, "1")))
    assert [one.where for one in problems] == [f"预置.{key}" for key in keys]


def where(key: str) -> str:
    part = part_of(key)
    return address.figure(key) if part is None else address.cell(part.table, part.row, part.column)


def filed_as(document, given: Given) -> Flat:
    """Every figure that may be brought in filed the same, or as 无此事项 where it may be; the bureau holds another."""
    boxes: dict[str, Given] = {}
    cells: dict[str, dict[str, dict[str, Given]]] = {}
    for field in desk_of(document).held_figures():
        part = part_of(field.id)
        if part is not None:
            cells.setdefault(part.table, {}).setdefault(part.row, {})[part.column] = Given("7")
        elif given.status != "na" or field.allow_na:
            boxes[address.figure(field.id)] = given
    rows = {name: tuple(FlatRow(key, one) for key, one in found.items()) for name, found in cells.items()}
    keys = [field.id for field in desk_of(document).held_figures()]
    return flat(answers=boxes, rows=rows, presets=dict.fromkeys(keys, "5"))


@pytest.mark.parametrize("given", [Given("7"), Given("全年没有", "na")], ids=["another number", "no matter"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_can_be_brought_in_passes_silently_where_it_differs(name, given):
    document = document_of(name)
    figures = desk_of(document).held_figures()
    targets = targets_in(document.tables, walk(document.criteria))
    assert checked_figures(document) == figures
    assert checked_targets(document) == set(targets)

    typed = filed_as(document, given)
    answers, problems = read_flat(document, typed)
    checks = assess(compile_document(document), answers).checks
    asked = [
        one.places[0]
        for one in checks
        if one.outcome is Outcome.FAILS and (one.asks or one.blocks) and "财政数" in message(one)
    ]

    assert problems == []
    filed = [
        one for one in map(where, (field.id for field in figures)) if one in typed.answers or one[0] == "r"
    ]
    assert sorted(set(asked) & set(filed)) == sorted(filed)
    assert sorted(set(asked)) == sorted(asked), "each figure is told once"


@pytest.mark.parametrize("name", NAMES)
def test_what_was_not_brought_in_is_no_line_of_the_list(name):
    document = document_of(name)
    typed = replace(filed_as(document, Given("7")), presets={}, preset_origins={})
    answers, _ = read_flat(document, typed)
    found = [one for one in assess(compile_document(document), answers).checks if one.id == "财政预置数一致"]
    assert [(one.address, one.outcome, message(one)) for one in found] == [
        ("check:财政预置数一致", Outcome.NOT_APPLICABLE, "")
    ]


def test_a_check_over_the_rows_of_a_table_is_that_of_each_of_its_cells():
    own = own_checks(document_of("longgang-2020.yaml"))
    cells = [f"季度.累计支出[{row}]" for row in ("一季度", "二季度", "三季度", "四季度")]
    assert [key for key, check in own.items() if check.each] == cells
    assert len(own) == len(cells) + 9


def test_the_words_on_a_figure_are_called_by_it():
    desk = desk_of(document_of("longgang-2020.yaml"))
    wheres = ("行政编制", "季度.季末预算数[二季度]", "")
    titles = [desk.title_of(address.parse(address.check("财政预置数一致", one))) for one in wheres]
    assert titles == [
        "财政预置的每个数与填报一致（行政编制）的情况说明",
        "财政预置的每个数与填报一致（支出进度·二季度·季末预算数）的情况说明",
        "财政预置的每个数与填报一致的情况说明",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_figure_that_only_a_department_with_units_is_asked_is_not_the_bureaus_to_hold(name):
    document = document_of(name)
    asked = document.units.figures if document.units else frozenset()
    held = {one.id for one in desk_of(document).held_figures()}
    assert (held & set(asked), len(held) > 0) == (set(), True)
    if name.startswith("longgang"):
        assert len(asked) > 0
