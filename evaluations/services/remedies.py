"""Rows that lost points are brought into the table of problems, problems into that of measures; only what lacks."""

from collections.abc import Collection

from django.db import transaction

from evaluations.access import Person
from evaluations.models import Filing
from evaluations.selectors.filings import answers_of, flat_of
from evaluations.selectors.remedies import Lacking, lacking_in
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring import assess
from rubrics.selectors.programs import document_for, program_for

from . import places
from .cleaning import Cleaned, Cleaner
from .results import Typed
from .rows import refuse_full
from .summary import refresh
from .whole_tables import Cells, append_rows
from .writing import begin, end

FROM_FILING = "本次自评"
"""The source of what was brought over from another place of the same filing."""


@transaction.atomic
def take_remedies(*, actor: Person, filing: Filing, table: str, names: Collection[str] = ()) -> int:
    """Add a row for everything that a table of problems or measures lacks, or for `names` of it; return how many.

    The filer's own words wait to be confirmed; words that the column does not take (too long) are left out.
    """
    writing = begin(actor=actor, filing=filing, action=Action.EDIT)
    held, document = writing.filing, document_for(writing.filing.version)
    flat = flat_of(held)
    answers, _ = answers_of(held, flat)
    lacking = lacking_in(document, table, flat, answers, assess(program_for(held.version), answers))
    cleaner = Cleaner(held, document)
    rows = [_cells(cleaner, table, one) for one in lacking if not names or one.key in names]
    linked = [row for row in rows if row]
    if not linked:
        transaction.set_rollback(True)
        return 0
    refuse_full(document, table, len(flat.rows.get(table, ())) + len(linked))
    append_rows(writing, table, linked, FROM_FILING)
    end(writing)
    refresh(held)
    return len(linked)


def _cells(cleaner: Cleaner, table: str, lacking: Lacking) -> Cells:
    """Return the cells of a row, none where the document does not take what links it."""
    link, linked = lacking.link
    cells = {}
    for column, text in {**lacking.words, link: linked}.items():
        clean = cleaner.clean(addresses.Address("row", (table, lacking.key, column)), Typed(text))
        if isinstance(clean, Cleaned):
            status = places.FILLED if column == link else places.TO_CONFIRM
            cells[column] = places.Stored(clean.text, status, FROM_FILING)
    return cells if link in cells else {}
