"""An answers file typed into a filing through the services: rows get keys of their own, addresses follow them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evaluations.models import Filing
from evaluations.selectors.stages import stage_of
from evaluations.services import SaveResult, Typed
from evaluations.services.filing import save_fields
from evaluations.services.rows import SheetRows, save_rows
from evaluations.services.summary import refresh
from rubrics import files
from rubrics.scoring import Problem
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.reading.answers import Flat, Given
from rubrics.scoring.reading.answers_file import read_answers_file
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for

type Person = Any


def read_case(name: str, document: Document) -> Flat:
    """Return the answers of a shipped file. It comes with the program: what is wrong with it is a bug."""
    shipped = next(file for file in files.shipped_cases() if file.name == name)
    tree = files.load_path(shipped.path)
    if isinstance(tree, list):
        raise ValueError(tree[0].what)  # noqa: TRY004 - the shipped file is wrong, not a type
    read = read_answers_file(tree, document)
    if read.problems:
        raise ValueError(read.problems[0].what)
    return read.flat


@dataclass(slots=True)
class Typing:
    """One person typing one set of answers into one filing; `stages`: only the first so many, 0 for all."""

    actor: Person
    filing: Filing
    flat: Flat
    stages: int = 0
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    """Table and row key of the answers -> the key that the row has in the filing."""

    def type_all(self) -> None:
        """Type everything: the units and free figures first, rows next, then what refers to rows. Scored once."""
        document = document_for(self.filing.version)
        given = {addresses.figure(one.id) for one in document.inputs if one.given}
        figures = {
            where: typed(answer)
            for where, answer in self.flat.answers.items()
            if where.startswith(("fig:", "table:")) and where not in given and self._wanted(where)
        }
        self._save(figures)
        self._type_rows(document)
        chapters = {
            addresses.chapter(name): Typed(text, source=self.flat.narrative_sources.get(name, ""))
            for name, text in self.flat.narratives.items()
        }
        others = {
            self._moved(where): typed(answer)
            for where, answer in self.flat.answers.items()
            if where.startswith(("line:", "check:")) and self._wanted(where)
        }
        self._save({where: text for where, text in chapters.items() if self._wanted(where)} | others)
        self.filing.refresh_from_db()
        refresh(self.filing)

    def _type_rows(self, document: Document) -> None:
        tables = {table.id: table for table in document.tables}
        for name, rows in self.flat.rows.items():
            if not self._wanted(addresses.table(name)):
                continue
            table = tables.get(name)
            if table is not None and (table.fixed or table.rows_from):
                source = table.rows_from.partition(".")[0] or name
                self._save(
                    {
                        addresses.cell(name, self.keys.get((source, row.key), row.key), column): typed(answer)
                        for row in rows
                        for column, answer in row.cells.items()
                    }
                )
                continue
            sheet = SheetRows(name, [{id: typed(one) for id, one in row.cells.items()} for row in rows])
            check(save_rows(actor=self.actor, filing=self.filing, sheet=sheet, scored=False))
            stored = self.filing.table_rows.filter(table=name, deleted_at__isnull=True).order_by("position")
            for row, new in zip(rows, stored, strict=True):
                self.keys[name, row.key] = new.key

    def _save(self, values: Mapping[str, Typed]) -> None:
        if values:
            check(save_fields(actor=self.actor, filing=self.filing, values=values, scored=False))

    def _wanted(self, where: str) -> bool:
        if not self.stages:
            return True
        stage = stage_of(self.filing.version, where)
        return stage is not None and stage < self.stages

    def _moved(self, where: str) -> str:
        """Return the address with the key that its row has here (explanations of checks on rows)."""
        address = addresses.parse(where)
        if isinstance(address, Problem) or address.kind != "check" or len(address.path) < 2:
            return where
        check_id, key = address.path
        checks = {one.id: one for one in document_for(self.filing.version).checks}
        moved = self.keys.get((checks[check_id].each, key), key)
        return str(Address("check", (check_id, moved)))


def typed(answer: Given) -> Typed:
    """Return an answer of a file as it would be typed."""
    return Typed(answer.text, status=answer.status, source=answer.source)


def check(result: SaveResult) -> None:
    """The files come with the program: an answer that is not taken is a bug."""
    if not result.ok:
        raise ValueError(f"{[*result.problems, *result.conflicts][:3]}")
