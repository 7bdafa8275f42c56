"""What a score rests on: the places that its explanation names, found in the explanation itself."""

from collections.abc import Iterator

from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.results import Line, Step

FIGURES = frozenset({"fig", "row", "table"})


def basis_of(line: Line) -> tuple[str, ...]:
    """Return the addresses of the figures, cells and tables behind a line's score, each once, in order."""
    return tuple(dict.fromkeys((*_addresses(line.steps), *(one for one in line.needs if _is_figure(one)))))


def names_of(line: Line) -> frozenset[str]:
    """Return the names of figures, ratios and tables that a line is about."""
    found = {_first(where) for where in basis_of(line)}
    return frozenset(found | {name for step in _steps(line.steps) for name in _cited(step)})


def _addresses(value: object) -> Iterator[str]:
    if isinstance(value, Step):
        for inner in value.data.values():
            yield from _addresses(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _addresses(inner)
    elif isinstance(value, str) and _is_figure(value):
        yield value


def _is_figure(text: str) -> bool:
    if not text.startswith(("fig:", "row:", "table:")):
        return False
    place = addresses.parse(text)
    return isinstance(place, Address) and place.kind in FIGURES


def _first(where: str) -> str:
    place = addresses.parse(where)
    return place.path[0] if isinstance(place, Address) else where


def _steps(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        for inner in step.data.values():
            if isinstance(inner, Step):
                yield from _steps((inner,))
            elif isinstance(inner, tuple):
                yield from _steps(tuple(one for one in inner if isinstance(one, Step)))


def _cited(step: Step) -> Iterator[str]:
    name = step.data.get("name")
    if isinstance(name, str) and name:
        yield name
