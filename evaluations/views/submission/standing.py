"""Where a filing stands: how many findings of each outcome, what stops it from being sent, points and grade."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from evaluations.services.submission import lacking
from evaluations.views.filing.anchors import place_url
from evaluations.views.filing.content import Content
from evaluations.workflow import Decision
from rubrics.scoring import wording
from rubrics.scoring.index import TOTAL
from rubrics.scoring.problems import Severity
from rubrics.scoring.results import CheckResult, Outcome

from .entries import Link

MOST_NEEDS = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """Results by outcome; `waiting` are those under another finding."""

    checks: int
    holds: int
    explained: int
    waiting: int
    no_data: int
    not_applicable: int
    missing: int
    """Required places that are empty."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of why it cannot be sent: a severity, or '' with a word, and the rest of the sentence."""

    severity: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the filing may be sent now; `against` counts what stops it by the content, `refusal` by the rules."""

    reasons: tuple[Reason, ...]
    refusal: str

    @property
    def ok(self) -> bool:
        return not self.reasons and not self.refusal


@dataclass(frozen=True, slots=True)
class Part:
    """A first-level row: `score` is what its scored rows add up to."""

    title: str
    score: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Points:
    """The total with its parts; `missing` rows are not scored, `sentences` say what else made it (cap, rescaling)."""

    score: Decimal
    points: Decimal
    grade: str
    parts: tuple[Part, ...]
    missing: int
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A check that cannot be judged: its number, what it is about, and the way to what is missing."""

    code: str
    title: str
    needs: tuple[Link, ...]
    more: int


def tally_of(content: Content) -> Tally:
    """Count the results of the cross-checks."""
    results = content.sheet.checks
    explained = sum(one.explained for one in results)
    count = Counter(one.outcome for one in results if not one.under and not one.explained)
    return Tally(
        checks=len(results),
        holds=count[Outcome.HOLDS],
        explained=explained,
        waiting=sum(bool(one.under) for one in results),
        no_data=count[Outcome.NO_DATA],
        not_applicable=count[Outcome.NOT_APPLICABLE],
        missing=sum(one.severity is Severity.BLOCK for one in content.sheet.problems),
    )


def verdict_of(content: Content, decision: Decision) -> Verdict:
    """Return whether the filing may be sent: by its content, and by role, state and time (`decision`)."""
    against = lacking(content.filing, content.flat, content.sheet)
    count = Counter(problem.severity for problem in against if problem.where)
    told = {Severity.BLOCK: "项待改正或补填", Severity.EXPLAIN: "项待写情况说明"}
    reasons = tuple(Reason(one.value, f"{count[one]} {words}") for one, words in told.items() if count[one])
    elsewhere = tuple(
        Reason(one.severity.value, f"{one.what}。{one.todo}。") for one in against if not one.where
    )
    return Verdict(reasons + elsewhere, "" if decision.ok else decision.reason)


def points_of(content: Content) -> Points:
    """Return the total, the first level of the tree and the grade."""
    sheet, total = content.sheet, content.sheet.totals[TOTAL]
    parts = tuple(
        Part(one.title, sheet.totals[one.id].score, one.points)
        for one in content.document.criteria
        if one.id in sheet.totals
    )
    sentences = tuple(wording.explain_total(total, sheet))
    return Points(total.score, total.points, sheet.grade, parts, len(total.missing), sentences)


def gaps_of(content: Content) -> tuple[Gap, ...]:
    """Return the checks that lack a figure, in the document's order."""
    titles = {check.id: check.title or check.id for check in content.document.checks}
    lacking = [one for one in content.sheet.checks if one.outcome is Outcome.NO_DATA and not one.under]
    return tuple(_gap(content, one, titles[one.id]) for one in lacking)


def _gap(content: Content, result: CheckResult, title: str) -> Gap:
    needs = tuple(
        Link(wording.place_words(where, content.sheet), place_url(content, where)) for where in result.needs
    )
    return Gap(wording.check_name(result), title, needs[:MOST_NEEDS], max(0, len(needs) - MOST_NEEDS))
