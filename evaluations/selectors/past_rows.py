"""Last year's rows of a table, as they would be typed this year: only the columns that the document lets be carried."""

from rubrics.scoring.reading.answers import Given
from rubrics.scoring.types import Document, Table

from .past import Past


def carries(table: Table) -> bool:
    """Say whether rows of last year may be taken over into a table."""
    return any(column.carry for column in table.columns)


def past_rows(document: Document, table: Table, past: Past | None) -> list[dict[str, str]]:
    """Return the rows of last year that have a name, column -> text; `was` leads from this year's names to those.

    They are the table's own, or those of the table that its columns name (`carry: 存在问题.问题`).
    """
    if past is None or not carries(table):
        return []
    source, names = _source(document, table)
    rows = past.kept.flat.rows.get(source.was or source.id, ())
    found = [
        {id: row.cells[name].text for id, name in names.items() if name in row.cells and row.cells[name].text}
        for row in rows
    ]
    return [row for row in found if table.row_title in row]


def _source(document: Document, table: Table) -> tuple[Table, dict[str, str]]:
    """Return the table whose rows of last year are taken over, and this year's column -> the column's name then."""
    carried = [column for column in table.columns if column.carry]
    origin = carried[0].carry_from.partition(".")[0]
    source = next((one for one in document.tables if one.id == origin), table)
    names = {}
    for column in carried:
        held = source.column(column.carry_from.partition(".")[2]) or column
        names[column.id] = held.was or held.id
    return source, names


def names_before(document: Document, table: Table, past: Past, was: str) -> dict[str, str]:
    """Return key -> what last year's rows of a table were called; `was` is what the table itself was called.

    Rows that another table gives are called as they are there; fixed rows by their key.
    """
    source, _, column = table.rows_from.partition(".")
    held = next((one for one in document.tables if one.id == source), table)
    title = held.column(column or table.row_title)
    name = (title.was or title.id) if title is not None else table.row_title
    rows = past.kept.flat.rows.get((held.was or held.id) if source else was, ())
    return {row.key: row.cells.get(name, Given("")).text.strip() for row in rows}
