"""What the reading process says, a line of JSON for each thing: the sheets' names, every sheet, or a refusal."""

import json
from typing import Any

from .cells import Area, Cell, Grid
from .refusal import UnreadableError


def refused(error: UnreadableError) -> bytes:
    """Return the line of a refusal."""
    return _line({"refused": [error.what, error.todo]})


def names(visible: list[str], hidden: list[str]) -> bytes:
    """Return the first line of a file that could be opened."""
    return _line({"visible": visible, "hidden": hidden})


def sheet(grid: Grid) -> bytes:
    """Return the line of a sheet."""
    return _line(
        {
            "name": grid.name,
            "rows": [
                [number, [_cell(cell) for cell in cells.values()]] for number, cells in grid.cells.items()
            ],
            "merged": [_area(one) for one in grid.merged],
            "hidden_rows": sorted(grid.hidden_rows),
            "hidden_columns": sorted(grid.hidden_columns),
            "claimed": _area(grid.claimed) if grid.claimed else None,
        }
    )


def read(line: bytes) -> dict[str, Any]:
    """Return what a line says. Raises UnreadableError for a refusal."""
    said: dict[str, Any] = json.loads(line)
    if "refused" in said:
        raise UnreadableError(*said["refused"])
    return said


def grid_of(said: dict[str, Any]) -> Grid:
    """Return the sheet that a line says."""
    return Grid(
        said["name"],
        {number: {cell[0]: Cell(number, *cell) for cell in cells} for number, cells in said["rows"]},
        [Area(*one) for one in said["merged"]],
        set(said["hidden_rows"]),
        set(said["hidden_columns"]),
        Area(*said["claimed"]) if said["claimed"] else None,
    )


def _cell(cell: Cell) -> list[Any]:
    """Return a cell without its row; most have nothing but their text."""
    if cell.exact and not cell.trouble:
        return [cell.column, cell.text]
    return [cell.column, cell.text, cell.trouble, cell.todo, cell.exact]


def _area(one: Area) -> list[int]:
    return [one.top, one.left, one.bottom, one.right]


def _line(said: dict[str, Any]) -> bytes:
    return (
        json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
    )
