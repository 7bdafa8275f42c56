"""A workbook that was brought back is taken in: boxes, rows that changed, went and came, all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Filing, PendingImport
from evaluations.selectors.filings import versions_of
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem

from .filing import save_fields
from .imports import GONE, use
from .moving import lock
from .results import Refused, SaveResult, Typed
from .rows import SheetRows, remove_row, save_rows
from .summary import refresh

CHANGED = "自评在您核对的时候又有改动。请再核对一遍，然后确认。"
ROW = "row:"


@dataclass(frozen=True, slots=True)
class Taken:
    """What is to be stored: address -> words; addresses of rows to remove; table -> rows to add.

    `revision` is the one that the person was shown.
    """

    values: Mapping[str, Typed]
    removed: Sequence[str]
    added: Mapping[str, Sequence[Mapping[str, str | Typed]]]
    revision: int


@transaction.atomic
def import_workbook(*, actor: Person, pending: PendingImport, taken: Taken) -> SaveResult:
    """Store what was chosen; confirmed twice it happens once. Refused when anything moved since the person looked."""
    if pending.filing is None:
        raise Refused(GONE)
    filing = lock(pending.filing.pk)
    if not use(pending, clock.now()):
        return SaveResult(revision=filing.revision)
    if filing.revision != taken.revision:
        raise Refused(CHANGED)
    result = _Storing(actor, filing, pending.pk).store(taken)
    if not result.ok:
        transaction.set_rollback(True)
        return result
    filing.refresh_from_db()
    refresh(filing)
    return result


@dataclass(slots=True)
class _Storing:
    """Each step is a write of its own under a key of its own, so that a page sent twice is known at every step;
    scored once, when all are done.
    """

    actor: Person
    filing: Filing
    key: str
    step: int = 0

    def store(self, taken: Taken) -> SaveResult:
        """Units and figures first: cells are read by them."""
        versions = versions_of(self.filing)
        before = {where: typed for where, typed in taken.values.items() if not where.startswith(ROW)}
        after = {where: typed for where, typed in taken.values.items() if where.startswith(ROW)}
        result = SaveResult(revision=self.filing.revision)
        for values in (before, after):
            result = self._save(values, versions) if values and result.ok else result
        for where in taken.removed:
            result = self._remove(where, versions.get(where, 0)) if result.ok else result
        for table, rows in taken.added.items():
            if result.ok:
                sheet = SheetRows(table, rows, replaces=False)
                result = save_rows(
                    actor=self.actor,
                    filing=self.filing,
                    sheet=sheet,
                    request_key=self._next(),
                    scored=False,
                )
        return result

    def _save(self, values: Mapping[str, Typed], versions: Mapping[str, int]) -> SaveResult:
        based = {
            where: Typed(typed.text, versions.get(where, 0), typed.status, typed.source)
            for where, typed in values.items()
        }
        return save_fields(
            actor=self.actor, filing=self.filing, values=based, request_key=self._next(), scored=False
        )

    def _remove(self, where: str, version: int) -> SaveResult:
        address = addresses.parse(where)
        if isinstance(address, Problem):
            return SaveResult(problems=(address,))
        return remove_row(
            actor=self.actor,
            filing=self.filing,
            table=address.path[0],
            key=address.path[1],
            based_on=version,
            request_key=self._next(),
        )

    def _next(self) -> str:
        self.step += 1
        return f"{self.key}-{self.step}"
