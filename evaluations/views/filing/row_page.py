"""The page of one row as data: all its columns as boxes, where it stands, and the way back."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from django.http import Http404

from evaluations.models import Filing
from evaluations.selectors.own_tables import own_table
from evaluations.selectors.stages import stage_of
from rubrics.scoring import address as addresses
from rubrics.scoring.rules import OwnRule
from rubrics.scoring.types import Criterion, Table

from .anchors import stage_url, take_url
from .attempt import Attempt
from .cells import Cell, cell_of, drawing_of
from .columns import is_typed
from .content import Content
from .findings import findings_of, troubles_of
from .past_cells import past_table_of
from .sheets import row_title


@dataclass(frozen=True, slots=True)
class RowPage:
    """`places` are the numbers that the row can be moved to; `version` goes with its removal."""

    table: Table
    title: str
    name: str
    key: str
    number: int
    places: range
    cells: tuple[Cell, ...]
    stage: int
    back: str
    version: int
    free: bool
    take_url: str
    """Where the buttons that take over send the form."""

    @property
    def above(self) -> int | None:
        """The number one up, None for the first row."""
        return self.number - 1 if self.number > 1 else None

    @property
    def below(self) -> int | None:
        """The number one down, None for the last row."""
        return self.number + 1 if self.number + 1 in self.places else None


def row_page(content: Content, table_name: str, key: str, attempt: Attempt) -> RowPage:
    """Return the page of a row. Raises Http404 for a table or a row that the filing does not have."""
    table, stage = table_or_404(content, table_name), home_of(content.filing, table_name)
    keys = content.scored.keys.get(table_name) or tuple(row.key for row in content.rows(table_name))
    stored = {row.key: row for row in content.rows(table_name)}
    if key not in {*keys, *stored}:
        raise Http404
    order = tuple(stored) if is_free(table) else keys
    number = order.index(key) + 1 if key in order else 1
    drawing = drawing_of(content, table, attempt, troubles_of(findings_of(content, stage)))
    drawing = replace(drawing, past=past_table_of(content, table))
    columns = [column for column in table.columns if is_typed(table, column)]
    cells = tuple(
        _own_kind(table, cell_of(drawing, stored.get(key), key, one, f"第 {number} 行")) for one in columns
    )
    where = addresses.cell(table_name, key)
    return RowPage(
        table=table,
        title=content.document.stages[stage - 1].id,
        name=row_title(drawing, key, f"第 {number} 行"),
        key=key,
        number=number,
        places=range(1, len(order) + 1),
        cells=cells,
        stage=stage,
        back=f"{stage_url(content.filing.pk, stage)}#{quote(where, safe=':')}",
        version=content.version(where),
        free=is_free(table),
        take_url=take_url(content.filing, where),
    )


def _own_kind(table: Table, cell: Cell) -> Cell:
    """A choice of an own indicator is a text for the document; the rule knows what it may be."""
    return replace(cell, kind="choice") if cell.options else cell


def is_free(table: Table) -> bool:
    """Say whether rows of a table are added and removed by the filer."""
    return not table.fixed and not table.rows_from


def table_or_404(content: Content, name: str) -> Table:
    """Return a table of the document, or the own indicators of a row of the tree."""
    table = content.index.tables.get(name) or _own(content.index.criteria.get(name))
    if table is None:
        raise Http404
    return table


def _own(criterion: Criterion | None) -> Table | None:
    if criterion is None or not isinstance(criterion.rule, OwnRule):
        return None
    return own_table(criterion.id, criterion.rule)


def home_of(filing: Filing, table: str) -> int:
    """Return the stage (from 1) of a table. Raises Http404 for one that no stage shows."""
    number = stage_of(filing.version, addresses.table(table))
    if number is None:
        raise Http404
    return number + 1
