"""Tries the usual mistakes on every failing comparison and keeps those that mend it without breaking another check."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rubrics.scoring.address import check as check_address
from rubrics.scoring.checks.context import Case, Context, context_of
from rubrics.scoring.checks.each import cases
from rubrics.scoring.checks.holds import Holding
from rubrics.scoring.engine import finish, run
from rubrics.scoring.index import TOTAL
from rubrics.scoring.problems import Severity
from rubrics.scoring.program import Program
from rubrics.scoring.results import Answers, CheckResult, Outcome, Step
from rubrics.scoring.scored import Scored

from .leaves import Finder
from .mistakes import Mistake, scaled, signed, swapped

FAR_APART = 50
"""From this quotient of both sides on a factor of 100 or 10,000 is likely, whatever the comparison."""
MOST_HINTED = 12
"""Failing results looked at, in the order of the document: the rest is mended after these."""


@dataclass(frozen=True, slots=True)
class Hinting:
    program: Program
    answers: Answers
    scored: Scored
    context: Context
    """What the checks looked at: the answers and their scoring."""
    results: tuple[CheckResult, ...]

    def with_hints(self) -> tuple[CheckResult, ...]:
        """Return the results, failing comparisons with the hints that help."""
        holdings = {
            one.check.id: one for one in self.program.checks if isinstance(one, Holding) and one.comparisons
        }
        wanted = [
            result
            for result in self.results
            if result.outcome is Outcome.FAILS
            and not (result.under or result.hints)
            and result.id in holdings
        ][:MOST_HINTED]
        if not wanted:
            return self.results
        failing = self._failing(self.context)
        hinted = {result.address: self._hints(holdings[result.id], result, failing) for result in wanted}
        return tuple(
            replace(result, hints=(*result.hints, *hinted.get(result.address, ()))) for result in self.results
        )

    def _hints(self, holding: Holding, result: CheckResult, failing: int) -> tuple[Step, ...]:
        """Return the best mistakes: those after which the fewest checks fail, and fewer than now."""
        case = next((one for one in cases(holding.check.each, self.context) if _is(one, result)), None)
        if case is None:
            return ()
        best: list[tuple[int, Step]] = []
        for mistake in self._mistakes(holding, case):
            mended = run(self.program, mistake.mended)
            finish(self.program, mistake.mended, mended)
            context = context_of(self.program.index, mistake.mended, mended)
            if _holds(holding, result, context):
                best.append((self._failing(context), self._told(mistake, mended)))
        least = min((count for count, _ in best), default=failing)
        return tuple(step for count, step in best if count == least < failing)

    def _mistakes(self, holding: Holding, case: Case) -> Iterator[Mistake]:
        leaves = Finder(self.program, self.answers, case, holding.check.each).leaves(holding.holds.formula)
        yield from swapped(leaves, self.answers)
        equal, far = _failing_comparisons(holding, case)
        if equal or far:
            yield from scaled(leaves, self.answers, self.program.index.tables)
        if equal:
            yield from signed(leaves, self.answers)

    def _failing(self, context: Context) -> int:
        """Return how many conditions fail, hints apart."""
        return sum(
            one.count_failing(context)
            for one in self.program.checks
            if isinstance(one, Holding) and one.check.severity is not Severity.HINT
        )

    def _told(self, mistake: Mistake, mended: Scored) -> Step:
        """Return the hint with its effect: ratios that change, rows and total that change."""
        before, after = self.scored, mended
        lines = tuple(
            (name, line.score, after.lines[name].score)
            for name, line in before.lines.items()
            if line.score != after.lines[name].score
        )
        total = (before.totals[TOTAL].score, after.totals[TOTAL].score)
        return Step(
            mistake.step.key,
            {**mistake.step.data, "gives": self._ratios(after), "lines": lines, "total": total},
        )

    def _ratios(self, after: Scored) -> tuple[tuple[object, ...], ...]:
        """Return the ratios that change: address, title, value, unit, decimals."""
        found = []
        for name, ratio in self.program.index.ratios.items():
            value = after.environment.values[name]
            if isinstance(value, Decimal) and value != self.scored.environment.values[name]:
                named = self.program.index.named(name)
                found.append((named.address, ratio.title, value, named.unit.name, named.places))
        return tuple(found)


def _holds(holding: Holding, result: CheckResult, context: Context) -> bool:
    found = [holding.examine_case(case) for case in cases(holding.check.each, context) if _is(case, result)]
    return bool(found) and all(one.outcome is Outcome.HOLDS for one in found)


def _is(case: Case, result: CheckResult) -> bool:
    return check_address(result.id, case.key) == result.address


def _failing_comparisons(holding: Holding, case: Case) -> tuple[bool, bool]:
    """Return whether an = fails, and whether both sides of one that fails are far apart."""
    equal = far = False
    for operator, left_side, right_side in holding.comparisons:
        left, right = left_side(case.environment), right_side(case.environment)
        if not isinstance(left, Decimal) or not isinstance(right, Decimal) or _true(operator, left, right):
            continue
        equal = equal or operator == "="
        far = far or (left * right > 0 and not Decimal(1) / FAR_APART < abs(left / right) < FAR_APART)
    return equal, far


def _true(operator: str, left: Decimal, right: Decimal) -> bool:
    return {
        "<": left < right,
        "≤": left <= right,
        "=": left == right,
        "≥": left >= right,
        ">": left > right,
    }.get(operator, left != right)
