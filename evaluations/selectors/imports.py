"""Files that wait for their confirmation, found again by those who uploaded them."""

import hashlib
import re

from evaluations.access import Person
from evaluations.models import Filing, PendingImport, canonical

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def pending_import(
    user: Person, key: str, subject: str, filing: Filing | None = None
) -> PendingImport | None:
    """Return what a person uploaded for a filing's table (or for the organisation), None for anybody else's.

    The file itself is fetched by whoever looks at it.
    """
    if not _KEY.fullmatch(key):
        return None
    waiting = PendingImport.objects.filter(pk=key, by=user, subject=subject, filing=filing)
    return waiting.select_related("filing").defer("file").first()


def state_of_table(filing: Filing, table: str) -> str:
    """Return a digest of the rows of a table as they are stored: the same as long as nobody changes any."""
    rows = filing.table_rows.filter(table=table, deleted_at__isnull=True)
    state = [list(row) for row in rows.order_by("key").values_list("key", "version", "position")]
    return hashlib.sha256(canonical(state).encode()).hexdigest()[:32]
