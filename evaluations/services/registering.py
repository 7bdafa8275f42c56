"""Departments and accounts taken in from a list: all of it or nothing, and rehearsed before it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from evaluations import clock
from evaluations.models import PendingImport

from .imports import use
from .results import Refused

DONE = "这个文件已经导入过，没有再导入一次。"
ADDED, CHANGED, SAME = "新增", "修改", "不变"


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list: its number in the file, texts in normal form by column."""

    number: int
    texts: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return what stands in a column, '' for nothing."""
        return self.texts.get(column, "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a row: `act` says what is done, `reason` why nothing is, about `column` if about one."""

    number: int
    act: str
    reason: str = ""
    column: str = ""


class RowRefusedError(Refused):
    """A row that cannot be taken, and the column that is the reason."""

    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.column = column


type Take = Callable[[Listed], str]
"""Does one row and returns what was done; raises Refused."""


def take_all(rows: Sequence[Listed], take: Take) -> tuple[Outcome, ...]:
    """Do every row, each on its own. Call inside a transaction."""
    return tuple(_taken(row, take) for row in rows)


def _taken(row: Listed, take: Take) -> Outcome:
    try:
        with transaction.atomic():
            return Outcome(row.number, take(row))
    except RowRefusedError as refused:
        return Outcome(row.number, "", refused.reason, refused.column)
    except Refused as refused:
        return Outcome(row.number, "", refused.reason)


@transaction.atomic
def rehearse(run: Callable[[], tuple[Outcome, ...]]) -> tuple[Outcome, ...]:
    """Return what would become of the rows, and undo all of it."""
    outcomes = run()
    transaction.set_rollback(True)
    return outcomes


@transaction.atomic
def perform(pending: PendingImport, run: Callable[[], tuple[Outcome, ...]]) -> tuple[Outcome, ...]:
    """Return what became of the rows of an upload; nothing is done when one of them cannot be.

    Refused when it was done before.
    """
    if not use(pending, clock.now()):
        raise Refused(DONE)
    outcomes = run()
    if any(outcome.reason for outcome in outcomes):
        transaction.set_rollback(True)
    return outcomes
