"""One purge in progress: what is looked for, which rows somebody ticked, what has gone so far."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from evaluations.models import Filing
from evaluations.models.fields import Clearable
from evaluations.selectors.occurrences import Search, key_of
from evaluations.selectors.sought import MARK
from rubrics.scoring.address import Address


@dataclass(slots=True)
class Clearing:
    """`names`: what the place is called, of a file; `ticked`: keys of rows that somebody chose besides."""

    filing: Filing
    place: Address
    search: Search
    names: tuple[str, ...]
    number: int
    revision: int
    ticked: Collection[str] = ()
    gone: set[str] = field(default_factory=set)
    """The texts that were cleared: whatever else says just that goes, too."""
    figures: set[str] = field(default_factory=set)
    """Keys of the bureau's figures that were deleted: what was sent had them beside it."""
    rows: dict[str, list[int]] = field(default_factory=dict)
    """Table -> its rows that bear the number of this purge."""

    @property
    def where(self) -> str:
        return str(self.place)

    def repeated(self, text: str, about: str = "") -> bool:
        """Whether words (said of an address) surely repeat what stood at the place."""
        return self.search.sure(text, about)

    def left(self, value: Any, about: str = "", *, ticked: bool = False) -> Any:
        """Return a column's value as it may stay: texts, and texts inside of data, that repeat it are marked."""
        if isinstance(value, str):
            return self._left(value, about, ticked=ticked)
        if isinstance(value, Mapping):
            of = str(value.get("address", about))
            kept = {"address": value["address"]} if "address" in value else {}
            return {name: self.left(one, of, ticked=ticked) for name, one in value.items()} | kept
        if isinstance(value, list):
            return [self.left(one, about, ticked=ticked) for one in value]
        return value

    def _left(self, text: str, about: str, *, ticked: bool) -> str:
        if text in self.gone or self.repeated(text, about) or (ticked and self.search.sought.maybe(text)):
            self.gone.add(text)
            return MARK
        return text

    def unsaid(self, value: Any) -> Any:
        """Return data with those texts marked that were cleared in a row: what an event says of it goes with it."""
        if isinstance(value, Mapping):
            return {name: self.unsaid(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.unsaid(one) for one in value]
        return MARK if isinstance(value, str) and value in self.gone else value

    def is_ticked(self, row: Any) -> bool:
        """Whether somebody chose a row."""
        return key_of(row) in self.ticked

    def write(self, row: Model, **columns: object) -> None:
        """Overwrite columns of a row once, under the number of this purge where the table has one."""
        numbered = isinstance(row, Clearable)
        rows = type(row)._default_manager.filter(pk=row.pk)
        rows.update(**columns, **({"purged": self.number} if numbered else {}))
        if numbered:
            self.rows.setdefault(str(row._meta.model_name), []).append(row.pk)
