"""怎么算的: a row of the tree explained, in the words that the reviewer and the report's appendix use too."""

from collections.abc import Iterator
from dataclasses import dataclass

from evaluations.selectors.stages import stage_of
from rubrics.scoring import wording
from rubrics.scoring.results import Line, Step
from rubrics.scoring.types import Criterion

from .anchors import place_url
from .content import Content
from .fractions import Fraction, fraction_of
from .lines_of_bands import BandLine, band_lines

MOST_LINKS = 6


@dataclass(frozen=True, slots=True)
class MendLink:
    """A figure that the row takes: the stage where it is filled in, and the way there."""

    title: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Why:
    """`basis` is the document's reference, `links` where to mend."""

    fractions: tuple[Fraction, ...]
    lines: tuple[BandLine, ...]
    sentences: tuple[str, ...]
    basis: str
    links: tuple[MendLink, ...]
    gains: tuple[str, ...] = ()
    """What would raise the points."""


def why_of(content: Content, criterion: Criterion, line: Line, rank: int) -> Why:
    """Return the explanation of a row; `rank` is its number among the scored rows."""
    ratios = [name for name in dict.fromkeys(_cited(line.steps)) if name in content.index.ratios]
    fractions = (fraction_of(content, name) for name in ratios)
    return Why(
        fractions=tuple(one for one in fractions if one is not None),
        lines=band_lines(content.program, criterion, line.steps),
        sentences=wording.explain(line, content.sheet),
        basis=basis_of(content, criterion, rank),
        links=mend_links(content, line),
        gains=wording.winnings(content.program, criterion, line, content.sheet),
    )


def basis_of(content: Content, criterion: Criterion, rank: int) -> str:
    """Return which paragraph of which document the row is scored by."""
    document = content.document
    source = criterion.reference or document.reference or document.title
    return f"{source}（第 {content.filing.version.number} 版）第 {rank} 项"


def mend_links(content: Content, line: Line) -> tuple[MendLink, ...]:
    """Return the figures that a row takes and that are filled in elsewhere, each once."""
    found: dict[str, MendLink] = {}
    for where in (*_figures(content, line.steps), *line.needs):
        number, url = stage_of(content.filing.version, where), place_url(content, where)
        if number is not None and url and not where.startswith("line:"):
            found.setdefault(url, MendLink(wording.place_words(where, content.sheet), number + 1, url))
    return tuple(found.values())[:MOST_LINKS]


def _cited(steps: tuple[Step, ...]) -> Iterator[str]:
    """Yield the names of the values that steps show, those inside parts too."""
    for step in steps:
        cited, inner = step.data.get("of"), step.data.get("steps")
        if step.key == "value" and isinstance(cited, Step):
            yield str(cited.data.get("name") or "")
        if isinstance(inner, tuple):
            yield from _cited(inner)


def _figures(content: Content, steps: tuple[Step, ...]) -> Iterator[str]:
    for step in steps:
        cited, inner = step.data.get("of"), step.data.get("steps")
        figures = cited.data.get("figures") if isinstance(cited, Step) else ()
        for figure in figures if isinstance(figures, tuple) else ():
            yield str(figure[1])
        if isinstance(step.data.get("address"), str) and step.key == "choice":
            yield str(step.data["address"])
        if isinstance(inner, tuple):
            yield from _figures(content, inner)
