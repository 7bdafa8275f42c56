"""Texts with places: `…{{调整预算数}}…` and `{{名称|单位}}` of an outline, figure marks of a narrative -> runs."""

import re

from rubrics.scoring.narrative import Inline, Words

from .blocks import Run, Runs
from .figures import Figures
from .source import Source

_PLACE = re.compile(r"\{\{([^{}|]+)(?:\|([^{}|]*))?\}\}")


def filled(text: str, figures: Figures) -> Runs:
    """Return `text` of the document with its places filled; `{{7*7}}` and all that is no figure stands as typed."""
    runs: list[Run] = []
    at = 0
    for place in _PLACE.finditer(text):
        runs.append(Run(text[at : place.start()]))
        name, unit = place.group(1).strip(), (place.group(2) or "").strip()
        runs.append(figures.named(name, unit, text[place.end() :]))
        at = place.end()
    runs.append(Run(text[at:]))
    return tuple(run for run in runs if run.text)


def is_open(text: str, source: Source) -> bool:
    """Whether a line of the document quotes nothing that this edition hides; else the line is left out."""
    return not any(source.hides(place.group(1).strip()) for place in _PLACE.finditer(text))


def spoken(inlines: tuple[Inline, ...], figures: Figures) -> Runs:
    """Return a line of a narrative: its words as typed, its figures as submitted."""
    runs: list[Run] = []
    for at, inline in enumerate(inlines):
        if isinstance(inline, Words):
            runs.append(Run(inline.text))
        else:
            behind = inlines[at + 1] if at + 1 < len(inlines) else None
            runs.append(figures.named(inline.id, after=behind.text if isinstance(behind, Words) else ""))
    return tuple(runs)
