"""From what was found to results: explanations typed by the filer, and checks shown under another."""

from collections.abc import Iterable
from dataclasses import replace

from rubrics.scoring import address
from rubrics.scoring.problems import Severity
from rubrics.scoring.results import Answers, CheckResult, Outcome, Step, explains
from rubrics.scoring.types import Check, CheckForm

from .found import Found


def result_of(check: Check, found: Found, answers: Answers) -> CheckResult:
    """Return the result of one case, 已说明 where there is an explanation that counts."""
    key = found.case.key
    where = address.check(check.id, key)
    explanation = _words(check, where, answers).strip()
    outcome = found.outcome
    if outcome is Outcome.FAILS and check.severity is not Severity.BLOCK and explains(explanation):
        outcome = Outcome.EXPLAINED
    own = tuple(found.case.place(place) for place in check.places)
    return CheckResult(
        where,
        check.id,
        check.code,
        outcome,
        check.severity,
        found.message,
        own if found.places is None else found.places,
        _undefined(found),
        explanation,
        "",
        found.needs,
        found.sides,
    )


def _words(check: Check, where: str, answers: Answers) -> str:
    """Return what was typed for a case, else for the whole check; a figure of the bureau is explained by itself."""
    typed = answers.explanations.get(where, "")
    if typed or check.form is CheckForm.BUREAU:
        return typed
    return answers.explanations.get(address.check(check.id), "")


def _undefined(found: Found) -> tuple[Step, ...]:
    if found.undefined is None:
        return ()
    return (Step("undefined", {"why": found.undefined.why, "addresses": found.undefined.addresses}),)


def summed_up(check: Check, results: list[CheckResult]) -> list[CheckResult]:
    """Return the results of an `each` check that say something; one for all rows where none does."""
    quiet = (Outcome.HOLDS, Outcome.NOT_APPLICABLE)
    loud = [result for result in results if result.outcome not in quiet]
    if loud or len(results) <= 1:
        return loud or results
    holds = any(result.outcome is Outcome.HOLDS for result in results)
    outcome = Outcome.HOLDS if holds else Outcome.NOT_APPLICABLE
    return [CheckResult(address.check(check.id), check.id, check.code, outcome, check.severity)]


def hidden(checks: Iterable[Check], results: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    """Return the results, those that another failing check hides with its id in `under`."""
    found = list(results)
    failing = {result.id for result in found if result.outcome is Outcome.FAILS}
    under = {name: check.id for check in checks if check.id in failing for name in check.hides}
    troubled = (Outcome.FAILS, Outcome.NO_DATA)
    return tuple(
        replace(result, under=under[result.id])
        if result.id in under and result.outcome in troubled
        else result
        for result in found
    )
