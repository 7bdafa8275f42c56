"""Rows are called by their number and title; the inner key that a page gives them is said nowhere."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rubrics.files import load_path, shipped_cases
from rubrics.scoring import Answers, Document, Sheet, assess, compile_document, wording
from rubrics.scoring.reading.answers import FlatRow, read_flat
from rubrics.scoring.reading.answers_file import read_answers_file
from rubrics.scoring.results import Outcome

from .test_sentences import document_of

PREFIX = "c4e8d3b4"
"""What the planted keys begin with; keys are made when a row is added, and are no numbers."""


def answers_of(document: Document, *, planted: bool) -> Answers:
    """Return the case as printed, an empty cell and an empty name in it; with keys as a page makes them, or 1, 2, 3."""
    file = next(file for file in shipped_cases() if file.name == "longgang-2020-as-printed.yaml")
    flat = read_answers_file(load_path(file.path), document).flat
    fixed = {table.id for table in document.tables if table.fixed}
    rows = {
        name: tuple(_keyed(row, planted) for row in of) if name not in fixed else of
        for name, of in flat.rows.items()
    }
    projects = rows["项目"]
    emptied = {name: cell for name, cell in projects[1].cells.items() if name != "计划当年完成"}
    nameless = {name: cell for name, cell in projects[9].cells.items() if name != "项目名称"}
    rows["项目"] = tuple(
        replace(row, cells={1: emptied, 9: nameless}.get(place, row.cells))
        for place, row in enumerate(projects)
    )
    answers, problems = read_flat(document, replace(flat, rows=rows))
    assert problems == []
    return answers


def _keyed(row: FlatRow, planted: bool) -> FlatRow:
    return replace(row, key=f"{PREFIX}{int(row.key):02}") if planted else row


def said(document: Document, sheet: Sheet) -> Iterator[str]:
    """Yield everything that a person reads of a sheet."""
    for line in sheet.lines.values():
        yield from wording.explain(line, sheet)
    for result in sheet.checks:
        yield wording.message(result)
        yield wording.places_words(result.needs, sheet)
        yield from wording.hints(result, sheet)
    for total in sheet.totals.values():
        yield from wording.explain_total(total, sheet)
    for problem in sheet.problems:
        yield f"{problem.what} {problem.todo}"


@pytest.fixture(scope="module")
def document() -> Document:
    return document_of("longgang-2020.yaml")


@pytest.fixture(scope="module")
def sheet(document: Document) -> Sheet:
    return assess(compile_document(document), answers_of(document, planted=True))


def test_keys_of_rows_are_said_nowhere(document: Document, sheet: Sheet) -> None:
    assert [words for words in said(document, sheet) if PREFIX in words] == []


def test_rows_are_called_the_same_whatever_their_keys(document: Document, sheet: Sheet) -> None:
    plain = assess(compile_document(document), answers_of(document, planted=False))
    assert list(said(document, sheet)) == list(said(document, plain))


def test_explanation_names_the_row_that_lacks_a_cell(sheet: Sheet) -> None:
    words = wording.explain(sheet.lines["项目完成及时性"], sheet)
    assert "缺：项目支出表第 2 行（安全培训教育）的计划当年完成。" in words


def test_needs_of_a_check_name_the_row(sheet: Sheet) -> None:
    (lacking,) = [
        one for one in sheet.checks if one.id == "项目未按期完成" and one.outcome is Outcome.NO_DATA
    ]
    assert wording.places_words(lacking.needs, sheet) == "项目支出表第 2 行（安全培训教育）的计划当年完成"


def test_message_of_a_nameless_row_says_so(sheet: Sheet) -> None:
    (low,) = [one for one in sheet.checks if one.id == "项目低执行" and one.outcome is Outcome.FAILS]
    assert wording.message(low).startswith("【项目支出·第 10 行 （未填名称）】")
