"""What becomes of each row of a list, shown in the preview: 新增, 修改, 不变, or the cell that stands against it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evaluations.resources.layout import Layout
from evaluations.services.registering import Outcome

from .kept import Preview, PreviewCell, PreviewRow


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many rows become what."""

    act: str
    count: int


def counted(outcomes: Sequence[Outcome]) -> tuple[OutcomeCount, ...]:
    """Return the acts with their counts."""
    return tuple(
        OutcomeCount(act, count) for act, count in Counter(one.act for one in outcomes).items() if act
    )


def with_outcomes(preview: Preview, layout: Layout, outcomes: Sequence[Outcome]) -> Preview:
    """Return the preview with each refusal at the cell that is its reason, or at the row's name; acts behind rows."""
    by_number = {one.number: one for one in outcomes}
    rows = tuple(_row(row, layout, by_number.get(row.number)) for row in preview.rows)
    bad = sum(cell.look == "bad" for row in rows for cell in row.cells)
    return replace(preview, rows=rows, bad_cells=bad)


def _row(row: PreviewRow, layout: Layout, outcome: Outcome | None) -> PreviewRow:
    if outcome is None:
        return row
    if not outcome.reason:
        return replace(row, act=outcome.act)
    names = [column.id for column in layout.columns]
    at = names.index(outcome.column if outcome.column in names else layout.row_title)
    cells = tuple(
        PreviewCell(cell.text, "bad", outcome.reason) if number == at else cell
        for number, cell in enumerate(row.cells)
    )
    return replace(row, cells=cells, bad=True)
