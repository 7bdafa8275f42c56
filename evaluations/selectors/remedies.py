"""What the tables of problems and measures lack: lost rows that no problem names, problems that no measure answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rubrics.scoring import address as addresses
from rubrics.scoring.address import REASON
from rubrics.scoring.reading.answers import TO_CONFIRM, Flat, Given
from rubrics.scoring.remedies import unanswered, unnamed
from rubrics.scoring.results import Answers, Sheet
from rubrics.scoring.types import Document, RemedyTables

NOTHING = Given("")


@dataclass(frozen=True, slots=True)
class Lacking:
    """A row that a table lacks, by the lost row's id or the problem's key.

    `link` is the column that names it and what is written there; `words` a column and the filer's own words for it.
    """

    key: str
    link: tuple[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    lost: Decimal | None = None


def lacking_in(
    document: Document, table: str, flat: Flat, answers: Answers, sheet: Sheet
) -> tuple[Lacking, ...]:
    """Return the rows that a table of problems or measures lacks, in order; none for any other table."""
    said = document.remedies
    if said is None or table in answers.absent_tables:
        return ()
    if table == said.table:
        return _problems(said, flat, answers, sheet)
    return _measures(said, flat, answers) if table == said.measures else ()


def _problems(said: RemedyTables, flat: Flat, answers: Answers, sheet: Sheet) -> tuple[Lacking, ...]:
    lacking = []
    for line in unnamed(said, answers, sheet.lines.values()):
        reason = flat.answers.get(addresses.line(line.id, REASON), NOTHING).text
        words = {said.problem: reason} if reason else {}
        lacking.append(Lacking(line.id, (said.line, line.id), words, line.lost))
    return tuple(lacking)


def _measures(said: RemedyTables, flat: Flat, answers: Answers) -> tuple[Lacking, ...]:
    """Leave out a problem whose title still waits to be confirmed: the measure would repeat words that may change."""
    waiting = {
        row.key
        for row in flat.rows.get(said.table, ())
        if row.cells.get(said.problem, NOTHING).status == TO_CONFIRM
    }
    return tuple(
        Lacking(key, (said.answers, title))
        for key, title in unanswered(said, answers).items()
        if key not in waiting
    )
