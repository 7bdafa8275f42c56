"""Figures that a text can show: what `{{…}}` names, what it is called, and what it says now."""

from dataclasses import dataclass

from rubrics.scoring.index import GRADE, SCORE_OF
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import Figure
from rubrics.scoring.states import Missing, NotApplicable, Undefined
from rubrics.scoring.units import UNITS
from rubrics.scoring.values import show_with_unit

from .content import Content

YEAR = "年度"
POINTS = UNITS["分"]


@dataclass(frozen=True, slots=True)
class Mark:
    """`token` is what is typed; `text` what is printed, '' where the figure is not known yet; `unit` is its end."""

    name: str
    title: str
    text: str
    unit: str = ""

    @property
    def token(self) -> str:
        return "{{" + self.name + "}}"

    def text_before(self, after: str) -> str:
        """Return the text in front of `after`; its unit is left to words that go on with it, as in print."""
        if not self.unit or not after.lstrip().startswith(self.unit):
            return self.text
        return self.text.removesuffix(self.unit).rstrip()


def mark_of(content: Content, name: str) -> Mark:
    """Return a figure by the name that stands between the braces."""
    figure, text = figure_of(content, name), _text(content, name)
    unit = figure.unit.name if figure is not None and text.endswith(figure.unit.name) else ""
    return Mark(name, desk_of(content.document).marks.get(name, name), text, unit)


def marks_of(content: Content) -> tuple[Mark, ...]:
    """Return every figure that has a value, in the order of the document."""
    found = (mark_of(content, name) for name in desk_of(content.document).marks)
    return tuple(mark for mark in found if mark.text)


def _text(content: Content, name: str) -> str:
    sheet, document = content.sheet, content.document
    if name == YEAR:
        return str(document.year)
    if name == GRADE:
        return sheet.grade
    word, _, of = name.partition(".")
    if word == SCORE_OF:
        scored = sheet.totals.get(of) or sheet.lines.get(of)
        score = scored.score if scored else None
        return "" if score is None else show_with_unit(score, POINTS, document.rounding.points)
    return _shown(figure_of(content, name))


def figure_of(content: Content, name: str) -> Figure | None:
    """Return an input, a ratio, a column's total or a cell of a fixed row; None for points, the grade, the year."""
    if name in content.sheet.figures:
        return content.sheet.figures[name]
    if name in (YEAR, GRADE) or name.partition(".")[0] == SCORE_OF:
        return None
    return content.sheet.cells.get(content.index.named(name).address)


def _shown(figure: Figure | None) -> str:
    if figure is None or isinstance(figure.value, Missing | NotApplicable | Undefined):
        return ""
    return show_with_unit(figure.value, figure.unit, figure.places)
