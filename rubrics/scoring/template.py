"""Sentences with places: `调整预算{{调整预算数}}万元，占{{左|%}}`. The text of checks, chapters and covers."""

from collections.abc import Iterator
from dataclasses import dataclass

from .formulas import Formula, parse_formula
from .problems import Problem

OPEN, CLOSE, BAR = "{{", "}}", "|"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a sentence: the formula whose value is shown, the unit it is shown in ('' its own)."""

    formula: Formula
    unit: str = ""
    at: int = 0
    """Position of the formula in the template, from 0."""


type Part = str | Place


def parse_template(text: str) -> tuple[Part, ...] | Problem:
    """Return the words and places of a sentence, or a Problem with its column (from 1) in `text`."""
    parts: list[Part] = []
    for words, inside, at in _pieces(text):
        if words:
            parts.append(words)
        if inside is None:
            continue
        place = _place(inside, at)
        if isinstance(place, Problem):
            return place
        parts.append(place)
    return tuple(parts)


def _pieces(text: str) -> Iterator[tuple[str, str | None, int]]:
    """Yield (words, what stands in the braces behind them or None, its position); an unclosed brace is kept inside."""
    at = 0
    while (start := text.find(OPEN, at)) >= 0:
        end = text.find(CLOSE, start)
        inside = text[start + len(OPEN) :] if end < 0 else text[start + len(OPEN) : end]
        yield text[at:start], inside if end >= 0 else OPEN + inside, start + len(OPEN)
        at = len(text) if end < 0 else end + len(CLOSE)
    yield text[at:], None, at


def _place(inside: str, at: int) -> Place | Problem:
    if inside.startswith(OPEN):
        return Problem("", "“{{”没有对应的“}}”", "请补上", column=at - 1)
    written, _, unit = inside.partition(BAR)
    formula = parse_formula(written.strip())
    if isinstance(formula, Problem):
        lead = len(written) - len(written.lstrip())
        return Problem("", formula.what, formula.todo, column=at + lead + formula.column)
    return Place(formula, unit.strip(), at + len(written) - len(written.lstrip()))
