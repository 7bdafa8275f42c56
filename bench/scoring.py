"""Scoring 10,000 filled filings of the 2020 document, explanations kept, against the same rules written by hand.

    bin/bench scoring [--sets N]

Both ways must give the same points, totals and grade for every set, else the benchmark fails.
"""

import argparse
import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from rubrics.files import load_path
from rubrics.scoring.engine import score
from rubrics.scoring.program import compile_document
from rubrics.scoring.reading.answers import read_flat
from rubrics.scoring.reading.answers_file import read_answers_file
from rubrics.scoring.reading.document import read_document
from rubrics.scoring.results import Answers, Row, Sheet
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
    told = seconds(lambda: each(sets, lambda answers: tell(score(program, answers))))
    print(f"with every explanation written out: {told:.3f} s")
    compare(lambda: each(sets, lambda answers: score(program, answers)), lambda: each(sets, by_hand))


def each(sets: list[Answers], work: Callable[[Answers], object]) -> None:
    for answers in sets:
        work(answers)


def tell(sheet: Sheet) -> int:
    """Look at every row's explanation: it is kept as figures and written out when it is looked at."""
    return sum(len(line.steps) for line in sheet.lines.values())


if __name__ == "__main__":
    main()
