"""Which rows and ratios a page moves: what each is made of, followed down to what is typed."""

from collections.abc import Mapping
from functools import lru_cache

from rubrics.scoring import made_of
from rubrics.selectors.programs import program_of

from .content import Content


def moved_lines(content: Content, own: frozenset[str]) -> list[str]:
    """Return the rows of the tree that depend on a place of `own` (`fig:X`, `table:X`), in the document's order."""
    return [name for name, heads in _lines(content.filing.version.document_id).items() if heads & own]


def fed_lines(content: Content, places: frozenset[str]) -> list[str]:
    """Return the rows whose points are made of a place: by their rule or a veto, not by what makes them 不适用."""
    return [name for name, heads in _fed(content.filing.version.document_id).items() if heads & places]


def moved_ratios(content: Content, own: frozenset[str]) -> list[str]:
    """Return the ratios that depend on a place of `own`."""
    return [name for name, heads in _ratios(content.filing.version.document_id).items() if heads & own]


@lru_cache(maxsize=64)
def _lines(digest: str) -> Mapping[str, frozenset[str]]:
    return made_of.of_lines(program_of(digest).index)


@lru_cache(maxsize=64)
def _fed(digest: str) -> Mapping[str, frozenset[str]]:
    return made_of.of_points(program_of(digest).index)


@lru_cache(maxsize=64)
def _ratios(digest: str) -> Mapping[str, frozenset[str]]:
    return made_of.of_ratios(program_of(digest).index)
