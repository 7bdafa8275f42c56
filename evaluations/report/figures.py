"""A figure as it stands in print: by its name in a text, or as a cell. Numbers are shown, never computed."""

import re
from dataclasses import dataclass, field

from rubrics.scoring.address import cell, figure
from rubrics.scoring.index import GRADE, POINTS_OF, SCORE_OF
from rubrics.scoring.results import Figure, Line, Total
from rubrics.scoring.states import Absent, Known, Missing, NotApplicable, Undefined
from rubrics.scoring.units import PURE_UNIT, SCORE, UNITS, Unit, unit_of
from rubrics.scoring.values import show

from .blocks import Run
from .mention import PORTAL_NAME, FirstMention
from .notebook import Notebook
from .public import HIDDEN
from .source import Source

YEAR = "年度"
POINTS_UNIT = UNITS["分"]
POINTS_PLACES = 2
OPEN = "open"
_CELL = re.compile(r"(?P<table>[^.\[\]]+)\.(?P<column>[^.\[\]]+)\[(?P<row>[^\[\]]+)\]")


def points_text(value: object) -> str:
    """Return points or a score without needless zeros: 5, 1.82, 0."""
    text = show(value, POINTS_UNIT, POINTS_PLACES)  # type: ignore[arg-type]
    return text.rstrip("0").rstrip(".") if "." in text else text


def absence(value: Absent, origin: str = "") -> Run:
    """Return what is printed where no value is: （未填） or the origin of that gap, 无此事项, （无法计算）."""
    match value:
        case Missing():
            return Run(f"（{origin or '未填'}）", OPEN)
        case NotApplicable():
            return Run("无此事项")
        case Undefined():
            return Run("（无法计算）", OPEN)


@dataclass(frozen=True, slots=True)
class Figures:
    """Finds figures in the frozen sheet and shows them; marks those whose origin is not the filer."""

    source: Source
    notebook: Notebook
    mention: FirstMention = field(default_factory=FirstMention)

    def named(self, name: str, unit: str = "", after: str = "") -> Run:
        """Return the figure called `name` with its unit, in `unit` if one is given.

        The unit is left to the text when the text itself (`after`) goes on with it. A name that nobody knows is
        printed as it was typed: it is text. What this edition hides is printed as 不公开.
        """
        if self.source.hides(name):
            return Run(HIDDEN)
        found = self.find(name)
        if found is None:
            return Run("{{" + (f"{name}|{unit}" if unit else name) + "}}")
        chosen = unit_of(unit, self.source.document.nouns) if unit else None
        return self.run(found, chosen or found.unit, after)

    def run(self, found: Figure, unit: Unit, after: str = "") -> Run:
        """Return a figure as a run of a text: no separators, with its unit."""
        origin = self.origin(found)
        if isinstance(found.value, Missing | NotApplicable | Undefined):
            return absence(found.value, origin)
        text = show_plain(found.value, unit, found.places)
        behind = self.mention.take() if self.is_name(found) else _unit_after(unit, text, after)
        return Run(text + behind, notes=self.notebook.marks(origin))

    def in_cell(self, found: Figure) -> Run:
        """Return a figure as it stands in a table's cell: with separators, its unit in the head of the column."""
        origin = self.origin(found)
        if isinstance(found.value, Missing | NotApplicable | Undefined):
            return absence(found.value, origin)
        return Run(show(found.value, found.unit, found.places), notes=self.notebook.marks(origin))

    def is_name(self, found: Figure) -> bool:
        """Whether a figure is the department's name."""
        inputs = self.source.document.inputs
        return any(one.given == PORTAL_NAME and figure(one.id) == found.address for one in inputs)

    def origin(self, found: Figure) -> str:
        """Return where an answer comes from when the filer did not give it himself."""
        return found.source or self.source.answers.sources.get(found.address, "")

    def find(self, name: str) -> Figure | None:
        """Return a figure by its name in a text: 调整预算数, 项目.支出, 季度.累计支出[四季度], 得分.合计, 等级."""
        sheet = self.source.sheet
        place = _CELL.fullmatch(name)
        if name in sheet.figures:
            return sheet.figures[name]
        if place:
            return sheet.cells.get(cell(place["table"], place["row"], place["column"]))
        value = self._built_in(name)
        unit = POINTS_UNIT if name.startswith((f"{SCORE_OF}.", f"{POINTS_OF}.")) else PURE_UNIT
        return None if value is None else Figure(figure(name), name, value, unit, POINTS_PLACES)

    def _built_in(self, name: str) -> Known | None:
        """Return the year, the grade, a score or points; None for any other name."""
        word, _, of = name.partition(".")
        sheet = self.source.sheet
        if name == YEAR:
            return str(self.source.document.year)
        if name == GRADE:
            return sheet.grade or Missing(())
        scored = sheet.totals.get(of) or sheet.lines.get(of)
        if scored is None or word not in (SCORE_OF, POINTS_OF):
            return None
        return scored.points if word == POINTS_OF else _score(scored)


def _score(scored: Line | Total) -> Known:
    if isinstance(scored, Total):
        return scored.score if scored.complete else Missing(scored.missing)
    return Missing(scored.needs) if scored.score is None else scored.score


def show_plain(value: Known, unit: Unit, places: int) -> str:
    """Return a value as a running text has it: 9397.62, without separators."""
    if unit.dimension == SCORE:
        return points_text(value)
    text = show(value, unit, places)
    return text.replace(",", "") if not isinstance(value, str) else text


def _unit_after(unit: Unit, text: str, after: str) -> str:
    if text.endswith(unit.name) or after.lstrip().startswith(unit.name):
        return ""
    return unit.name
