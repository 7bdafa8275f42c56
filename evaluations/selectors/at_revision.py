"""A filing's content as it is, and as it was at an earlier revision: later changes are undone, one by one."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from evaluations.models import Change, Filing, Narrative, Status, canonical
from rubrics.scoring import address as addresses
from rubrics.scoring import narrative
from rubrics.scoring.address import Address
from rubrics.scoring.problems import Problem

FILLED = Status.FILLED.value
ORDER = "次序"
"""The source of a change that only moves rows."""
_TYPED = frozenset({"fig", "chapter", "line", "check", "table", "row"})


@dataclass(frozen=True, slots=True)
class Words:
    """What stands at an address: a text (narratives in their text form) and its status; for na the reason."""

    text: str = ""
    status: str = FILLED


NOTHING = Words()


@dataclass(frozen=True, slots=True)
class Held:
    """Address -> words, only of places that hold something; table -> keys of its rows, in order.

    A row that the document itself has is among them once anything was ever written in it.
    """

    texts: Mapping[str, Words]
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def at(self, address: str) -> Words:
        """Return what stands at an address, nothing where nobody wrote."""
        return self.texts.get(address, NOTHING)

    @property
    def digest(self) -> str:
        """The same for the same texts."""
        plain = {address: [words.text, words.status] for address, words in sorted(self.texts.items())}
        return hashlib.sha256(canonical(plain).encode()).hexdigest()[:32]


def content_now(filing: Filing) -> Held:
    """Return what is stored. Three queries."""
    texts = {answer.key: Words(answer.value, answer.status) for answer in filing.answers.all()}
    rows: dict[str, list[str]] = {}
    for row in filing.table_rows.filter(deleted_at__isnull=True):
        rows.setdefault(row.table, []).append(row.key)
        texts |= _cells(row.table, row.key, row.cells)
    for text in filing.narratives.all():
        texts[addresses.chapter(text.chapter)] = Words(text_form(text), text.status)
    return _held(texts, rows)


def text_form(stored: Narrative) -> str:
    """Return a stored narrative as its text form."""
    blocks = narrative.read_json(stored.body)
    return "" if isinstance(blocks, list) else narrative.to_text_form(blocks)


def content_at(filing: Filing, revision: int, now: Held | None = None) -> Held:
    """Return what was stored when the filing had that revision. Four queries, one where `now` is at hand."""
    now = now or content_now(filing)
    past = _Past(dict(now.texts), {table: list(keys) for table, keys in now.rows.items()})
    past.undo(filing.changes.filter(revision__gt=revision).order_by("-id"))
    return _held(past.texts, past.rows)


@dataclass(slots=True)
class _Past:
    texts: dict[str, Words]
    rows: dict[str, list[str]]

    def undo(self, changes: Iterable[Change]) -> None:
        """Take back changes, the latest first."""
        for change in changes:
            address = addresses.parse(change.address)
            if isinstance(address, Problem) or address.kind not in _TYPED or change.source == ORDER:
                continue
            if address.kind == "row" and len(address.path) == 2:
                self._undo_row(address, change)
            else:
                self.texts[change.address] = Words(change.old, change.old_status)

    def _undo_row(self, address: Address, change: Change) -> None:
        """A row that came is taken away with its cells; one that went is put back with them."""
        table, key = address.path
        keys = self.rows.setdefault(table, [])
        if change.new:
            self.rows[table] = [one for one in keys if one != key]
            prefix = f"{change.address}/"
            self.texts = {where: words for where, words in self.texts.items() if not where.startswith(prefix)}
        else:
            keys.append(key)
            self.texts |= _cells(table, key, json.loads(change.old))


def _cells(table: str, key: str, cells: Mapping[str, Mapping[str, str]]) -> dict[str, Words]:
    return {
        addresses.cell(table, key, column): Words(cell["text"], cell["status"])
        for column, cell in cells.items()
    }


def _held(texts: Mapping[str, Words], rows: Mapping[str, Iterable[str]]) -> Held:
    kept = {where: words for where, words in texts.items() if words.text or words.status != FILLED}
    return Held(kept, {table: tuple(keys) for table, keys in rows.items()})
