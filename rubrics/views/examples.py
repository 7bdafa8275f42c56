"""The worked examples of a document with what came out of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rubrics.scoring.index import Index, walk
from rubrics.scoring.problems import Problem
from rubrics.scoring.program import compile_document
from rubrics.scoring.reading.worked import RATIO
from rubrics.scoring.types import Document, Example


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """One example; `wrong` are sentences on what came out otherwise."""

    name: str
    base: str
    given: tuple[tuple[str, str], ...]
    expected: tuple[tuple[str, str], ...]
    wrong: tuple[str, ...]


def example_rows(document: Document, problems: Iterable[Problem]) -> tuple[ExampleRow, ...]:
    """Return the examples of a document; `problems` are those of its proof, at examples.<name> or examples[number]."""
    index = compile_document(document).index
    wrong: dict[str, list[str]] = {}
    for problem in problems:
        wrong.setdefault(problem.where, []).append(problem.what)
    return tuple(
        _row(
            document,
            index,
            example,
            (*wrong.get(f"examples.{example.name}", ()), *wrong.get(f"examples[{at}]", ())),
        )
        for at, example in enumerate(document.examples, start=1)
    )


def _row(document: Document, index: Index, example: Example, wrong: tuple[str, ...]) -> ExampleRow:
    titles = {one.id: one.title for one in walk(document.criteria)}
    given = (*example.answers.items(), *example.ratios.items())
    return ExampleRow(
        name=example.name,
        base=example.base,
        given=tuple((_title(where, index), text) for where, text in given),
        expected=tuple((_expected(name, titles, index), text) for name, text in example.expect.items()),
        wrong=wrong,
    )


def _title(where: str, index: Index) -> str:
    """Return what an answer of an example is called: its address without the kind."""
    name = where.partition(":")[2] or where
    return index.named(name).title if name in index.fields else name


def _expected(name: str, titles: dict[str, str], index: Index) -> str:
    if name.startswith(RATIO):
        return index.named(name.removeprefix(RATIO)).title
    return titles.get(name, name)
