"""As given, mine, theirs: what the file changes set against what colleagues changed meanwhile."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.models import canonical
from evaluations.resources.findings import Remark, Weight, remarks_of, wrong
from evaluations.resources.marking import Mark
from evaluations.selectors.at_revision import NOTHING, Held, Words
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.characters import quoted
from rubrics.scoring.problems import Problem

from .mine import Added

MINE, THEIRS = "mine", "theirs"
UNCHOSEN = "未选"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place: as it was given, as the file has it, as it is stored now; `conflict`: both moved, apart."""

    address: str
    place: str
    given: Words
    mine: Words
    theirs: Words
    conflict: bool


@dataclass(frozen=True, slots=True)
class Removal:
    """A row that is no longer in the file; `conflict`: somebody changed it meanwhile."""

    address: str
    words: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class Revival:
    """A row that the file changes and that somebody removed meanwhile: what it would be as a new row."""

    address: str
    row: Added


@dataclass(frozen=True, slots=True)
class Chooser:
    """The place where the unit of a table is chosen."""

    table: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that may be stored, what must be chosen first, and what stands against it.

    `seen` is the same as long as a person would be shown the same.
    """

    differences: tuple[Difference, ...]
    added: tuple[Added, ...]
    removals: tuple[Removal, ...]
    revivals: tuple[Revival, ...]
    troubles: tuple[Mark, ...]
    remarks: tuple[Remark, ...]

    @property
    def seen(self) -> str:
        """A digest of the choices: address, and what stands there now."""
        shown = [
            *([one.address, one.theirs.text, one.theirs.status] for one in self.differences),
            *([one.address, one.words, str(one.conflict)] for one in self.removals),
            *([one.address] for one in self.revivals),
        ]
        return hashlib.sha256(canonical(shown).encode()).hexdigest()[:32]

    @property
    def choices(self) -> tuple[str, ...]:
        """The addresses where a person has to choose between the file and what is stored."""
        return (
            *(one.address for one in self.differences if one.conflict),
            *(one.address for one in self.removals if one.conflict),
            *(one.address for one in self.revivals),
        )

    @property
    def empty(self) -> bool:
        """Whether the file changes nothing."""
        return not (self.differences or self.added or self.removals or self.revivals)

    @property
    def wrong(self) -> tuple[Remark, ...]:
        return tuple(one for one in self.remarks if one.weight is Weight.WRONG)

    @property
    def ok(self) -> bool:
        """Whether nothing in the file has to be mended first."""
        return not self.troubles and not self.wrong


def compare(kept: Mapping[str, Any], base: Held, now: Held, choosers: Iterable[Chooser]) -> Compared:
    """Return what the file changes against what is stored now."""
    changed = [
        Difference(where, place, Words(*given), Words(*mine), now.at(where), conflict=False)
        for where, place, given, mine in kept["changed"]
    ]
    lost = {row for row in map(_row_of, changed) if row and _is_gone(row, base, now)}
    differences = [_judged(one) for one in changed if _row_of(one) not in lost]
    gone = [address for address in kept["removed"] if not _is_gone(address, base, now)]
    added = [
        Added(table, place, {name: Words(*words) for name, words in cells.items()})
        for table, place, cells in kept["added"]
    ]
    remarks = remarks_of(kept["remarks"])
    touched = {_table_of(one.address): one.place for one in reversed(changed)}
    touched = {addresses.table(one.table): one.place for one in reversed(added)} | touched
    return Compared(
        differences=tuple(one for one in differences if one.mine != one.theirs),
        added=tuple(added),
        removals=tuple(Removal(where, _words_of(where, now), _differs(where, base, now)) for where in gone),
        revivals=tuple(_revival(where, base, changed) for where in sorted(lost)),
        troubles=tuple(Mark(*one) for one in kept["troubles"]),
        remarks=(*remarks, *_moved_units(choosers, touched, base, now)),
    )


def _judged(one: Difference) -> Difference:
    conflict = one.theirs not in {one.given, one.mine}
    return Difference(one.address, one.place, one.given, one.mine, one.theirs, conflict)


def _moved_units(
    choosers: Iterable[Chooser], touched: Mapping[str, str], base: Held, now: Held
) -> list[Remark]:
    """Refuse amounts of a table whose unit somebody changed: they were typed under the other one.

    `touched`: table's address -> the first place in the file where something of it is changed.
    """
    found = []
    for chooser in choosers:
        before, after = base.at(chooser.address).text, now.at(chooser.address).text
        place = touched.get(addresses.table(chooser.table))
        if before != after and place is not None:
            moved = f"由{before or UNCHOSEN}改为{after or UNCHOSEN}"
            what = f"{quoted(chooser.title)}的金额单位在您下载以后{moved}，文件里的金额还是原来的单位"
            found.append(wrong(place, what, "请重新下载工作簿，按新的单位填写后再带回"))
    return found


def _address(where: str) -> Address | None:
    address = addresses.parse(where)
    return None if isinstance(address, Problem) else address


def _row_of(one: Difference) -> str:
    """Return the address of the row that a cell is in, '' for any other place."""
    address = _address(one.address)
    if address is None or address.kind != "row":
        return ""
    return addresses.cell(address.path[0], address.path[1])


def _table_of(where: str) -> str:
    address = _address(where)
    return addresses.table(address.path[0]) if address is not None and address.kind == "row" else ""


def _is_gone(where: str, base: Held, now: Held) -> bool:
    """Say whether a row that was there when the file was made has been removed since."""
    address = _address(where)
    if address is None:
        return True
    table, key = address.path
    return key in base.rows.get(table, ()) and key not in now.rows.get(table, ())


def _cells(where: str, held: Held) -> dict[str, Words]:
    prefix = f"{where}/"
    return {at.removeprefix(prefix): words for at, words in held.texts.items() if at.startswith(prefix)}


def _differs(where: str, base: Held, now: Held) -> bool:
    return _cells(where, base) != _cells(where, now)


def _words_of(where: str, held: Held) -> str:
    return " · ".join(words.text for words in list(_cells(where, held).values())[:4] if words.text)


def _revival(where: str, base: Held, changed: list[Difference]) -> Revival:
    mine = [one for one in changed if _row_of(one) == where]
    cells = _cells(where, base) | {one.address.removeprefix(f"{where}/"): one.mine for one in mine}
    address = _address(where)
    table = address.path[0] if address else ""
    kept = {column: words for column, words in cells.items() if words != NOTHING}
    return Revival(where, Added(table, mine[0].place, kept))
