"""A small table of a document made for these tests, with controls, and how a file of it is read."""

from evaluations.resources.tables import cleaner, layout_of
from evaluations.resources.understanding import Understood, read_file
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.document import read_document
from rubrics.scoring.types import Document, Table
from rubrics.scoring.units import UNITS
from tests.rubrics.scoring.reading.small import TEXT, tree_of

CONTROL = "      文件执行率: {type: percent, required: 否, control_of: 执行率}\n"
TOTALS = """  文件合计:
    control_of: 项目
    unit_from: 金额单位
    rows: {合计: {}}
    columns:
      预算合计: {type: amount, required: 否, control_of: 预算}
      支出合计: {type: amount, required: 否, control_of: 支出}
      合计率: {type: percent, required: 否, control_of: 执行率}
"""


def controlled() -> Document:
    """The small document, whose table knows what a file brings along."""
    written = TEXT.replace("      按期完成: yes_no\n", f"      按期完成: yes_no\n{CONTROL}")
    written = written.replace("  项目总结:\n    rows_from", f"{TOTALS}  项目总结:\n    rows_from")
    written = written.replace("      - {list: 项目}\n", "      - {list: 项目}\n      - {grid: 文件合计}\n")
    result = read_document(tree_of(written))
    assert result.document is not None, result.problems
    return result.document


DOCUMENT = controlled()


def table(name: str = "项目") -> Table:
    return next(one for one in DOCUMENT.tables if one.id == name)


def layout(unit: str = "元", name: str = "项目"):
    return layout_of(DOCUMENT, table(name), UNITS[unit])


def read(data: bytes, unit: str = "元") -> Understood | Problem:
    return read_file(data, layout(unit), cleaner(DOCUMENT, table(), UNITS[unit]))


def understood(data: bytes, unit: str = "元") -> Understood:
    found = read(data, unit)
    assert not isinstance(found, Problem), found
    return found


def rows(found: Understood) -> list[dict[str, str]]:
    return [{id: cell.text for id, cell in row.cells.items()} for row in found.rows]


def problems(found: Understood) -> list[tuple[int, str, str]]:
    return [
        (row.number, id, cell.problem) for row in found.rows for id, cell in row.cells.items() if cell.problem
    ]


def remarks(found: Understood, weight: str) -> list[tuple[str, str]]:
    return [(one.place, one.what) for one in found.remarks if one.weight == weight]
