"""A finished set of answers turned into a made-up department's: other amounts, other words, the same structure."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from rubrics.scoring import address as addresses
from rubrics.scoring.reading.answers import FILLED, Flat, FlatRow, Given
from rubrics.scoring.types import Document, Field, FieldType

from .plan import FictionalDepartment


@dataclass(slots=True)
class Fiction:
    """Equal texts become equal texts, so that what refers to each other still does."""

    document: Document
    department: FictionalDepartment
    renamed: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def made_of(self, flat: Flat) -> Flat:
        """Return the answers with amounts multiplied, every free text replaced, the department's own on top."""
        fields = {addresses.figure(one.id): one for one in self.document.inputs}
        columns = {table.id: {one.id: one for one in table.columns} for table in self.document.tables}
        return replace(
            flat,
            answers={
                **{where: self._given(given, fields.get(where)) for where, given in flat.answers.items()},
                **{where: Given(text) for where, text in self.department.answers.items()},
            },
            rows={
                table: tuple(
                    FlatRow(
                        row.key,
                        {
                            column: self._given(given, columns.get(table, {}).get(column))
                            for column, given in row.cells.items()
                        },
                    )
                    for row in rows
                )
                for table, rows in flat.rows.items()
            },
            narratives={name: self._prose(name) for name in flat.narratives},
            narrative_sources={},
        )

    def _given(self, given: Given, slot: Field | None) -> Given:
        change = self._changes().get(slot.type) if slot else None
        if change is None or slot is None or given.status != FILLED or not given.text or slot.given:
            return replace(given, source="")
        return Given(change(given.text, slot))

    def _changes(self) -> dict[FieldType, Callable[[str, Field], str]]:
        return {
            FieldType.AMOUNT: lambda text, _: str(Decimal(text.replace(",", "")) * self.department.amounts),
            FieldType.TEXT: self._renamed,
            FieldType.NARRATIVE: lambda _, slot: self._prose(slot.title),
        }

    def _renamed(self, text: str, slot: Field) -> str:
        if text not in self.renamed:
            self.counts[slot.title] += 1
            self.renamed[text] = f"示例{slot.title}{self.counts[slot.title]}"
        return self.renamed[text]

    def _prose(self, title: str) -> str:
        return f"{self.department.name}的“{title}”：虚构内容，仅供演示。本段文字用来说明这一章写在哪里、怎样打印。"
