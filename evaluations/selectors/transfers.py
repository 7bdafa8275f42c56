"""Money that moved between departments, as one tells it, compared with what the other one has sent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from evaluations.models import Department, Filing, TableRow
from evaluations.workflow import WITH_BUREAU
from rubrics.scoring.reading.answers import Flat, FlatRow, Given, read_flat
from rubrics.scoring.results import Answers
from rubrics.scoring.transfers import Compared, Transfer, compared, transfers_in
from rubrics.scoring.types import Document, TransferTable
from rubrics.selectors.programs import document_for


@dataclass(frozen=True, slots=True)
class Pair:
    """What two departments tell of each other. `name` is the other one's, or what was typed for it.

    `known`: there is such a department. `compared` is empty while it has sent nothing that could be compared.
    """

    name: str
    known: bool
    compared: tuple[Compared, ...]
    own: tuple[Transfer, ...] = ()
    """What this filing tells of it."""

    def rows(self, one: Compared | None) -> tuple[Transfer, ...]:
        """Return the filing's own rows, all of them or one way."""
        return tuple(row for row in self.own if one is None or row.out is one.out)

    @property
    def wrong(self) -> bool:
        return not self.known or any(one.wrong for one in self.compared)


def pairs_of(filing: Filing, answers: Answers) -> tuple[Pair, ...]:
    """Return the filing's transfers, pair by pair, and those that others tell of and it does not.

    Of the others only what is with the bureau counts. One query where nobody tells of any, else at most five.
    """
    said = document_for(filing.version).transfers
    if said is None or filing.part_of_id is not None:
        return ()
    mine = _by_other(transfers_in(said, answers))
    told = _told_by_others(filing, said)
    named = _named({*mine}, filing)
    sent = _sent(filing, named.values())
    found = []
    for department in {*named.values(), *told}:
        own = [one for other in mine if named.get(other) == department for one in mine[other]]
        theirs = told.get(department, [])
        result = compared(own, theirs) if theirs or department.pk in sent else ()
        found.append(Pair(department.name, known=True, compared=result, own=tuple(own)))
    unknown = [
        Pair(other, known=False, compared=(), own=tuple(rows))
        for other, rows in mine.items()
        if other not in named
    ]
    return (*sorted(found, key=lambda pair: pair.name), *unknown)


def _by_other(transfers: Iterable[Transfer]) -> dict[str, list[Transfer]]:
    found: dict[str, list[Transfer]] = defaultdict(list)
    for one in transfers:
        found[one.other].append(one)
    return found


def _named(texts: set[str], filing: Filing) -> dict[str, Department]:
    """Return text -> the department of that code or name, past or present."""
    if not texts:
        return {}
    wanted = Q(code__in=texts) | Q(name__in=texts) | Q(former_names__name__in=texts)
    departments = Department.objects.filter(wanted).exclude(pk=filing.department_id).distinct()
    found: dict[str, Department] = {}
    for one in departments.prefetch_related("former_names"):
        names = (*(former.name for former in one.former_names.all()), one.name, one.code)
        found |= {name: one for name in names if name in texts}
    return found


def _sent(filing: Filing, departments: Iterable[Department]) -> set[int]:
    """Return which departments have their filing with the bureau."""
    pks = [one.pk for one in departments]
    if not pks:
        return set()
    return set(_with_bureau(filing).filter(department__in=pks).values_list("department_id", flat=True))


def _with_bureau(filing: Filing) -> QuerySet[Filing]:
    states = [state.value for state in WITH_BUREAU]
    return filing.cycle.filings.filter(part_of=None, state__in=states).exclude(pk=filing.pk)


def _told_by_others(filing: Filing, said: TransferTable) -> dict[Department, list[Transfer]]:
    """Return what others tell of this department: the rows of filings that are with the bureau stand as sent."""
    rows = TableRow.objects.filter(table=said.table, deleted_at=None, filing__in=_with_bureau(filing))
    held: dict[Filing, list[TableRow]] = defaultdict(list)
    for row in rows.select_related("filing__department", "filing__version"):
        held[row.filing].append(row)
    if not held:
        return {}
    former = filing.department.former_names.values_list("name", flat=True)
    names = {filing.department.code, filing.department.name, *former}
    found = {}
    for one, its_rows in held.items():
        typed = _typed(document_for(one.version), its_rows)
        about_us = [transfer for transfer in typed if transfer.other in names]
        if about_us:
            found[one.department] = about_us
    return found


def _typed(document: Document, rows: Iterable[TableRow]) -> tuple[Transfer, ...]:
    if document.transfers is None:
        return ()
    flat = tuple(
        FlatRow(row.key, {id: Given(one["text"], one["status"], "") for id, one in row.cells.items()})
        for row in rows
    )
    return transfers_in(
        document.transfers, read_flat(document, Flat({}, {document.transfers.table: flat}))[0]
    )
