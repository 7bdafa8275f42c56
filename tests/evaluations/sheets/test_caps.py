"""A file is read apart: what it does to its reader, that process alone suffers, and the person is told the way out."""

import pytest

from evaluations.resources import caps
from evaluations.resources.book import Cell, Grid, limits, reading, wire
from evaluations.resources.book.child import Budget
from evaluations.resources.book.reading import Book, read_book
from evaluations.resources.book.refusal import UnreadableError
from evaluations.resources.marking import Mark, marked
from rubrics.scoring.problems import Problem
from tests.evaluations.sheets.books import book, saved

GAVE_UP = Problem("file", "文件太复杂，读取时超过了限制", "请下载模板，把内容粘贴到模板里再上传")
pytestmark = pytest.mark.apart
SPOILED = "tests.evaluations.sheets.spoiled"


@pytest.mark.parametrize("way", ["abort", "hang", "swell", "babble", "nothing"])
def test_reader_that_ends_badly_is_told_and_leaves_the_portal_alone(monkeypatch, way):
    monkeypatch.setattr(reading, "CHILD", SPOILED)
    monkeypatch.setattr(caps.run_apart, "__defaults__", (1,))
    assert read_book(way.encode()) == GAVE_UP


@pytest.mark.parametrize(("count", "text"), [(limits.MOST_CELLS_TOGETHER // 2, "1"), (500, "字" * 10_000)])
def test_sheets_that_hold_too_much_together_are_refused(count, text):
    grid = Grid("表", {1: {at: Cell(1, at, text) for at in range(1, count + 1)}})
    budget = Budget()
    assert wire.grid_of(wire.read(budget.said(grid))) == grid
    budget.said(Grid("空"))
    with pytest.raises(UnreadableError, match="文件里的内容太多"):
        budget.said(Grid("又一张", {1: {**grid.row(1), 0: Cell(1, 0, text)}}))


def test_file_that_is_too_much_to_be_marked_gives_none():
    assert marked(b"no workbook", [Mark("表", "A1", "不对", "请改")]) is None


def test_marks_of_a_sheet_that_is_not_there_are_listed_all_the_same():
    assert (
        marked(saved(book([("甲", 1)], heads=("名称", "支出"))), [Mark("没有", "A1", "不对", "请改")])
        is not None
    )


def test_file_read_apart_is_the_file_that_was_sent():
    found = read_book(saved(book([("甲", 1.5)], heads=("名称", "支出"), title="表")))
    assert isinstance(found, Book)
    (grid,) = found.sheets()
    assert {cell.name: cell.text for cells in grid.cells.values() for cell in cells.values()} == {
        "A1": "名称", "B1": "支出", "A2": "甲", "B2": "1.5",
    }  # fmt: skip
