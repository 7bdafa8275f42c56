"""Money that moved between two departments in mid-year, as both sides tell it: it must be counted once. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .results import Answers
from .types import TransferTable


@dataclass(frozen=True, slots=True)
class Transfer:
    """A row of one side. `other` is what was typed for the other department; `counted` None where nothing is said."""

    other: str
    out: bool
    amount: Decimal
    counted: bool | None
    key: str = ""
    """Of its row."""
    words: str = ""
    """Why it differs from what the other side tells."""


class Disagreement(StrEnum):
    """What is wrong between two sides."""

    UNTOLD = "untold"
    """The other side tells nothing of it."""
    UNANSWERED = "unanswered"
    """Only the other side tells of it."""
    APART = "apart"
    """The amounts differ."""
    TWICE = "twice"
    """Both sides count it."""
    NOWHERE = "nowhere"
    """Neither side counts it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One way between two departments; `out` as this side sees it. Amounts as figures are kept, None: untold."""

    out: bool
    mine: Decimal | None
    theirs: Decimal | None
    wrong: tuple[Disagreement, ...]


def transfers_in(said: TransferTable, answers: Answers) -> tuple[Transfer, ...]:
    """Return the rows of a filing that say whom, which way and how much."""
    found = []
    for row in answers.rows.get(said.table, ()):
        other, amount = row.cells.get(said.other), row.cells.get(said.amount)
        direction, counted = row.cells.get(said.direction), row.cells.get(said.counted)
        if isinstance(other, str) and isinstance(amount, Decimal) and isinstance(direction, str):
            told = counted if isinstance(counted, bool) else None
            words = row.cells.get(said.words) if said.words else None
            why = words if isinstance(words, str) else ""
            found.append(Transfer(other.strip(), direction == said.out, amount, told, row.key, why))
    return tuple(found)


def compared(mine: Sequence[Transfer], theirs: Sequence[Transfer]) -> tuple[Compared, ...]:
    """Compare what two departments tell of each other: what one gave the other got, and it is counted once."""
    pairs = [
        (out, [one for one in mine if one.out is out], [one for one in theirs if one.out is not out])
        for out in (True, False)
    ]
    return tuple(_compared(*pair) for pair in pairs if pair[1] or pair[2])


def _compared(out: bool, mine: Sequence[Transfer], theirs: Sequence[Transfer]) -> Compared:
    here, there = _sum(mine), _sum(theirs)
    if not theirs:
        return Compared(out, here, there, (Disagreement.UNTOLD,))
    if not mine:
        return Compared(out, here, there, (Disagreement.UNANSWERED,))
    wrong = [Disagreement.APART] if here != there else []
    if any(one.counted for one in mine) and any(one.counted for one in theirs):
        wrong.append(Disagreement.TWICE)
    if all(one.counted is False for one in (*mine, *theirs)):
        wrong.append(Disagreement.NOWHERE)
    return Compared(out, here, there, tuple(wrong))


def _sum(rows: Iterable[Transfer]) -> Decimal | None:
    amounts = [one.amount for one in rows]
    return sum(amounts, Decimal(0)) if amounts else None
