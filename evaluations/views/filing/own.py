"""Own indicators of a row: a card for each, with the choices that the rule allows; given ones are fixed."""

from dataclasses import dataclass, replace

from django.forms.boundfield import BoundField

from evaluations.selectors.own_tables import NAME, SCORE, fixed_cells, own_table
from evaluations.views.evidence.links import page_url
from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.address import EVIDENCE
from rubrics.scoring.reading.answers import FlatRow
from rubrics.scoring.results import Line
from rubrics.scoring.rules import OwnRule
from rubrics.scoring.types import Criterion, Field, Table

from .cells import Cell, Drawing, cell_of, drawing_of
from .differences import links_in
from .held_rows import Offers, offers_of, origin_in
from .page import Page
from .past_cells import past_table_of

LONG = frozenset({"原因", "佐证"})


@dataclass(frozen=True, slots=True)
class Indicator:
    """One own indicator; `fixed` ones are in every department's filing and cannot be removed."""

    key: str
    number: int
    title: str
    address: str
    cells: tuple[Cell, ...]
    score: str
    fixed: bool
    evidence_url: str
    """Where files that prove it are handed in."""
    origin: str
    """Where its target is from, '' where the bureau set none."""
    words: tuple[tuple[BoundField, BoundField], ...]
    """Stamp and box of the 差异说明 where it is not what the bureau set."""


@dataclass(frozen=True, slots=True)
class OwnBody:
    """`table` is the name its rows are stored under."""

    table: str
    address: str
    indicators: tuple[Indicator, ...]
    groups: tuple[str, ...]
    writable: bool
    offers: Offers | None
    """Targets of the bureau that none is called by."""
    take_url: str
    words: tuple[tuple[BoundField, BoundField], ...]
    """The same for targets that none is called by."""
    blank: int
    """Indicators of which nothing is written yet; they count as none."""


def own_body(page: Page, criterion: Criterion, line: Line) -> OwnBody:
    """Return the own indicators of a row, given ones first."""
    rule = criterion.rule
    if not isinstance(rule, OwnRule):
        raise TypeError(criterion.id)
    table = own_table(criterion.id, rule)
    drawing = replace(drawing_of_own(page, table), typed={}, past=past_table_of(page.content, table))
    stored = {row.key: row for row in page.content.rows(criterion.id)}
    given = [one.name for one in rule.given if one.name not in stored]
    keys = [*given, *stored]
    indicators = tuple(
        replace(
            _indicator(drawing, rule, stored.get(key), key, number), words=page.words_in(criterion.id, key)
        )
        for number, key in enumerate(keys, start=1)
    )
    groups = tuple(
        f"{group.name} {group.points.normalize():f} 分" if group.points is not None else group.name
        for group in rule.groups
    )
    return OwnBody(
        criterion.id,
        addresses.table(criterion.id),
        indicators,
        groups,
        page.content.editing.ok,
        offers_of(page.content, criterion.id),
        page.take_url,
        page.words_in(criterion.id, ""),
        sum(row.blank for key, row in stored.items() if key not in {one.name for one in rule.given}),
    )


def drawing_of_own(page: Page, table: Table) -> Drawing:
    """Return what the cells are made from."""
    return drawing_of(page.content, table, page.attempt, page.troubles, links_in(page.words, table.id))


def _indicator(drawing: Drawing, rule: OwnRule, row: FlatRow | None, key: str, number: int) -> Indicator:
    table, fixed = drawing.table, fixed_cells(rule, key)
    cells = tuple(_cell(drawing, row, key, column, fixed) for column in table.columns)
    figure = drawing.content.sheet.cells.get(addresses.cell(table.id, key, SCORE))
    score = "—" if figure is None else values.show(figure.value, figure.unit, figure.places)
    name = fixed.get(NAME) or (row.cells[NAME].text if row and NAME in row.cells else f"第 {number} 个指标")
    proof = page_url(drawing.content.filing.pk, addresses.cell(table.id, key, EVIDENCE))
    origin = origin_in(drawing.content, table.id, row, key)
    return Indicator(
        key, number, name, addresses.cell(table.id, key), cells, score, bool(fixed), proof, origin, ()
    )


def _cell(drawing: Drawing, row: FlatRow | None, key: str, column: Field, fixed: dict[str, str]) -> Cell:
    if column.id in fixed:
        where = addresses.cell(drawing.table.id, key, column.id)
        return Cell(where, column.title, "fixed", fixed[column.id], field=column)
    cell = cell_of(drawing, row, key, column, key)
    kind = "choice" if column.options else ("long" if column.id in LONG else "short")
    return replace(cell, kind=kind)
