"""What was read, as it is kept until it is confirmed, and as the preview prints it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.resources.findings import Remark, Weight, remarks_as_data, remarks_of
from evaluations.resources.layout import NUMBERS, Layout
from evaluations.resources.understanding import ReadCell, ReadRow, Sum, Understood
from rubrics.scoring.types import Field

MISSING = "未填"


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """`look` is bad, ask or ''; `message` stands below the text; a number stands to the right."""

    text: str
    look: str = ""
    message: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """`number` is that of the row in the file; `act` what becomes of it, where that is more than being added."""

    number: int
    cells: tuple[PreviewCell, ...]
    bad: bool
    act: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """Every row of the file with every cell; what stands against it, what must be agreed to, what is good to know."""

    file: str
    sheet: str
    heads: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    sums: tuple[Sum, ...]
    wrong: tuple[Remark, ...]
    left_out: tuple[Remark, ...]
    notes: tuple[Remark, ...]
    bad_cells: int
    missing_cells: int

    @property
    def ok(self) -> bool:
        """Whether it may be confirmed."""
        return not self.wrong and not self.bad_cells and bool(self.rows)

    @property
    def troubles(self) -> int:
        """How many things must be mended in the file."""
        return self.bad_cells + len(self.wrong)


def kept(found: Understood, file: str) -> dict[str, Any]:
    """Return what was read as plain data."""
    return {
        "file": file,
        "sheet": found.sheet,
        "rows": [
            {
                "number": row.number,
                "cells": dict(row.cells),
                "controls": dict(row.controls),
            }
            for row in found.rows
        ],
        "fields": dict(found.fields),
        "sums": [[one.title, one.counted, one.brought, one.same] for one in found.sums],
        "remarks": remarks_as_data(found.remarks),
    }


def preview_of(content: Mapping[str, Any], layout: Layout) -> Preview:
    """Return what was kept as the page prints it."""
    remarks = remarks_of(content["remarks"])
    rows = tuple(_row(read_row(row), layout) for row in content["rows"])
    looks = [cell.look for row in rows for cell in row.cells]
    return Preview(
        file=content["file"],
        sheet=content["sheet"],
        heads=tuple(layout.header(column) for column in layout.columns),
        rows=rows,
        sums=tuple(Sum(*one) for one in content["sums"]),
        wrong=tuple(one for one in remarks if one.weight is Weight.WRONG),
        left_out=tuple(one for one in remarks if one.weight is Weight.LEFT_OUT),
        notes=tuple(one for one in remarks if one.weight is Weight.NOTE),
        bad_cells=looks.count("bad"),
        missing_cells=looks.count("ask"),
    )


def read_row(row: Mapping[str, Any]) -> ReadRow:
    """Return one kept row."""
    cells = {id: ReadCell(*cell) for id, cell in row["cells"].items()}
    return ReadRow(row["number"], cells, row["controls"])


def texts_of(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the rows as they are stored: column id -> text, with what the file says of computed columns."""
    return [
        {id: text for id, (text, *_) in row["cells"].items()} | row["controls"] for row in content["rows"]
    ]


def _row(row: ReadRow, layout: Layout) -> PreviewRow:
    cells = tuple(_cell(row, column) for column in layout.columns)
    return PreviewRow(row.number, cells, any(cell.look == "bad" for cell in cells))


def _cell(row: ReadRow, column: Field) -> PreviewCell:
    cell = row.cells.get(column.id)
    if cell is None:
        needed = column.required is True
        return PreviewCell("", "ask" if needed else "", MISSING if needed else "")
    bad = "bad" if cell.problem else ""
    return PreviewCell(cell.shown or cell.text, bad, cell.problem or cell.notice, column.type in NUMBERS)
