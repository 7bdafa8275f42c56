"""Rows of units as the page 汇总 offers them: by table and unit, with the names of the first."""

from dataclasses import dataclass

from evaluations.selectors.unit_rows import TableRows, rows_to_take
from evaluations.selectors.units import Gathering
from rubrics.scoring import address as addresses

from .anchors import url_of_place

FIRST = 3
"""How many rows of a unit are named before 等."""


@dataclass(frozen=True, slots=True)
class PartOffer:
    """Rows of a part that can be taken over: how many, and what the first of them are called."""

    part_id: int
    name: str
    count: int
    titles: str


@dataclass(frozen=True, slots=True)
class TableOffer:
    """A table of the department that rows of units can be added to."""

    id: str
    title: str
    url: str
    parts: tuple[PartOffer, ...]


def table_offers(gathering: Gathering) -> tuple[TableOffer, ...]:
    """Return the tables that rows can be added to."""
    return tuple(_offer(gathering, one) for one in rows_to_take(gathering))


def _offer(gathering: Gathering, offered: TableRows) -> TableOffer:
    table = offered.table
    return TableOffer(
        table.id,
        table.title,
        url_of_place(gathering.filing, addresses.table(table.id)),
        tuple(
            PartOffer(
                one.part.pk,
                one.part.subject_key or one.part.department.name,
                len(one.rows),
                _titles([str(row.cells.get(table.row_title, {}).get("text", "")) for row in one.rows]),
            )
            for one in offered.parts
        ),
    )


def _titles(titles: list[str]) -> str:
    named = [title for title in titles if title]
    return "、".join(named[:FIRST]) + ("等" if len(named) > FIRST else "")
