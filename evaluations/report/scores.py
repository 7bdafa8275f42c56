"""The 自评表: three levels with names and points, the standard in full, the submitted score of every line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rubrics.scoring.results import Line, LineState
from rubrics.scoring.states import Missing, NotApplicable, Undefined
from rubrics.scoring.types import Criterion

from .blocks import GroupCell, Run, ScoreRow, ScoreSheet
from .figures import Figures, absence, points_text
from .letters import printable
from .origins import origins_of

_STATEMENT = re.compile(r"\n|(?<=[；。])(?=(?:[1-9][0-9]?[.．、]|（[1-9][0-9]?）)(?![0-9]))")
TOTAL = "合计"
NAME_WIDTHS = {1: (18,), 2: (11, 16), 3: (10, 10, 14)}
POINTS_WIDTH, SCORE_WIDTH = 5, 8


@dataclass(frozen=True, slots=True)
class Scored:
    """A scored row with the indicators above it, itself last."""

    path: tuple[Criterion, ...]

    @property
    def criterion(self) -> Criterion:
        return self.path[-1]


def scored_rows(criteria: tuple[Criterion, ...], above: tuple[Criterion, ...] = ()) -> Iterator[Scored]:
    """Yield the scored rows of the tree in print order."""
    for criterion in criteria:
        path = (*above, criterion)
        if criterion.parts:
            yield from scored_rows(criterion.parts, path)
        else:
            yield Scored(path)


def score_run(line: Line | None, figures: Figures, origins: tuple[str, ...] = ()) -> Run:
    """Return a line's score as submitted: a number, 未填, 无此事项 or （无法计算）."""
    if line is None:
        return absence(Missing(()))
    if line.score is not None:
        return Run(points_text(line.score), notes=figures.notebook.marks(*origins))
    match line.state:
        case LineState.NOT_APPLICABLE:
            return absence(NotApplicable())
        case LineState.UNDEFINED:
            return absence(Undefined(""))
    return absence(Missing(line.needs))


def score_sheet(caption: str, figures: Figures) -> ScoreSheet:
    """Return the 自评表 in one part; score_parts.py cuts it into pages."""
    document, sheet = figures.source.document, figures.source.sheet
    depth = len(document.levels)
    rows = tuple(scored_rows(document.criteria))
    total = sheet.totals.get(TOTAL)
    shown = absence(Missing(())) if total is None or not total.complete else Run(points_text(total.score))
    return ScoreSheet(
        caption,
        document.levels,
        _widths(depth),
        (_rows(rows, depth, figures),),
        points_text(document.total),
        shown,
    )


def _rows(rows: tuple[Scored, ...], depth: int, figures: Figures) -> tuple[ScoreRow, ...]:
    printed = []
    before: tuple[Criterion, ...] = ()
    for at, row in enumerate(rows):
        same = _shared(before, row.path)
        groups = tuple(
            cell for level in range(same, len(row.path)) for cell in _group(rows, at, level, depth)
        )
        criterion = row.criterion
        line = figures.source.sheet.lines.get(criterion.id)
        score = score_run(line, figures, origins_of(criterion, figures.source))
        printed.append(ScoreRow(f"line-{at}", groups, _standard(criterion), score, 2 * same))
        before = row.path
    return tuple(printed)


def _group(rows: tuple[Scored, ...], at: int, level: int, depth: int) -> tuple[GroupCell, GroupCell]:
    """Return name and points of an indicator; a scored row that stands high reaches over to the last level."""
    path = rows[at].path
    count = sum(1 for row in rows[at:] if row.path[: level + 1] == path[: level + 1])
    columns = 1 + 2 * (depth - 1 - level) if level == len(path) - 1 else 1
    name = GroupCell(path[level].title, "start", count, columns)
    return name, GroupCell(points_text(path[level].points), "middle", count)


def _shared(before: tuple[Criterion, ...], path: tuple[Criterion, ...]) -> int:
    return next((at for at, pair in enumerate(zip(before, path, strict=False)) if pair[0] is not pair[1]), 0)


def _standard(criterion: Criterion) -> tuple[str, ...]:
    """Return the standard in full, a line for each of its numbered statements."""
    return tuple(line for line in _STATEMENT.split(printable(criterion.wording)) if line.strip())


def _widths(depth: int) -> tuple[int, ...]:
    names = NAME_WIDTHS.get(depth, (round(33 / depth),) * depth)
    pairs = [width for name in names for width in (name, POINTS_WIDTH)]
    return (*pairs, 100 - sum(pairs) - SCORE_WIDTH, SCORE_WIDTH)
