"""The 2020 case as the tests read it: answers files scored, and what must come out."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from rubrics.files import FOLDER, load_path
from rubrics.scoring import Document, Problem, Sheet, assess, compile_document, read_document, values
from rubrics.scoring.reading.answers import read_flat
from rubrics.scoring.reading.answers_file import read_answers_file
from rubrics.scoring.reading.located import Located
from rubrics.scoring.results import Answers

EXPECTED_FILE = Path(__file__).parent.parent.parent / "data" / "longgang-2020-expected.yaml"
NAMES = ("as_printed", "as_meant", "finished")
PUBLISHED = ("as_printed", "as_meant")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a set of answers must give; all are texts as shown."""

    ratios: dict[str, str]
    lines: dict[str, str]
    totals: dict[str, str]
    grade: str
    checks: dict[str, str]
    under: dict[str, str]


@cache
def tree_of(path: Path) -> Located:
    """Return the located tree of a file that must be readable YAML."""
    tree = load_path(path)
    assert isinstance(tree, Located), tree
    return tree


@cache
def document_of(name: str) -> Document:
    """Return a shipped document, which must read without problems."""
    result = read_document(tree_of(FOLDER / name))
    assert result.problems == ()
    assert result.document is not None
    return result.document


@cache
def answers_of(name: str) -> tuple[Answers, tuple[Problem, ...]]:
    """Return one set of answers of 2020, and the problems met while reading it."""
    document = document_of("longgang-2020.yaml")
    path = FOLDER / "cases" / f"longgang-2020-{name.replace('_', '-')}.yaml"
    file = read_answers_file(tree_of(path), document)
    answers, problems = read_flat(document, file.flat)
    return answers, (*file.problems, *problems)


def assessed(name: str) -> tuple[Sheet, tuple[Problem, ...]]:
    """Return the sheet of one set of answers of 2020, and the problems met while reading it."""
    return _sheet_of(name), answers_of(name)[1]


@cache
def _sheet_of(name: str) -> Sheet:
    return assess(compile_document(document_of("longgang-2020.yaml")), answers_of(name)[0])


@cache
def expected(name: str) -> Expected:
    """Return what the set must give: what all sets share, overlaid by its own."""
    parts = yaml.safe_load(EXPECTED_FILE.read_text(encoding="utf-8"))
    layers = [parts["both"], parts["published"] if name in PUBLISHED else {}, parts[name]]
    merged = {key: _merged(layers, key) for key in ("ratios", "lines", "totals", "checks")}
    return Expected(**merged, grade=parts["both"]["grade"], under=parts[name]["under"])


def _merged(layers: list[dict[str, dict[str, str]]], key: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for layer in layers:
        found |= layer.get(key, {})
    return found


def shown_ratios(document: Document, sheet: Sheet) -> dict[str, str]:
    """Return every ratio as it is shown."""
    figures = ((ratio.id, sheet.figures[ratio.id]) for ratio in document.ratios)
    return {name: values.show(figure.value, figure.unit, figure.places) for name, figure in figures}
