"""Numbers that somebody typed into a text, beside the figures of the filing: which they are, or that they are none.

Advice for the writer while he writes; what must be right is for the checks (`numbers`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring.narrative import OPEN_FIGURE, Blocks, plain_of
from rubrics.scoring.units import Unit
from rubrics.scoring.values import rounded

from .written_numbers import NumberReader, WrittenNumber

MOST_COMPARED, MOST_OFFERED = 20, 3
TELLING_DIGITS = 2
"""A number of fewer digits is many things; it is taken for a figure only where the figure's name stands before it."""
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of the filing; `name` is what a text quotes it by, '' for one that cannot be quoted."""

    name: str
    title: str
    value: Decimal
    unit: Unit
    places: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A number as typed, and the figures that it equals; none: it equals no figure of the filing."""

    quote: str
    equals: tuple[Told, ...]


def compared(blocks: Blocks, figures: Iterable[Told], nouns: Iterable[str]) -> tuple[Compared, ...]:
    """Return the typed numbers that could be quoted, and those that are no figure; each once, in order."""
    by_dimension: dict[str, list[Told]] = {}
    for figure in figures:
        by_dimension.setdefault(figure.unit.dimension, []).append(figure)
    reader = NumberReader(nouns)
    found: dict[str, Compared] = {}
    for block in blocks:
        text = plain_of(block, {})
        for number in reader.read(text):
            quote = text[number.start : number.end]
            before = text[max(0, number.start - _BEFORE) : number.start].rpartition(OPEN_FIGURE)[2]
            one = _compared(number, quote, before, by_dimension)
            if one is not None and (quote not in found or one.equals):
                found[quote] = one
    return tuple(found.values())[:MOST_COMPARED]


def _compared(
    number: WrittenNumber, quote: str, before: str, by_dimension: Mapping[str, list[Told]]
) -> Compared | None:
    """Return what is to be said of a number, None for nothing."""
    same = by_dimension.get(number.unit.dimension, [])
    named = [figure for figure in same if figure.title in before]
    is_telling = len(number.digits.replace(".", "").lstrip("0")) >= TELLING_DIGITS
    candidates = same if is_telling else named
    equal = [figure for figure in candidates if figure.name and number.value == _shown_value(figure)]
    if equal:
        first = [figure for figure in equal if figure in named]
        return Compared(quote, tuple(first or equal)[:MOST_OFFERED])
    every = [figure for dimension in number.dimensions for figure in by_dimension.get(dimension, [])]
    if not is_telling or not same or any(number.tells(figure.value, figure.unit) for figure in every):
        return None
    return Compared(quote, ())


def _shown_value(figure: Told) -> Decimal:
    return rounded(figure.value / figure.unit.factor, figure.places) * figure.unit.factor
