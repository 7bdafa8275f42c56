"""Two people changed one place: both texts side by side, and which one to keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from evaluations import clock
from evaluations.access import Person
from evaluations.forms.stamps import KEEP, NOT_APPLICABLE
from evaluations.services.results import Conflict
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of

from .content import Content


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts."""

    text: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ConflictView:
    """`name` posts mine or theirs, as portal_ui's `conflict` prints it."""

    name: str
    label: str
    mine: Side
    theirs: Side


def conflicts_of(content: Content, conflicts: Sequence[Conflict], person: Person) -> list[ConflictView]:
    """Return the conflicts of a save as the page shows them."""
    now = clock.now() if conflicts else None
    return [
        ConflictView(
            name=conflict.address + KEEP,
            label=label_of(content, conflict.address),
            mine=Side(_said(conflict.mine, conflict.mine_status), str(person), now),
            theirs=Side(_said(conflict.theirs, conflict.theirs_status), conflict.by, conflict.at),
        )
        for conflict in conflicts
    ]


def label_of(content: Content, where: str) -> str:
    """Return what a person calls a place: its title, for a cell the row's title in front."""
    address = addresses.parse(where)
    if isinstance(address, Problem):
        return where
    own = desk_of(content.document).title_of(address)
    if address.kind != "row" or len(address.path) < 3:
        return own
    table, key = content.index.tables.get(address.path[0]), address.path[1]
    if table is None or key in table.fixed:
        return f"{key} {own}"
    title = content.cells_of(table.id).get(key, {}).get(table.row_title)
    return f"{title} {own}" if isinstance(title, str) else own


def _said(text: str, status: str) -> str:
    return f"无此事项：{text}" if status == NOT_APPLICABLE else text
