"""Totals of the tree and the grade: rows that do not count leave the total, rows without points make it incomplete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .formulas import settle
from .formulas.environment import Environment
from .index import TOTAL
from .lines import Lines
from .results import Line, LineState, Step, Total
from .rules.absences import absence_steps
from .rules.signs import COMPARE, Comparing
from .rules.site import Cited, Site
from .states import NotApplicable
from .types import Band, Criterion, Document

type Grading = tuple[Comparing | None, Decimal, str]
"""How a grade compares the total with its bound; None is 其余."""
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Node:
    """A node with parts: `members` are places in the list of sums (rows first, then nodes as they are added up)."""

    id: str
    points: Decimal
    members: tuple[int, ...]
    rows: tuple[str, ...]
    """Ids of all rows under it."""


@dataclass(frozen=True, slots=True)
class Summing:
    """The tree made ready: every node after its parts, 合计 last."""

    nodes: tuple[Node, ...]
    places: int
    cap: "Capping | None"
    grades: tuple[Grading, ...]

    def totals(self, lines: Lines, environment: Environment) -> dict[str, Total]:
        """Return the total of every node and of 合计."""
        try:
            found = self._whole(lines.scores)
        except TypeError:
            found = self._with_gaps(lines)
        if self.cap is not None:
            found[TOTAL] = self.cap.capped(found[TOTAL], environment)
        return found

    def _whole(self, scores: Sequence[Decimal | None]) -> dict[str, Total]:
        """Every row has points: only sums. Raises TypeError for a row without."""
        sums = list(scores)
        found: dict[str, Total] = {}
        for node in self.nodes:
            score = ZERO
            for member in node.members:
                score += sums[member]  # type: ignore[operator]  # None raises, as said
            sums.append(score)
            found[node.id] = Total(node.id, node.points, score)
        return found

    def _with_gaps(self, lines: Mapping[str, Line]) -> dict[str, Total]:
        found: dict[str, Total] = {}
        for node in self.nodes:
            rows = [lines[row] for row in node.rows]
            left_out = sum((row.points for row in rows if _left_out(row)), ZERO)
            score = sum((row.score for row in rows if row.score is not None), ZERO)
            missing = tuple(row.id for row in rows if row.score is None and not _left_out(row))
            total = Total(node.id, node.points - left_out, score, missing)
            found[node.id] = self._rescaled(total, node) if node.id == TOTAL and left_out else total
        return found

    def _rescaled(self, total: Total, node: Node) -> Total:
        """不计分按比例折算: the points that are left count for the whole."""
        if not total.points:
            return Total(node.id, node.points, ZERO, node.rows)
        scaled = settle(total.score * node.points / total.points)
        score = scaled.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
        data = {"counted": total.points, "points": node.points, "sum": total.score, "score": score}
        return Total(node.id, node.points, score, total.missing, (Step("rescale", data),))

    def grade(self, total: Total) -> str:
        """Return the grade of a complete total, else ''."""
        if not total.complete:
            return ""
        for holds, bound, grade in self.grades:
            if holds is None or holds(total.score, bound):
                return grade
        return ""


def _left_out(line: Line) -> bool:
    return line.state is LineState.NOT_APPLICABLE and line.score is None


@dataclass(frozen=True, slots=True)
class Capping:
    """总分封顶: the total is at most what the band of a ratio allows; without the ratio the total is not complete."""

    cited: Cited
    bands: tuple[Band, ...]
    bounds: tuple[Decimal, ...]

    def capped(self, total: Total, environment: Environment) -> Total:
        """Return the total under its cap. Steps: value, cap."""
        value = self.cited.compute(environment)
        if isinstance(value, NotApplicable):
            return total
        if not isinstance(value, Decimal):
            missing = (*total.missing, str(self.cited.citation.data["name"]))
            return Total(total.id, total.points, total.score, missing, (*total.steps, *absence_steps(value)))
        limit = self._limit(settle(value))
        if limit is None or total.score <= limit:
            return total
        shown = self.cited.step(environment, value, self.bounds)
        step = Step("cap", {"limit": limit, "sum": total.score, "score": limit})
        return Total(total.id, total.points, limit, total.missing, (*total.steps, shown, step))

    def _limit(self, value: Decimal) -> Decimal | None:
        for band, bound in zip(self.bands, (*self.bounds, ZERO), strict=False):
            if band.bound is None or COMPARE[band.sign](value, bound):
                return Decimal(band.gives)
        return None


def prepare_totals(document: Document, site: Site) -> Summing:
    """Return the tree made ready."""
    rows = tuple(criterion.id for criterion in site.index.leaves)
    places = {row: number for number, row in enumerate(rows)}
    nodes: list[Node] = []

    def visit(criterion: Criterion) -> None:
        for part in criterion.parts:
            visit(part)
        if criterion.parts:
            add(criterion.id, criterion.points, criterion.parts)

    def add(name: str, points: Decimal, parts: tuple[Criterion, ...]) -> None:
        under = tuple(row for part in parts for row in _rows(part))
        places[name] = len(rows) + len(nodes)
        nodes.append(Node(name, points, tuple(places[part.id] for part in parts), under))

    for criterion in document.criteria:
        visit(criterion)
    add(TOTAL, document.total, document.criteria)
    return Summing(tuple(nodes), document.rounding.points, _capping(document, site), _grades(document, site))


def _rows(criterion: Criterion) -> tuple[str, ...]:
    if criterion.rule is not None:
        return (criterion.id,)
    return tuple(row for part in criterion.parts for row in _rows(part))


def _bounds(bands: tuple[Band, ...], site: Site) -> tuple[Decimal, ...]:
    """Return the bounds, which are literals or constants. Raises ValueError for one that is a figure of the filing."""
    found = []
    for band in bands:
        if band.bound is not None:
            constant = site.cite(band.bound).constant
            if constant is None:
                raise ValueError(f"the bound {band.bound.text} is not a constant")
            found.append(constant)
    return tuple(found)


def _capping(document: Document, site: Site) -> Capping | None:
    if not document.cap:
        return None
    return Capping(
        site.cite(site.index.formula(document.cap_value)), document.cap, _bounds(document.cap, site)
    )


def _grades(document: Document, site: Site) -> tuple[Grading, ...]:
    bounds = iter(_bounds(document.grades, site))
    return tuple(
        (None, ZERO, band.gives) if band.bound is None else (COMPARE[band.sign], next(bounds), band.gives)
        for band in document.grades
    )
