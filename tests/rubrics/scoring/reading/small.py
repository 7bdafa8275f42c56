"""The small document of these tests, with a way to plant a mistake in it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rubrics.files import load_text
from rubrics.scoring.reading.document import ReadResult, read_document
from rubrics.scoring.reading.located import Located
from rubrics.scoring.types import Document

PATH = Path(__file__).parent.parent.parent / "data" / "small.yaml"
TEXT = PATH.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Planted:
    """What reading a changed document gave, and the line on which the change begins."""

    result: ReadResult
    line: int

    @property
    def first(self) -> tuple[str, int, str]:
        problem = self.result.problems[0]
        return problem.where, problem.line, problem.what

    @property
    def all(self) -> list[tuple[str, int, str]]:
        return [(problem.where, problem.line, problem.what) for problem in self.result.problems]


def tree_of(text: str) -> Located:
    tree = load_text(text)
    assert isinstance(tree, Located), tree
    return tree


def plant(old: str, new: str) -> Planted:
    """Read the small document with `old` replaced once by `new`."""
    assert TEXT.count(old) == 1, (TEXT.count(old), old)
    at = TEXT.index(old) + next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    return Planted(read_document(tree_of(TEXT.replace(old, new))), TEXT.count("\n", 0, at) + 1)


@cache
def small() -> Document:
    result = read_document(tree_of(TEXT))
    assert result.document is not None, result.problems
    return result.document
