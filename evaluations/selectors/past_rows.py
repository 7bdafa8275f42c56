"""Last year's rows of a table, as they would be typed this year: only the columns that the document lets be carried."""

from rubrics.scoring.types import Table

from .past import Past


def carries(table: Table) -> bool:
    """Say whether rows of last year may be taken over into a table."""
    return any(column.carry for column in table.columns)


def past_rows(table: Table, past: Past | None) -> list[dict[str, str]]:
    """Return the rows of last year that have a name, column -> text; `was` leads from this year's names to those."""
    if past is None or not carries(table):
        return []
    names = {column.id: column.was or column.id for column in table.columns if column.carry}
    rows = past.kept.flat.rows.get(table.was or table.id, ())
    found = [
        {id: row.cells[name].text for id, name in names.items() if name in row.cells and row.cells[name].text}
        for row in rows
    ]
    return [row for row in found if table.row_title in row]
