"""What a panel prints of a table."""

from dataclasses import dataclass, replace

from django.forms.boundfield import BoundField

from evaluations.forms.stamps import ABSENT, BASE, REASON
from rubrics.scoring.types import Block, Table

from .cells import drawing_of
from .differences import links_in
from .held_rows import Offers, offers_of
from .page import Page
from .past_cells import PastTable, past_table_of
from .previous import PastRows, past_rows_of
from .remedy_offers import RemedyOffers, remedy_offers_of
from .sheets import CARDS, TURNED, SheetView, look_of, sheet_view
from .turning import TurnedLine, turned


@dataclass(frozen=True, slots=True)
class TableBody:
    """`lines` only for a table turned by a quarter; `na`, `reason`, `base` where 无此事项 can be answered."""

    sheet: SheetView
    lines: tuple[TurnedLine, ...]
    na: BoundField | None
    reason: BoundField | None
    base: BoundField | None
    problem: str
    everything: bool
    notes: tuple[str, ...]
    offers: Offers | None
    """Targets of the bureau that no row is called by."""
    remedies: RemedyOffers | None
    """Lost rows that no problem names, problems that no measure answers."""
    past: PastRows | None
    """Last year's rows, while the table is empty."""
    take_url: str
    """Where cells come from that the filer did not type."""
    words: tuple[tuple[BoundField, BoundField], ...]
    """Stamp and box of every 差异说明 inside the table."""


def table_body(page: Page, block: Block) -> tuple[str, TableBody, frozenset[str]]:
    """Return template, body and places of a `list` or `grid` block."""
    table = page.content.index.tables[block.items[0]]
    drawing = drawing_of(page.content, table, page.attempt, page.troubles, links_in(page.words, table.id))
    past = past_table_of(page.content, table)
    if table.fixed or look_of(table) == CARDS:  # a sheet of many rows has no room; the page of a row shows it
        drawing = replace(drawing, past=past)
    sheet = sheet_view(page.content, table, drawing, everything=page.everything)
    lines = turned(drawing) if sheet.look == TURNED else ()
    body = TableBody(
        sheet=sheet,
        lines=lines,
        na=_bound(page, sheet.address + ABSENT),
        reason=_bound(page, sheet.address + REASON),
        base=_bound(page, sheet.address + BASE),
        problem=_problem(page, table, sheet.address),
        everything=page.everything,
        notes=(*_notes(sheet), *_of_past(sheet, past)),
        offers=offers_of(page.content, table.id),
        remedies=remedy_offers_of(page.content, table.id),
        past=past_rows_of(page.content, table),
        take_url=page.take_url,
        words=page.words_in(table.id),
    )
    return sheet.look, body, frozenset({sheet.address})


def _notes(sheet: SheetView) -> tuple[str, ...]:
    """Return each source once, of answers and of the bureau's figures, with the first cell and how many there are."""
    found: dict[str, list[str]] = {}
    for row in sheet.rows:
        for cell in row.cells:
            held = f"财政数来自{cell.held.origin}。" if cell.held and cell.held.origin else ""
            past = f"上年数来自{cell.past.origin}。" if cell.past and cell.past.origin else ""
            for note in filter(None, (cell.note, held, past)):
                found.setdefault(note, []).append(cell.label)
    return tuple(f"{labels[0]}等 {len(labels)} 格：{note}" for note, labels in found.items())


def _of_past(sheet: SheetView, past: PastTable | None) -> tuple[str, ...]:
    """Return where last year's rows can be looked at, while the sheet has no room for them."""
    if past is None or sheet.look == CARDS or not (sheet.free and sheet.writable):
        return ()
    return (f"上年也有的 {len(past.found)} 行：按行末的铅笔，看这一行上年的内容。",)


def _bound(page: Page, name: str) -> BoundField | None:
    return page.form[name] if name in page.form.fields else None


def _problem(page: Page, table: Table, address: str) -> str:
    """Return what is wrong with the table as a whole: rows that are missing, or too many."""
    found = [problem for problem in page.content.sheet.problems if problem.where == address]
    found += [problem for problem in page.attempt.problems if problem.where == address]
    return "；".join(f"{problem.what}。{problem.todo}" for problem in found)
