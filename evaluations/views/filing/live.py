"""The live column 实时测算: the rows and ratios that a page moves, its open problems, the total."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from evaluations.selectors.stages import stage_of
from rubrics.scoring import address as addresses
from rubrics.scoring import wording
from rubrics.scoring.index import TOTAL
from rubrics.scoring.problems import Problem
from rubrics.scoring.results import Total
from rubrics.scoring.types import Criterion

from .anchors import place_url
from .content import Content
from .fields import figure_text
from .findings import Group, grouped
from .how import how_of
from .moves import moved_lines, moved_ratios
from .page import Page

MOST_MISSING = 6
"""So many empty places are listed one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A row of the tree that the page moves; `score` is None while something is missing."""

    title: str
    score: Decimal | None
    points: Decimal
    how: str
    sentences: tuple[str, ...]
    gains: tuple[str, ...]
    """What would raise the points."""


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A line of 本页问题, as portal_ui's `problem_list` prints it."""

    severity: str
    text: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Live:
    """`score` and `points` add up the rows that are scored; `scored` says whether any is."""

    lines: tuple[MovedLine, ...]
    score: Decimal
    points: Decimal
    scored: bool
    ratios: tuple[tuple[str, str], ...]
    problems: tuple[OpenProblem, ...]
    problem_count: int
    more_missing: int
    total: Total
    grade: str
    unscored: int


def live_of(page: Page) -> Live:
    """Return the live column of a page."""
    content = page.content
    moved = [content.index.criteria[name] for name in moved_lines(content, page.own)]
    lines = tuple(_moved(content, one) for one in moved)
    told = {place for finding in page.findings if not finding.explained for place in finding.places[:1]}
    missing = missing_of(content, page.number, told)
    problems = [open_problem(one) for one in grouped(page.findings) if not one.first.explained]
    total = content.sheet.totals[TOTAL]
    return Live(
        lines=lines,
        score=sum((line.score for line in lines if line.score is not None), Decimal(0)),
        points=sum((line.points for line in lines), Decimal(0)),
        scored=any(line.score is not None for line in lines),
        ratios=tuple(
            (content.index.ratios[name].title, figure_text(content, name))
            for name in moved_ratios(content, page.own)
        ),
        problems=(*problems, *missing[:MOST_MISSING]),
        problem_count=len(problems) + len(missing),
        more_missing=max(0, len(missing) - MOST_MISSING),
        total=total,
        grade=content.sheet.grade,
        unscored=len(total.missing),
    )


def _moved(content: Content, criterion: Criterion) -> MovedLine:
    line = content.sheet.lines[criterion.id]
    return MovedLine(
        criterion.title,
        line.score,
        criterion.points,
        how_of(line, content.sheet),
        wording.explain(line, content.sheet),
        wording.winnings(content.program, criterion, line, content.sheet),
    )


def open_problem(group: Group) -> OpenProblem:
    """Return what a check found as a line of 本页问题."""
    first, more = group.first, len(group.rest)
    text = f"{first.short}（等 {more + 1} 处）" if more else first.short
    return OpenProblem(first.severity, text, first.url, first.note)


def missing_of(content: Content, number: int, told: Collection[str] = ()) -> list[OpenProblem]:
    """Return what is not filled in on a stage, or cannot be read, with the way to each box.

    Places in `told` are left out: a check says more about them.
    """
    return [
        OpenProblem(problem.severity.value, problem.what, place_url(content, problem.where, number))
        for problem in _problems(content.sheet.problems)
        if stage_of(content.filing.version, problem.where) == number - 1 and problem.where not in told
    ]


def _problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems, each place once."""
    found: dict[str, Problem] = {}
    for problem in problems:
        if not isinstance(addresses.parse(problem.where), Problem):
            found.setdefault(problem.where, problem)
    return list(found.values())
