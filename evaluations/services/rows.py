"""Rows of a table: added, removed, moved, and taken in whole from a spreadsheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from evaluations.access import Person
from evaluations.models import Filing, TableRow, canonical
from evaluations.selectors.at_revision import ORDER
from evaluations.selectors.filings import flat_row
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.characters import quoted
from rubrics.scoring.index import walk
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Criterion, Document, Table
from rubrics.selectors.programs import document_for

from . import places
from .cleaning import GONE, Cleaner
from .filing import Saving
from .results import Refused, Saved, SaveResult, Typed
from .summary import refresh
from .whole_tables import append_rows, new_key, remove_rows, replace_rows
from .writing import Writing, begin, end

MOST_OWN = 100
"""So many own indicators may stand under a criterion."""
NONE: Mapping[str, str] = {}


@transaction.atomic
def add_row(
    *,
    actor: Person,
    filing: Filing,
    table: str,
    cells: Mapping[str, str] = NONE,
    count: int = 1,
    request_key: str = "",
) -> tuple[TableRow, SaveResult]:
    """Add `count` rows at the end, one behind the other; return the first, which has what is clean of `cells`.

    What is not clean comes back as problems of its cells. Sent twice under one key, the rows are added once.
    """
    writing = begin(actor=actor, filing=filing, action=Action.EDIT, request_key=request_key)
    document = document_for(writing.filing.version)
    _free_table(document, table)
    again = _row_of_same_request(writing, table)
    if again is not None:
        transaction.set_rollback(True)
        return again, SaveResult(revision=again.filing.revision)
    present = writing.filing.table_rows.filter(table=table, deleted_at__isnull=True).count()
    _refuse_full(document, table, present + count)
    keys = [new_key() for _ in range(count)]
    append_rows(writing, table, [{}] * count, source="", keys=keys)
    saving = Saving(writing, document)
    saving.take({addresses.cell(table, keys[0], column): Typed(text) for column, text in cells.items()})
    saving.store()
    end(writing)
    refresh(writing.filing)
    return writing.filing.table_rows.get(table=table, key=keys[0]), saving.result()


@transaction.atomic
def remove_row(
    *,
    actor: Person,
    filing: Filing,
    table: str,
    key: str,
    based_on: int,
    request_key: str = "",
) -> SaveResult:
    """Remove a row that nobody changed since version `based_on`; removed by somebody else already is no trouble."""
    writing = begin(actor=actor, filing=filing, action=Action.EDIT, request_key=request_key)
    where = addresses.cell(table, key)
    row = writing.filing.table_rows.select_related("by").filter(table=table, key=key).first()
    if row is None or row.deleted_at is not None:
        transaction.set_rollback(True)
        return SaveResult(saved=(Saved(where, "", places.FILLED, row.version if row else 0),))
    held = writing.filing.table_rows.filter(pk=row.pk, version=based_on, deleted_at__isnull=True)
    if not held.update(version=based_on + 1, deleted_at=writing.now, by=actor, at=writing.now):
        transaction.set_rollback(True)
        todo = "请刷新页面，核对新内容后再删除"
        return SaveResult(problems=(Problem(where, f"这一行刚由{row.by}修改", todo),))
    writing.change(where, (canonical(row.cells), places.FILLED), ("", places.FILLED), based_on + 1, "")
    end(writing)
    refresh(writing.filing)
    return SaveResult(saved=(Saved(where, "", places.FILLED, based_on + 1),), revision=writing.revision)


@transaction.atomic
def remove_blank_rows(*, actor: Person, filing: Filing, table: str) -> SaveResult:
    """Remove the rows of a table in which nothing stands; where there is none any more, nothing happens."""
    writing = begin(actor=actor, filing=filing, action=Action.EDIT)
    _free_table(document_for(writing.filing.version), table)
    present = writing.filing.table_rows.filter(table=table, deleted_at__isnull=True)
    blank = [row for row in present if flat_row(row).blank]
    if not blank:
        transaction.set_rollback(True)
        return SaveResult(revision=writing.revision - 1)
    remove_rows(writing, blank, source="")
    end(writing)
    refresh(writing.filing)
    return SaveResult(revision=writing.revision)


@transaction.atomic
def move_row(*, actor: Person, filing: Filing, table: str, key: str, position: int) -> SaveResult:
    """Put a row at a place of its table, counted from 0; the others move up or down."""
    writing = begin(actor=actor, filing=filing, action=Action.EDIT)
    rows = list(writing.filing.table_rows.filter(table=table, deleted_at__isnull=True))
    moving = next((row for row in rows if row.key == key), None)
    where = addresses.table(table)
    if moving is None:
        transaction.set_rollback(True)
        return SaveResult(problems=(Problem(addresses.cell(table, key), GONE.what, GONE.todo),))
    before = [row.key for row in rows]
    rows.remove(moving)
    rows.insert(max(0, min(position, len(rows))), moving)
    after = [row.key for row in rows]
    if before == after:
        transaction.set_rollback(True)
        return SaveResult(revision=writing.revision - 1)
    for number, row in enumerate(rows):
        row.position = number
    TableRow.objects.bulk_update(rows, ["position"])
    writing.change(where, (canonical(before), places.FILLED), (canonical(after), places.FILLED), 0, ORDER)
    end(writing)
    return SaveResult(revision=writing.revision)


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Rows taken in whole: column -> text, or what was typed with its status and source.

    `replaces` says whether they take the place of the present ones; one with the title of a present row changes it.
    `cleaned`: the texts are in normal form, as the parsers of this filing's document made them when the file was read
    and the portal has kept them since. `keys` are those of rows that are added, one for each; none: new ones.
    """

    table: str
    rows: Sequence[Mapping[str, str | Typed]]
    replaces: bool = True
    cleaned: bool = False
    keys: Sequence[str] = ()


@transaction.atomic
def save_rows(
    *, actor: Person, filing: Filing, sheet: SheetRows, request_key: str = "", scored: bool = True
) -> SaveResult:
    """Take in rows whole: all of them or, when any cell has a problem, none. Problems name row:<table>/<n>/<column>.

    Without `scored` the summary is left to whoever looks at it next (`selectors.summaries`).
    """
    writing = begin(actor=actor, filing=filing, action=Action.EDIT, request_key=request_key)
    if _row_of_same_request(writing, sheet.table):
        transaction.set_rollback(True)
        return SaveResult(revision=writing.revision - 1)
    document = document_for(writing.filing.version)
    table = _free_table(document, sheet.table)
    present = writing.filing.table_rows.filter(table=sheet.table, deleted_at__isnull=True).count()
    _refuse_full(document, sheet.table, len(sheet.rows) + (0 if sheet.replaces else present))
    cleaned, problems = _as_kept(sheet) if sheet.cleaned else check_rows(writing.filing, document, sheet)
    if problems:
        transaction.set_rollback(True)
        return SaveResult(problems=problems)
    if sheet.replaces:
        replace_rows(writing, sheet.table, table.row_title if table else "", cleaned)
    else:
        append_rows(writing, sheet.table, cleaned, keys=sheet.keys)
    end(writing)
    if scored:
        refresh(writing.filing)
    return SaveResult(revision=writing.revision)


def _as_kept(sheet: SheetRows) -> tuple[list[dict[str, places.Stored]], tuple[Problem, ...]]:
    """Return rows whose texts were cleaned before."""
    rows = []
    for row in sheet.rows:
        cells = {}
        for column, given in row.items():
            if isinstance(given, str):
                stored = places.Stored(given)
            else:
                stored = places.Stored(given.text, given.status, given.source)
            if stored.text:
                cells[column] = stored
        rows.append(cells)
    return rows, ()


def check_rows(
    filing: Filing, document: Document, sheet: SheetRows
) -> tuple[list[dict[str, places.Stored]], tuple[Problem, ...]]:
    """Clean rows without storing them: for a preview. Rows count from 1 in the problems' addresses."""
    cleaner = Cleaner(filing, document)
    cleaned, problems = [], []
    for number, row in enumerate(sheet.rows, start=1):
        cells = {}
        for column, text in row.items():
            typed = text if isinstance(text, Typed) else Typed(text)
            outcome = cleaner.clean(Address("row", (sheet.table, str(number), column)), typed)
            if isinstance(outcome, Problem):
                problems.append(outcome)
            elif outcome.text:
                cells[column] = places.Stored(outcome.text, typed.status, typed.source)
        cleaned.append(cells)
    return cleaned, tuple(problems)


def _row_of_same_request(writing: Writing, table: str) -> TableRow | None:
    """Return the row that the same request made before, if it was sent twice."""
    if not writing.request_key:
        return None
    made = writing.filing.changes.filter(
        request_key=writing.request_key,
        address__startswith=f"{addresses.table(table).replace('table:', 'row:')}/",
    ).first()
    if made is None:
        return None
    address = addresses.parse(made.address)
    if isinstance(address, Problem):
        return None
    return writing.filing.table_rows.filter(table=table, key=address.path[1]).first()


def _free_table(document: Document, name: str) -> Table | None:
    """Return the table whose rows a person adds; None for own indicators, which stand under a criterion."""
    table = next((table for table in document.tables if table.id == name), None)
    if table is not None and (table.fixed or table.rows_from):
        raise Refused(f"{quoted(table.title)}的行是固定的，不能增加或导入。请直接填写表中的格子。")
    if table is None and not _takes_own_indicators(document, name):
        raise Refused("没有这张表。请刷新页面后重试。")
    return table


def _takes_own_indicators(document: Document, name: str) -> bool:
    return _own_line(document, name) is not None


def _own_line(document: Document, name: str) -> Criterion | None:
    """Return the criterion under which own indicators are added."""
    lines = (one for one in walk(document.criteria) if one.id == name)
    return next((one for one in lines if one.rule is not None and one.rule.kind == "own"), None)


def refuse_full(document: Document, table: str, rows: int) -> None:
    """Refuse more rows than a table, or a row of own indicators, may have."""
    _free_table(document, table)
    _refuse_full(document, table, rows)


def _refuse_full(document: Document, name: str, rows: int) -> None:
    table = next((table for table in document.tables if table.id == name), None)
    own = _own_line(document, name)
    title = table.title if table else own.title if own else name
    most = table.maximum_rows if table else MOST_OWN
    if rows > most:
        raise Refused(f"{quoted(title)}最多 {most} 行，这样一共有 {rows} 行。请合并或删去一些行。")
