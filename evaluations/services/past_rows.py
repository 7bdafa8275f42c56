"""Last year's rows are taken over into a table that is empty: every row waits for the filer's word."""

from django.db import transaction

from evaluations.access import Person
from evaluations.models import Filing
from evaluations.selectors.past import FROM_PAST
from evaluations.selectors.past import past_of as last_year_of
from evaluations.selectors.past_rows import past_rows
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.selectors.programs import document_for

from . import places
from .cleaning import Cleaned, Cleaner
from .results import Refused, Typed
from .rows import refuse_full
from .summary import refresh
from .whole_tables import append_rows
from .writing import begin, end

NOT_EMPTY = "表里已经有行，不能再带入上年的行。请刷新页面，核对已有的行。"


@transaction.atomic
def take_past_rows(*, actor: Person, filing: Filing, table: str) -> int:
    """Add last year's rows to an empty table, each to be confirmed; return how many, 0 where there are none.

    A cell that this year's document would not take (an option that is gone) stays empty.
    """
    writing = begin(actor=actor, filing=filing, action=Action.EDIT)
    document, past = document_for(writing.filing.version), last_year_of(writing.filing)
    carried = next((one for one in document.tables if one.id == table), None)
    if carried is None:
        raise Refused("没有这张表。请刷新页面后重试。")
    absent = writing.filing.answers.filter(key=addresses.table(table)).exclude(value="").exists()
    if absent or writing.filing.table_rows.filter(table=table, deleted_at__isnull=True).exists():
        raise Refused(NOT_EMPTY)
    rows = past_rows(document, carried, past)
    if not rows:
        transaction.set_rollback(True)
        return 0
    refuse_full(document, table, len(rows))
    cleaner, stored = Cleaner(writing.filing, document), []
    for number, row in enumerate(rows):
        cells = {}
        for column, text in row.items():
            place = addresses.Address("row", (table, str(number), column))
            clean = cleaner.clean(place, Typed(text))
            status = places.TO_CONFIRM if column == carried.row_title else places.FILLED
            if isinstance(clean, Cleaned):
                cells[column] = places.Stored(clean.text, status, FROM_PAST)
        stored.append(cells)
    append_rows(writing, table, stored, FROM_PAST)
    end(writing)
    refresh(writing.filing)
    return len(rows)
