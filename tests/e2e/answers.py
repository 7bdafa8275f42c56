"""What a person still has to type so that a filing holds a wanted set of answers, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from evaluations.models import Filing
from evaluations.selectors.filings import flat_of
from evaluations.selectors.unit_places import hidden_in
from rubrics.scoring import Problem, narrative
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.reading.answers import Flat, FlatRow, Given, clean
from rubrics.scoring.types import Document

type Keys = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place and what shall stand in it; `absent`: the text is the reason of 无此事项."""

    address: str
    text: str
    absent: bool = False


def rows_wanting(filing: Filing, wanted: Flat, document: Document) -> dict[str, int]:
    """Return how many rows each free table still lacks."""
    stored = flat_of(filing).rows
    free = {table.id for table in document.tables if not table.fixed and not table.rows_from}
    lacking = {table: len(rows) - len(stored.get(table, ())) for table, rows in wanted.rows.items()}
    return {table: count for table, count in lacking.items() if table in free and count > 0}


def rows_unwanted(filing: Filing, wanted: Flat, document: Document) -> list[tuple[str, str]]:
    """Return table and key of the rows whose first cell no wanted row of their table has."""
    stored = flat_of(filing).rows
    found = []
    for table in document.tables:
        names = {_name(row, table.columns[0].id) for row in wanted.rows.get(table.id, ())}
        free = not table.fixed and not table.rows_from and table.id in wanted.rows
        found += [
            (table.id, row.key)
            for row in stored.get(table.id, ())
            if free and _name(row, table.columns[0].id) not in names
        ]
    return found


def _name(row: FlatRow, column: str) -> str:
    return row.cells.get(column, Given("")).text


def to_type(filing: Filing, wanted: Flat, document: Document) -> list[Wanted]:
    """Return what differs from the wanted answers, in their order; rows are matched by their place in the table.

    What is asked of departments with units only is on no page of another.
    """
    stored, hidden = flat_of(filing), hidden_in(document, filing)
    here = {one.address: one for one in _texts(stored, document, _keys(stored, stored, document))}
    asked = [_plain(one, document) for one in _texts(wanted, document, _keys(stored, wanted, document))]
    return [one for one in asked if here.get(one.address) != one and one.address not in hidden]


def _plain(one: Wanted, document: Document) -> Wanted:
    """Return an answer with its text as it is stored: 118.00 is 118."""
    if one.absent:
        return one
    read = clean(document, one.address, Given(one.text))
    assert not isinstance(read, Problem), read
    return replace(one, text=read.text)


def _keys(stored: Flat, wanted: Flat, document: Document) -> Keys:
    """Return the filing's key of each row of the wanted answers; fixed rows keep theirs."""
    fixed = {table.id for table in document.tables if table.fixed}
    sources = {table.id: table.rows_from.partition(".")[0] for table in document.tables if table.rows_from}
    keys: dict[tuple[str, str], str] = {}
    for table, rows in wanted.rows.items():
        here = stored.rows.get(sources.get(table, table), ())
        for place, row in enumerate(rows):
            keys[table, row.key] = row.key if table in fixed or place >= len(here) else here[place].key
    return keys


def _texts(flat: Flat, document: Document, keys: Keys) -> Iterator[Wanted]:
    given = {addresses.figure(one.id) for one in document.inputs if one.given}
    for where, answer in flat.answers.items():
        if where not in given:
            place = _moved(where, document, keys)
            yield Wanted(place, answer.text, answer.status == "na")
    for table, rows in flat.rows.items():
        for row in rows:
            yield from _cells(table, row, keys[table, row.key])
    for name, text in flat.narratives.items():
        yield Wanted(addresses.chapter(name), _text_form(text))


def _cells(table: str, row: FlatRow, key: str) -> Iterator[Wanted]:
    for column, given in row.cells.items():
        yield Wanted(addresses.cell(table, key, column), given.text, given.status == "na")


def _text_form(text: str) -> str:
    blocks = narrative.read_stored(text)
    assert not isinstance(blocks, list), blocks
    return narrative.to_text_form(blocks)


def _moved(where: str, document: Document, keys: Keys) -> str:
    """Return the address of a check on a row with the key that the row has in the filing."""
    address = addresses.parse(where)
    if not isinstance(address, Address) or address.kind != "check" or len(address.path) < 2:
        return where
    name, key = address.path
    table = next(one.each for one in document.checks if one.id == name)
    return str(Address("check", (name, keys.get((table, key), key))))
