"""Files that were read: kept until they are confirmed, then stored in one transaction, once."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Filing, PendingImport
from evaluations.selectors.filings import versions_of
from evaluations.selectors.imports import state_of_table

from .filing import save_fields
from .moving import lock
from .results import Refused, SaveResult, Typed
from .rows import SheetRows, save_rows

KEPT = timedelta(days=1)
CHANGED = "这张表在您上传以后又有改动。请重新上传文件，核对新的预览后再确认。"
GONE = "这次上传已经过期。请重新上传文件。"


@dataclass(frozen=True, slots=True)
class TableImport:
    """What a file gives for one table, as it is kept: `based_on` is the state of the table that the preview showed.

    `fields` are addresses beside the table's rows (the chosen unit, totals the file brought along) and their texts.
    """

    rows: tuple[Mapping[str, str | Typed], ...]
    fields: Mapping[str, str]
    replaces: bool
    based_on: str


@transaction.atomic
def keep(
    *,
    actor: Person,
    filing: Filing | None,
    subject: str,
    content: Mapping[str, object],
    file: bytes = b"",
) -> PendingImport:
    """Keep what was read under a random key, bound to the person and the filing; throw away what has expired."""
    now = clock.now()
    PendingImport.objects.filter(made_at__lt=now - KEPT).delete()
    return PendingImport.objects.create(
        key=secrets.token_urlsafe(24),
        by=actor,
        filing=filing,
        subject=subject,
        content=dict(content),
        file=file,
        made_at=now,
    )


def use(pending: PendingImport, now: datetime) -> bool:
    """Mark an import as confirmed; False when it was confirmed before. Call inside a transaction."""
    unused = PendingImport.objects.filter(pk=pending.pk, used_at__isnull=True)
    return bool(unused.update(used_at=now))


@transaction.atomic
def import_table(*, actor: Person, pending: PendingImport, taken: TableImport) -> SaveResult:
    """Store the rows of a file and what belongs to them, all or nothing; confirmed twice it happens once.

    Refused when the table changed since the preview.
    """
    filing = pending.filing
    if filing is None:
        raise Refused(GONE)
    fresh = lock(filing.pk)
    if not use(pending, clock.now()):
        return SaveResult(revision=fresh.revision)
    if state_of_table(fresh, pending.subject) != taken.based_on:
        raise Refused(CHANGED)
    first = _save(actor, fresh, pending, taken, before=True)
    result = first if not first.ok else _save_rows(actor, fresh, pending, taken)
    result = result if not result.ok else _save(actor, fresh, pending, taken, before=False)
    if not result.ok:
        transaction.set_rollback(True)
    return result


def _save_rows(actor: Person, filing: Filing, pending: PendingImport, taken: TableImport) -> SaveResult:
    sheet = SheetRows(pending.subject, taken.rows, taken.replaces, cleaned=True)
    return save_rows(actor=actor, filing=filing, sheet=sheet, request_key=pending.key, scored=False)


def _save(
    actor: Person, filing: Filing, pending: PendingImport, taken: TableImport, *, before: bool
) -> SaveResult:
    """Store what stands beside the rows: figures (the unit) before them, cells of other tables after them."""
    wanted = {where: text for where, text in taken.fields.items() if where.startswith("fig:") is before}
    if not wanted:
        return SaveResult(revision=filing.revision)
    versions = versions_of(filing)
    values = {where: Typed(text, versions.get(where, 0)) for where, text in wanted.items()}
    return save_fields(actor=actor, filing=filing, values=values, request_key=pending.key, scored=False)


def list_once(*, pending: PendingImport) -> bool:
    """Note that the passwords of an import were downloaded; False when they were before."""
    unlisted = PendingImport.objects.filter(pk=pending.pk, used_at__isnull=False, listed_at__isnull=True)
    return bool(unlisted.update(listed_at=clock.now()))
