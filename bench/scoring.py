"""Scoring 10,000 filled filings of the 2020 document, explanations kept, against the same rules written by hand.

    bin/bench scoring [--sets N]

Both ways must give the same points, totals and grade for every set, else the benchmark fails. Every sheet is
kept to the end of its turn; a row of a kept sheet must tell, when it is looked at, what `assess` writes out at once:
an explanation is kept as the figures that it is made from (docs/decisions/0007).
"""

import argparse
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from rubrics.files import load_path
from rubrics.scoring.assess import assess
from rubrics.scoring.engine import score
from rubrics.scoring.program import Program, compile_document
from rubrics.scoring.reading.answers import read_flat
from rubrics.scoring.reading.answers_file import read_answers_file
from rubrics.scoring.reading.document import read_document
from rubrics.scoring.results import Answers, Line, Row, Sheet
from rubrics.scoring.states import Known
from rubrics.scoring.types import Document, FieldType

from .scoring_by_hand import Result, by_hand
from .turns import compare, seconds

DOCUMENTS = Path(__file__).resolve().parent.parent / "rubrics" / "documents"
RUBRIC, CASE = "longgang-2020.yaml", "cases/longgang-2020-as-meant.yaml"
SURVEYED = {"有效份数": 400, "满意份数": 380}
"""The printed report has no survey; every set here has one."""


def load(name: str) -> Document:
    tree = load_path(DOCUMENTS / name)
    document = None if isinstance(tree, list) else read_document(tree, load=lambda _name: True).document
    if document is None:
        raise SystemExit(f"{name} cannot be read: bin/manage check_rubric says why")
    return document


def filled(document: Document) -> Answers:
    """The real department's answers."""
    tree = load_path(DOCUMENTS / CASE)
    if isinstance(tree, list):
        raise SystemExit(f"{CASE} cannot be read")
    answers, _ = read_flat(document, read_answers_file(tree, document).flat)
    return replace(answers, figures={**answers.figures, **{name: Decimal(n) for name, n in SURVEYED.items()}})


class Varied:
    """Answer sets that differ from the real one in every number and tick, all complete."""

    def __init__(self, document: Document, answers: Answers) -> None:
        self.answers, self.random = answers, random.Random(7)
        self.numbers = {
            field.id: field.type is FieldType.COUNT
            for field in document.inputs
            if field.type in (FieldType.AMOUNT, FieldType.COUNT)
            and isinstance(answers.figures.get(field.id), Decimal)
        }

    def one(self) -> Answers:
        figures = {**self.answers.figures, **{name: self._figure(name) for name in self.numbers}}
        rows = {table: tuple(self._row(row) for row in rows) for table, rows in self.answers.rows.items()}
        entries = {address: self._entry(value) for address, value in self.answers.entries.items()}
        return replace(self.answers, figures=figures, rows=rows, entries=entries)

    def _figure(self, name: str) -> Known:
        value = self.answers.figures[name]
        assert isinstance(value, Decimal)
        return self._number(value, whole=self.numbers[name])

    def _number(self, value: Decimal, *, whole: bool) -> Decimal:
        varied = value * self.random.randint(80, 120) / 100
        return varied.quantize(Decimal(1) if whole else Decimal(100))

    def _row(self, row: Row) -> Row:
        cells: dict[str, Known] = {}
        for column, value in row.cells.items():
            number = isinstance(value, Decimal) and value >= 10_000
            cells[column] = (
                self._number(value, whole=False) if number and isinstance(value, Decimal) else value
            )
        return Row(row.key, cells)

    def _entry(self, value: Known) -> Known:
        if isinstance(value, bool):
            return self.random.random() < 0.9
        if isinstance(value, Decimal):
            return (value * self.random.randint(50, 100) / 100).quantize(Decimal("0.01"))
        return value


def same(sheet: Sheet, result: Result) -> bool:
    scores = {name: line.score for name, line in sheet.lines.items()}
    totals = {name: total.score for name, total in sheet.totals.items()}
    return scores == result.scores and totals == result.totals and sheet.grade == result.grade


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=10_000)
    document = load(RUBRIC)
    program = compile_document(document)
    varied = Varied(document, filled(document))
    sets = [varied.one() for _ in range(parser.parse_args().sets)]
    different = sum(not same(score(program, answers), by_hand(answers)) for answers in sets)
    print(f"{len(sets)} answer sets, scored differently by the two: {different}")
    if different:
        raise SystemExit(1)
    kept: list[Sheet] = []

    def ours() -> None:
        kept[:] = [score(program, answers) for answers in sets]

    def written_out() -> None:
        for sheet in kept:
            tell(sheet)

    ours()
    print(f"writing every explanation out as data, beyond the points: {seconds(written_out):.3f} s")
    print(f"{compared(program, sets, kept)} kept sheets explain each row as assess does")
    compare(ours, lambda: [by_hand(answers) for answers in sets])


def tell(sheet: Sheet) -> tuple[Line, ...]:
    """Look at every row."""
    return tuple(sheet.lines.values())


def compared(program: Program, sets: list[Answers], kept: list[Sheet]) -> int:
    """Return how many kept sheets were compared with assess, one in ten. Raises SystemExit if one differs."""
    sample = list(zip(sets, kept, strict=True))[::10]
    if any(tell(sheet) != tell(assess(program, answers)) for answers, sheet in sample):
        raise SystemExit("a kept sheet explains a row otherwise than assess does")
    return len(sample)


if __name__ == "__main__":
    main()
