"""无此事项 buys no points: of figures that belong together, one alone gives nothing and blocks."""

from dataclasses import replace

import pytest

from rubrics.scoring import (
    LineState,
    Outcome,
    Problem,
    Severity,
    Sheet,
    assess,
    compile_document,
    wording,
)
from rubrics.scoring.characters import quoted
from rubrics.scoring.index import walk
from rubrics.scoring.reading.answers import NA, Given, read_flat
from rubrics.scoring.reading.examples import flat_of
from rubrics.scoring.states import NotApplicable
from rubrics.scoring.types import Document

from .cases import document_of

ABSENT = "无此事项：没有这一项"
PAIRS = [
    ("longgang-2020.yaml", "政府采购执行率", "采购无此事项", ("实际采购金额", "采购计划金额")),
    ("longgang-2020.yaml", "公用经费控制率", "三公无此事项", ("三公经费支出", "三公经费预算")),
    ("longgang-2020.yaml", "固定资产利用率", "资产无此事项", ("在用固定资产", "固定资产总额")),
    ("longgang-2021.yaml", "政府采购执行率", "采购无此事项", ("实际采购金额", "采购计划金额")),
    ("longgang-2021.yaml", "公用经费控制率", "三公无此事项", ("三公经费支出", "三公经费年初预算")),
    ("longgang-2021.yaml", "固定资产利用率", "资产无此事项", ("在用固定资产", "固定资产总额")),
    ("hunan-department.yaml", "政府采购执行率", "采购无此事项", ("实际采购金额", "政府采购预算")),
    ("hunan-department.yaml", "三公经费控制率", "三公无此事项", ("三公经费支出", "三公经费预算")),
    ("hunan-department.yaml", "面积控制率", "楼堂馆所无此事项", ("实际建设面积", "批准建设面积")),
    ("hunan-department.yaml", "投资概算控制率", "楼堂馆所无此事项", ("实际投资额", "批准投资概算")),
]


def sheet_of(document: Document, **texts: str) -> Sheet:
    """Return the sheet of the document's full example with some figures answered otherwise."""
    answers = {**document.examples[0].answers, **{f"fig:{name}": text for name, text in texts.items()}}
    read, problems = read_flat(document, flat_of(document, answers))
    assert problems == []
    return assess(compile_document(document), read)


def outcome(sheet: Sheet, check: str) -> tuple[Outcome, Severity]:
    (found,) = [one for one in sheet.checks if one.id == check]
    return found.outcome, found.severity


@pytest.mark.parametrize(("file", "line", "check", "pair"), PAIRS)
@pytest.mark.parametrize("place", [0, 1])
def test_one_of_a_pair_absent_gives_no_points_and_blocks(
    file: str, line: str, check: str, pair: tuple[str, str], place: int
) -> None:
    sheet = sheet_of(document_of(file), **{pair[place]: ABSENT})
    assert (sheet.lines[line].score, sheet.lines[line].state) == (None, LineState.UNDEFINED)
    assert not sheet.totals["合计"].complete
    assert outcome(sheet, check) == (Outcome.FAILS, Severity.BLOCK)


@pytest.mark.parametrize(("file", "line", "check", "pair"), PAIRS[:-2])
def test_both_of_a_pair_absent_gives_full_points(
    file: str, line: str, check: str, pair: tuple[str, str]
) -> None:
    document = document_of(file)
    sheet = sheet_of(document, **dict.fromkeys(pair, ABSENT))
    assert sheet.lines[line].score == sheet.lines[line].points
    assert outcome(sheet, check) == (Outcome.HOLDS, Severity.BLOCK)


@pytest.mark.parametrize(("file", "line", "check", "pair"), PAIRS)
@pytest.mark.parametrize("place", [0, 1])
def test_one_of_a_pair_absent_names_both_and_what_to_do(
    file: str, line: str, check: str, pair: tuple[str, str], place: int
) -> None:
    document = document_of(file)
    titles = {one.id: quoted(one.title) for one in document.inputs}
    absent, given = titles[pair[place]], titles[pair[1 - place]]
    title = next(quoted(one.title) for one in walk(document.criteria) if one.id == line)
    sheet = sheet_of(document, **{pair[place]: ABSENT})
    assert [one for one in sheet.problems if one.where == f"line:{line}"] == [
        Problem(
            f"line:{line}",
            f"{title}不能计分：{absent}选了“无此事项”，{given}填了数",
            f"请给{absent}填数（没有发生填 0），或给{given}也选“无此事项”",
        )
    ]
    said = wording.explain(sheet.lines[line], sheet)
    assert said[-2].startswith(f"{absent}选了“无此事项”，{given}填了数，无法计算。请给{absent}填数")
    assert sheet.lines[line].needs == (f"fig:{pair[place]}", f"fig:{pair[1 - place]}")


DETAILS = [
    ("longgang-2020.yaml", "三公预算明细无此事项", ("三公经费支出", "三公经费预算"), "接待费预算"),
    ("longgang-2020.yaml", "三公支出明细无此事项", ("三公经费支出", "三公经费预算"), "出国费支出"),
    ("longgang-2020.yaml", "资产明细无此事项", ("在用固定资产", "固定资产总额"), "待处置资产"),
    ("longgang-2021.yaml", "三公预算明细无此事项", ("三公经费支出", "三公经费年初预算"), "车辆运行费预算"),
    ("longgang-2021.yaml", "三公支出明细无此事项", ("三公经费支出", "三公经费年初预算"), "购车费支出"),
    ("longgang-2021.yaml", "资产明细无此事项", ("在用固定资产", "固定资产总额"), "闲置资产"),
]


@pytest.mark.parametrize(("file", "check", "totals", "detail"), DETAILS)
@pytest.mark.parametrize(
    ("typed", "found"), [("", Outcome.HOLDS), ("0", Outcome.HOLDS), ("0.01", Outcome.FAILS)]
)
def test_detail_of_totals_that_are_absent_asks_why(
    file: str, check: str, totals: tuple[str, str], detail: str, typed: str, found: Outcome
) -> None:
    sheet = sheet_of(document_of(file), **dict.fromkeys(totals, ABSENT), **{detail: typed})
    assert outcome(sheet, check) == (found, Severity.EXPLAIN)


@pytest.mark.parametrize(("file", "check", "totals", "detail"), DETAILS)
def test_detail_of_totals_that_are_filled_is_not_asked_about(
    file: str, check: str, totals: tuple[str, str], detail: str
) -> None:
    sheet = sheet_of(document_of(file), **{detail: "5"})
    assert outcome(sheet, check) == (Outcome.NOT_APPLICABLE, Severity.EXPLAIN)


@pytest.mark.parametrize("file", ["longgang-2020.yaml", "longgang-2021.yaml"])
@pytest.mark.parametrize("absent", ["来信来访件数", "已答复件数", "按期答复件数"])
def test_one_count_of_petitions_absent_blocks(file: str, absent: str) -> None:
    sheet = sheet_of(document_of(file), **{absent: ABSENT})
    assert outcome(sheet, "信访无此事项") == (Outcome.FAILS, Severity.BLOCK)


@pytest.mark.parametrize("file", ["longgang-2020.yaml", "longgang-2021.yaml", "hunan-department.yaml"])
def test_survey_absent_asks_why(file: str) -> None:
    sheet = sheet_of(document_of(file), 满意度结果=ABSENT)
    assert outcome(sheet, "满意度无此事项") == (Outcome.FAILS, Severity.EXPLAIN)


@pytest.mark.parametrize("file", ["longgang-2020.yaml", "longgang-2021.yaml"])
def test_project_table_absent_with_project_spending_gives_no_points_and_blocks(file: str) -> None:
    document = document_of(file)
    flat = flat_of(document, {**document.examples[0].answers, "fig:项目支出": "100"})
    rows = {name: rows for name, rows in flat.rows.items() if name != "项目"}
    flat = replace(flat, rows=rows, answers={**flat.answers, "table:项目": Given("没有项目", NA)})
    read, problems = read_flat(document, flat)
    sheet = assess(compile_document(document), read)
    assert problems == []
    assert sheet.lines["项目完成及时性"].score is None
    assert outcome(sheet, "项目表无此事项") == (Outcome.FAILS, Severity.BLOCK)


@pytest.mark.parametrize("figure", ["采购计划金额", "实际采购金额", "三公经费支出", "固定资产总额"])
def test_figure_absent_that_the_bureau_knows_asks_why(figure: str) -> None:
    document = document_of("longgang-2020.yaml")
    read, _ = read_flat(
        document, flat_of(document, {**document.examples[0].answers, f"fig:{figure}": ABSENT})
    )
    known = replace(read, presets={figure: read.figures["调整预算数"]})
    assert isinstance(read.figures[figure], NotApplicable)
    sheet = assess(compile_document(document), known)
    assert outcome(sheet, f"财政有数、{figure}") == (Outcome.FAILS, Severity.EXPLAIN)
