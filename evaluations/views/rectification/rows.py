"""An item of the ledger as pages print it."""

from dataclasses import dataclass
from datetime import date

from evaluations.models import RectificationItem
from evaluations.rectifying import STATE_NAMES, ItemState
from evaluations.selectors.rectification import is_overdue

LOOKS: dict[ItemState, tuple[str, str]] = {
    ItemState.TO_MEND: ("back", "circle"),
    ItemState.MENDING: ("fill", "pencil"),
    ItemState.REPORTED: ("wait", "inbox"),
    ItemState.FURTHER: ("back", "arrow-repeat"),
    ItemState.CLOSED: ("pass", "check2"),
}
"""State -> the badge's class and icon."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item. `measures` a line each; `css` and `icon` are its badge's."""

    id: int
    number: int
    department: str
    code: str
    task: str
    year: int
    problem: str
    measures: tuple[str, ...]
    office: str
    until: date | None
    overdue: bool
    state: str
    css: str
    icon: str
    opinion: bool
    """Whether it was an opinion of the reviewer's, not a problem that the department wrote."""


def item_row(item: RectificationItem) -> ItemRow:
    """Return an item whose filing, department and cycle are fetched already."""
    state = ItemState(item.state)
    css, icon = LOOKS[state]
    return ItemRow(
        id=item.pk,
        number=item.number,
        department=item.filing.department.name,
        code=item.filing.department.code,
        task=item.filing.cycle.title,
        year=item.filing.cycle.year,
        problem=item.problem,
        measures=tuple(item.measures.splitlines()),
        office=item.office,
        until=item.until,
        overdue=is_overdue(item),
        state=STATE_NAMES[state],
        css=css,
        icon=icon,
        opinion=item.source.startswith("comment/"),
    )
