"""A department's units side by side: what each reports, the sums, and the ratios that the sums make."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from evaluations.models import Filing, TableRow, canonical
from evaluations.workflow import State
from rubrics.scoring import score
from rubrics.scoring.reading.answers import Flat, read_flat
from rubrics.scoring.results import Answers, Figure
from rubrics.scoring.states import Known, Missing, NotApplicable
from rubrics.scoring.sums import Sum, UnitRow, summed, sums_of, unit_rows
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for, program_for

from .cycles import units_in
from .filings import answers_of, flat_with, versions_of
from .missing_units import Waiting, parts_of, waiting_in

YES = {"是": True, "否": False}


@dataclass(frozen=True, slots=True)
class RatioRow:
    """A computed figure: of each part, of the sums, and of what the department itself has filled."""

    title: str
    parts: tuple[Figure, ...]
    total: Figure
    whole: Figure


@dataclass(frozen=True, slots=True)
class Gathering:
    """`parts` are those that are summed, the department's own share first; `waiting` says who is missing."""

    filing: Filing
    document: Document
    parts: tuple[Filing, ...]
    left_out: tuple[Filing, ...]
    waiting: tuple[Waiting, ...]
    sums: tuple[Sum, ...]
    ratios: tuple[RatioRow, ...]
    rows: tuple[UnitRow, ...]
    """What the document's own table of units should say; empty where it has none."""
    listed: bool
    """Whether the table says so already."""
    present: Mapping[str, frozenset[str]]
    """Table -> the keys of the rows that the department has in it."""
    versions: Mapping[str, int]
    stamp: str
    """The same as long as nobody has written, sent, given back or left out anything of it."""

    @property
    def adoptable(self) -> tuple[Sum, ...]:
        """The sums that lack nothing and differ from what the department has; none while a unit is missing."""
        if self.waiting:
            return ()
        known = (one for one in self.sums if not isinstance(one.total, Missing | NotApplicable))
        return tuple(one for one in known if one.apart != 0)


def gathering_of(filing: Filing, flat: Flat | None = None) -> Gathering:
    """Return the department's units. The number of queries does not depend on how many there are.

    `flat` is what the department itself has filled, where it is at hand.
    """
    parts = parts_of(filing)
    units = list(units_in(filing.cycle, filing.department))
    taken = [part for part in parts if not part.left_out]
    document, versions = document_for(filing.version), versions_of(filing)
    whole, _ = answers_of(filing, flat)
    answers = _answers_of(document, taken)
    left_out = [part for part in parts if part.left_out]
    rows = _rows(document, taken, answers, left_out)
    return Gathering(
        filing=filing,
        document=document,
        parts=tuple(taken),
        left_out=tuple(left_out),
        waiting=waiting_in(parts, units),
        sums=sums_of(document, whole, answers),
        ratios=_ratios(filing, document, whole, answers),
        rows=rows,
        listed=_listed(document, whole, rows),
        present={table: frozenset(row.key for row in found) for table, found in whole.rows.items()},
        versions=versions,
        stamp=stamp_of(filing, parts),
    )


def stamp_of(whole: Filing, parts: Sequence[Filing]) -> str:
    """Return a digest of everything that sums depend on."""
    seen = [[one.pk, one.revision, one.state, one.left_out] for one in sorted((whole, *parts), key=_key)]
    return hashlib.sha256(canonical(seen).encode()).hexdigest()


def _key(filing: Filing) -> int:
    return filing.pk


def _answers_of(document: Document, parts: Sequence[Filing]) -> list[Answers]:
    rows = Prefetch("table_rows", TableRow.objects.filter(deleted_at__isnull=True))
    prefetch_related_objects(list(parts), "answers", "narratives", rows)
    return [read_flat(document, flat_with(part, part.table_rows.all()))[0] for part in parts]


def _rows(
    document: Document, parts: Sequence[Filing], answers: Sequence[Answers], left_out: Sequence[Filing]
) -> tuple[UnitRow, ...]:
    if document.units is None:
        return ()
    taken = [(part.department, one) for part, one in zip(parts, answers, strict=True) if not part.subject_key]
    units = [*taken, *((part.department, None) for part in left_out)]
    listed = [(unit.name, unit.code, one) for unit, one in sorted(units, key=lambda pair: pair[0].code)]
    return unit_rows(document.units, listed)


def _listed(document: Document, whole: Answers, rows: Sequence[UnitRow]) -> bool:
    """Say whether the department's table of units has exactly these rows with these figures."""
    if document.units is None:
        return True
    stored = whole.rows.get(document.units.table, ())
    return len(stored) == len(rows) and all(
        _says(found.cells, row) for found, row in zip(stored, rows, strict=True)
    )


def _says(cells: Mapping[str, Known], row: UnitRow) -> bool:
    wanted = {**{name: YES.get(text, text) for name, text in row.texts.items()}, **row.figures}
    absent = Missing | NotApplicable
    return all(
        name not in cells if isinstance(value, absent) else cells.get(name) == value
        for name, value in wanted.items()
    )


def _ratios(
    filing: Filing, document: Document, whole: Answers, parts: Sequence[Answers]
) -> tuple[RatioRow, ...]:
    program = program_for(filing.version)
    of_parts = [score(program, one).figures for one in parts]
    total = score(program, summed(document, whole, parts)).figures
    own = score(program, whole).figures
    return tuple(
        RatioRow(one.title, tuple(each[one.id] for each in of_parts), total[one.id], own[one.id])
        for one in document.ratios
    )


def is_sent(part: Filing) -> bool:
    """Say whether a part is with its department."""
    return part.state == State.SENT_UP
