"""What was decided stands: a sealed copy out of which something is cleared keeps its scores, not their explanation."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from rubrics.scoring.problems import Problem
from rubrics.scoring.results import CheckResult, Line, Sheet, Step

CLEARED = Step("cleared", {})
"""Stands where the steps of a line would say what was cleared."""
type Repeats = Callable[[str], bool]


def with_scores_of(sealed: Sheet, now: Sheet, repeats: Repeats) -> Sheet:
    """Return a result that was computed without what is cleared (`now`), with the scores as they were sealed.

    Points, totals, grade and outcomes of checks stay; figures, ratios and explanations are those without it.
    """
    return replace(
        now,
        lines={name: _line(line, now.lines.get(name)) for name, line in sealed.lines.items()},
        totals=sealed.totals,
        grade=sealed.grade,
        checks=_checks(sealed.checks, {check.address: check for check in now.checks}),
        problems=tuple(one for one in sealed.problems if not _says(one, repeats)),
    )


def _line(sealed: Line, now: Line | None) -> Line:
    """Return a line as it was scored; explained where it would be scored the same without what is cleared."""
    if now is not None and (now.score, now.state) == (sealed.score, sealed.state):
        return replace(now, points=sealed.points)
    return replace(sealed, steps=(CLEARED,), needs=())


def _checks(sealed: tuple[CheckResult, ...], now: Mapping[str, CheckResult]) -> tuple[CheckResult, ...]:
    return tuple(_check(check, now.get(check.address)) for check in sealed)


def _check(sealed: CheckResult, now: CheckResult | None) -> CheckResult:
    if now is not None and now.outcome is sealed.outcome:
        return now
    words = now.explanation if now is not None else ""
    return replace(sealed, message=(), hints=(), sides=(), needs=(), explanation=words)


def _says(problem: Problem, repeats: Repeats) -> bool:
    return repeats(problem.what) or repeats(problem.todo)
