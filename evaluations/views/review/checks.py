"""勾稽核对 beside the document: what was found, what was said about it, and the way to make it a comment."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from evaluations.selectors.places import place_title
from rubrics.scoring import wording
from rubrics.scoring.results import CheckResult, Outcome

from .seen import Seen

TOLD = (Outcome.FAILS, Outcome.EXPLAINED, Outcome.NO_DATA)


@dataclass(frozen=True, slots=True)
class CheckCard:
    """One check, as portal_ui's `check_row` prints it."""

    id: str
    address: str
    code: str
    outcome: str
    severity: str
    place: str
    text: str
    explanation: str
    hints: tuple[str, ...]

    @property
    def fails(self) -> bool:
        return self.outcome == Outcome.FAILS.value


@dataclass(frozen=True, slots=True)
class Checks:
    """`told` are those that did not simply hold, the gravest first; `counts` by outcome in words."""

    told: tuple[CheckCard, ...]
    rest: tuple[CheckCard, ...]
    counts: tuple[tuple[str, int], ...]


def checks_of(seen: Seen) -> Checks:
    """Return the checks of what was sent."""
    results = [result for result in seen.sheet.checks if not result.under]
    counts = Counter(result.outcome for result in results)
    told = [result for result in results if result.outcome in TOLD]
    told.sort(key=lambda result: TOLD.index(result.outcome))
    return Checks(
        told=tuple(_cards(seen, told)),
        rest=tuple(_cards(seen, [result for result in results if result.outcome not in TOLD])),
        counts=tuple((outcome.value, counts[outcome]) for outcome in Outcome if counts[outcome]),
    )


def _cards(seen: Seen, results: Iterable[CheckResult]) -> list[CheckCard]:
    titles = {check.id: check.title or check.id for check in seen.document.checks}
    return [
        CheckCard(
            id=f"k{number}-{result.outcome.name.lower()}",
            address=result.address,
            code=wording.check_name(result),
            outcome=result.outcome.value,
            severity=result.severity.value,
            place=place_title(seen.document, seen.flat, result.places[0]) if result.places else "",
            text=wording.message(result) or titles.get(result.id, result.id),
            explanation=result.explanation,
            hints=wording.hints(result, seen.sheet) if result.outcome is Outcome.FAILS else (),
        )
        for number, result in enumerate(results, start=1)
    ]


def result_at(seen: Seen, address: str) -> CheckResult | None:
    """Return the result of a check by the address of its 情况说明."""
    return next((result for result in seen.sheet.checks if result.address == address), None)
