"""Tables in print: a numbered list, a title with text for every row, or a grid with units and a totals row."""

from rubrics.scoring.address import cell
from rubrics.scoring.results import Row
from rubrics.scoring.types import ChapterPart, Field, Ratio

from .blocks import Block, Cell, Column, Grid, Paragraph, Run, text_of, words
from .numbering import ordinal
from .prose import Prose, marked, without_title
from .rows import TablePrint, is_narrative
from .widths import fitted, wish

SERIAL, TOTAL = "序号", "合计"

type Columns = tuple[Field | Ratio, ...]


def table_blocks(part: ChapterPart, level: int, shown: TablePrint, prose: Prose) -> list[Block]:
    """Return a table as a chapter of `level` prints it; the choice of columns decides how (see the module)."""
    absent = shown.figures.source.answers.absent_tables.get(shown.table.id)
    if absent is not None:
        return [Paragraph(words(f"无此事项：{absent.reason}" if absent.reason else "无此事项。"))]
    columns = shown.chosen(part.columns)
    if not shown.rows:
        return [Paragraph((Run("（未填）", "open"),))]
    if len(columns) == 1 and not is_narrative(columns[0]):
        return _list(columns[0], level, shown)
    if any(is_narrative(column) for column in columns):
        return _chapters(columns, level, shown, prose)
    return [grid(part.caption or shown.table.title, open_columns(columns, shown), shown)]


def open_columns(columns: Columns, shown: TablePrint) -> Columns:
    """Return the columns that this edition prints."""
    return tuple(column for column in columns if not shown.hides(column))


def _list(column: Field | Ratio, level: int, shown: TablePrint) -> list[Block]:
    return [
        Paragraph((shown.run(row, column),), ordinal(level + 1, number))
        for number, row in enumerate(shown.rows, start=1)
    ]


def _chapters(columns: Columns, level: int, shown: TablePrint, prose: Prose) -> list[Block]:
    printed: list[Block] = []
    title = next((column for column in columns if not is_narrative(column)), None)
    for row in shown.rows:
        runs = (shown.run(row, title),) if title else words(row.key)
        printed.append(prose.heading(level + 1, runs))
        for column in columns:
            if is_narrative(column):
                printed += _text(row, column, text_of(runs), level + 1, shown, prose)
            elif column is not title and not shown.hides(column):
                printed.append(Paragraph((Run(f"{column.title}："), shown.run(row, column))))
    return printed


def _text(
    row: Row, column: Field | Ratio, title: str, level: int, shown: TablePrint, prose: Prose
) -> list[Block]:
    if shown.hides(column):
        return []
    address = cell(shown.table.id, row.key, column.id)
    blocks = shown.figures.source.narratives.get(address, ())
    if blocks:
        origin = shown.figures.source.answers.sources.get(address, "")
        return marked(
            prose.narrative(without_title(blocks, title), level), shown.figures.notebook.marks(origin)
        )
    run = shown.run(row, column)
    return [] if run.text == "—" else [Paragraph((run,))]


def grid(caption: str, columns: Columns, shown: TablePrint, rows: tuple[Row, ...] | None = None) -> Grid:
    """Return a table as a grid, each row with its number (a fixed row with its name) in front.

    `rows` take the place of the table's own.
    """
    fixed = bool(shown.table.fixed)
    heads = [shown.table.title if fixed else SERIAL, *(shown.title(column) for column in columns)]
    sides = ["start" if fixed else "middle", *(shown.side(column) for column in columns)]
    lines = tuple(
        (
            one_line(Run(row.key if fixed else str(number)), sides[0]),
            *(one_line(shown.run(row, column), shown.side(column)) for column in columns),
        )
        for number, row in enumerate(shown.rows if rows is None else rows, start=1)
    )
    totals = _totals(columns, shown)
    return laid_out(caption, heads, sides, lines, totals)


def _totals(columns: Columns, shown: TablePrint) -> tuple[Cell, ...]:
    if not shown.table.totals:
        return ()
    found = [shown.total(column) for column in columns]
    if not any(found):
        return ()
    texts = [run or Run("") for run in found]
    named = next(
        (at for at, run in enumerate(found) if run is None and shown.side(columns[at]) == "start"), -1
    )
    cells = [one_line(Run(""), "middle")]
    cells += [one_line(run, shown.side(column)) for run, column in zip(texts, columns, strict=True)]
    cells[named + 1] = one_line(Run(TOTAL), "middle")
    return tuple(cells)


def one_line(run: Run, side: str = "start") -> Cell:
    """Return a cell of one line."""
    return Cell(((run,),), side)


def laid_out(
    caption: str,
    heads: list[str],
    sides: list[str],
    rows: tuple[tuple[Cell, ...], ...],
    totals: tuple[Cell, ...] = (),
) -> Grid:
    """Return a grid whose columns are as wide, in percent, as their text asks for."""
    lines = (*rows, totals) if totals else rows
    wishes = [
        wish(head, side, [line[at] for line in lines])
        for at, (head, side) in enumerate(zip(heads, sides, strict=True))
    ]
    widths, look = fitted(wishes)
    columns = tuple(Column(*facts) for facts in zip(heads, sides, widths, strict=True))
    return Grid(caption, columns, rows, totals, look)
