"""The places of a table: every cell lies over a rectangle of them, and together the cells cover them all."""

from .blocks import TableRows

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200, 20, 5_000
"""Of one table; cells of a whole narrative, with those that others lie over."""

type Place = tuple[int, int]
"""Row and column, from 0."""


def laid(rows: TableRows) -> tuple[tuple[Place, ...], ...] | None:
    """Return for every place the place where its cell begins; None when the cells leave a hole or overlap."""
    width = sum(cell.columns for cell in rows[0]) if rows else 0
    grid: list[list[Place | None]] = [[None] * width for _ in rows]
    for at, row in enumerate(rows):
        for cell in row:
            column = next((free for free, owner in enumerate(grid[at]) if owner is None), width)
            covered = _covered((at, column), cell.columns, cell.rows)
            if any(down >= len(rows) or across >= width or grid[down][across] for down, across in covered):
                return None
            for down, across in covered:
                grid[down][across] = (at, column)
    full = tuple(tuple(owner for owner in line if owner is not None) for line in grid)
    return full if width and all(len(line) == width for line in full) else None


def spans(owners: list[list[Place]]) -> dict[Place, tuple[int, int]] | Place:
    """Return place -> (columns, rows) of the cell beginning there, or a place whose cell is no rectangle."""
    places: dict[Place, list[Place]] = {}
    for row, line in enumerate(owners):
        for column, owner in enumerate(line):
            places.setdefault(owner, []).append((row, column))
    found: dict[Place, tuple[int, int]] = {}
    for owner, over in places.items():
        columns = max(column for _, column in over) - owner[1] + 1
        rows = max(row for row, _ in over) - owner[0] + 1
        if over != _covered(owner, columns, rows):
            return owner
        found[owner] = (columns, rows)
    return found


def head_rows(rows: TableRows) -> int:
    """Return how many rows are the head: the first, with those that its cells reach into; 0 when none would be left."""
    deepest = max((cell.rows for cell in rows[0]), default=1) if rows else 0
    return deepest if deepest < len(rows) else 0


def _covered(start: Place, columns: int, rows: int) -> list[Place]:
    row, column = start
    return [(row + down, column + across) for down in range(rows) for across in range(columns)]
