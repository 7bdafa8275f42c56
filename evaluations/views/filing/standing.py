"""How a row of the tree stands: full points, an honest loss, a reason that is missing, a figure to check first."""

from dataclasses import dataclass
from decimal import Decimal

from evaluations.selectors.stages import stage_of
from rubrics.scoring import address as addresses
from rubrics.scoring.address import REASON
from rubrics.scoring.index import TOTAL
from rubrics.scoring.remedies import place_of_remedy, remedied
from rubrics.scoring.results import CheckResult, Line, LineState, Outcome, Step
from rubrics.scoring.types import RemedyTables

from .anchors import place_url
from .content import Content
from .cures import cures_of

GREY, GREEN, AMBER, RED = "none", "ok", "需说明", "阻断"
WRONG = "可能有数填错了，改正后这一项的得分会增加"
_WITHOUT_SCORE = {LineState.MISSING: (GREY, "未填完"), LineState.UNDEFINED: (RED, "不能计分")}


@dataclass(frozen=True, slots=True)
class Standing:
    """Severity (a key of portal_ui's `severity`) and word; `url` leads to what must be looked at first."""

    severity: str
    word: str
    url: str = ""
    number: int | None = None
    """The stage (from 1) that `url` leads to."""
    note: str = ""
    """What to do there."""

    @property
    def honest(self) -> bool:
        """Whether it is a loss that is explained: shown grey."""
        return self.severity == GREY


def standing_of(content: Content, line: Line, mended: dict[str, CheckResult]) -> Standing:
    """Return how a row stands; `mended` are the rows that a cure would raise, with the check that offers it."""
    if line.score is None:
        return Standing(*_WITHOUT_SCORE.get(line.state, (GREY, "不计分")))
    if line.score == line.points:
        return Standing(GREY, "满分")
    if line.id in mended:
        return _first_check(content, mended[line.id])
    if lacks_reason(line.steps):
        return Standing(RED, "缺原因")
    said = content.document.remedies
    if said is not None and line.id not in remedied(said, content.answers):
        return _without_measure(content, line, said)
    return Standing(GREEN, "已写原因")


def _without_measure(content: Content, line: Line, said: RemedyTables) -> Standing:
    """Return how an honest loss stands that no measure is written against: amber, with the way to its table."""
    where = place_of_remedy(said, content.answers, line.id)
    problems, measures = (content.index.tables[name].title for name in (said.table, said.measures))
    reason = content.given(addresses.line(line.id, REASON)).text
    return Standing(
        AMBER,
        f"已写原因，缺{measures}" if reason else f"缺{measures}",
        place_url(content, where),
        _number(content, where),
        f"请在“{problems}”里写明这一项的问题，并在“{measures}”里写一条措施；都写了的是正常扣分",
    )


def lacks_reason(steps: tuple[Step, ...]) -> bool:
    """Say whether a reason is asked for and not given, on the row or on one of its own indicators."""
    for step in steps:
        inner = step.data.get("steps")
        if step.key == "reason_missing" or (isinstance(inner, tuple) and lacks_reason(inner)):
            return True
    return False


def _first_check(content: Content, result: CheckResult) -> Standing:
    where = result.places[0]
    return Standing(AMBER, "待核", place_url(content, where), _number(content, where), WRONG)


def _number(content: Content, where: str) -> int | None:
    at = stage_of(content.filing.version, where)
    return None if at is None else at + 1


def mended_lines(content: Content) -> dict[str, CheckResult]:
    """Return the rows that would gain if a usual mistake were mended -> the failing check that says so."""
    found: dict[str, CheckResult] = {}
    for result in content.sheet.checks:
        if result.outcome is not Outcome.FAILS or not result.places:
            continue
        for name in _raised(result):
            found.setdefault(name, result)
    return found


def _raised(result: CheckResult) -> list[str]:
    raised = []
    for step in result.hints:
        lines = step.data.get("lines")
        for one in lines if isinstance(lines, tuple) else ():
            name, before, after = one
            if isinstance(before, Decimal) and isinstance(after, Decimal) and after > before:
                raised.append(str(name))
    return raised


def better_total(content: Content) -> tuple[str, Decimal] | None:
    """Return the cure that raises the total most and the total it gives, None where none does."""
    best: tuple[str, Decimal] | None = None
    now = content.sheet.totals[TOTAL].score
    for result in content.sheet.checks:
        for step, cure in zip(result.hints, cures_of(content, result), strict=False):
            total = step.data.get("total")
            after = total[1] if isinstance(total, tuple) else None
            if isinstance(after, Decimal) and after > (best[1] if best else now):
                best = (cure.label, after)
    return best
