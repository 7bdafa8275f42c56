"""Findings of the cross-checks on a page: sentence, severity, where to look, and the cure where a hint offers one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evaluations.selectors.stages import stage_of
from rubrics.scoring import address as addresses
from rubrics.scoring import wording
from rubrics.scoring.problems import Problem, Severity
from rubrics.scoring.results import CheckResult, Outcome

from .anchors import place_url
from .content import Content
from .cures import Cure, cures_of

LONGEST_SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that does not hold (or is explained), as a note below its panel and as a line of 本页问题."""

    address: str
    id: str
    code: str
    title: str
    severity: str
    text: str
    short: str
    places: tuple[str, ...]
    url: str
    explained: bool
    explanation: str
    cures: tuple[Cure, ...]
    explain_url: str

    @property
    def look(self) -> str:
        """The look of portal_ui's `note`."""
        if self.explained:
            return "ok"
        return {Severity.BLOCK: "block", Severity.EXPLAIN: "ask", Severity.HINT: "hint"}[
            Severity(self.severity)
        ]

    @property
    def word(self) -> str:
        return "已说明" if self.explained else self.severity

    @property
    def todo(self) -> str:
        """What is to be done, short enough for a cell: the last sentence of the message."""
        return first_sentence(_sentences(self.text)[-1])

    @property
    def whole(self) -> str:
        """The message without the 【…】 in front of it."""
        return "。".join(_sentences(self.text))

    @property
    def trouble(self) -> "Trouble":
        """What the box that it points to shows; a hint marks the box and leaves the words to the note."""
        return Trouble(self.look, "" if self.look == "hint" else self.todo, self.whole)

    @property
    def note(self) -> str:
        """What the line of 本页问题 says below: what the best cure gives."""
        return self.cures[0].effect if self.cures else ""


def findings_of(content: Content, number: int) -> list[Finding]:
    """Return what the checks found on stage `number` (from 1), the gravest first."""
    titles = {check.id: check.title for check in content.document.checks}
    found = [
        _finding(content, result, titles[result.id], number)
        for result in content.sheet.checks
        if result.outcome in {Outcome.FAILS, Outcome.EXPLAINED} and not result.under
        if home_of(content, result) == number
    ]
    order = [one.value for one in Severity]
    return sorted(found, key=lambda one: (one.explained, order.index(one.severity)))


@dataclass(frozen=True, slots=True)
class Group:
    """What one check found: in one place, or in several rows."""

    first: Finding
    rest: tuple[Finding, ...]

    @property
    def all(self) -> tuple[Finding, ...]:
        return (self.first, *self.rest)


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Return the findings of each check together, explained ones apart from open ones."""
    found: dict[tuple[str, bool], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.id, finding.explained), []).append(finding)
    return tuple(Group(first, tuple(rest)) for first, *rest in found.values())


def home_of(content: Content, result: CheckResult) -> int | None:
    """Return the stage (from 1) that a result is shown on: that of its first place."""
    where = result.places[0] if result.places else result.address
    number = stage_of(content.filing.version, where)
    return None if number is None else number + 1


def _finding(content: Content, result: CheckResult, title: str, number: int) -> Finding:
    text = wording.message(result)
    return Finding(
        address=result.address,
        id=result.id,
        code=wording.check_name(result),
        title=title,
        severity=result.severity.value,
        text=text,
        short=first_sentence(text),
        places=result.places,
        url=place_url(content, result.places[0], number) if result.places else "",
        explained=result.outcome is Outcome.EXPLAINED,
        explanation=result.explanation,
        cures=cures_of(content, result) if content.editing.ok else (),
        explain_url=place_url(content, result.address, number) if result.severity is Severity.EXPLAIN else "",
    )


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a check says about one box: `look` block, ask or hint."""

    look: str
    text: str
    whole: str = ""
    """What is wrong and what to do, where there is room for it."""


def troubles_of(findings: Iterable[Finding]) -> dict[str, Trouble]:
    """Return address -> what the gravest open finding says about it, for the first place of each."""
    found: dict[str, Trouble] = {}
    for finding in findings:
        for place in finding.places[:1]:
            if not finding.explained:
                found.setdefault(place, finding.trouble)
    return found


def _sentences(text: str) -> list[str]:
    """Return the sentences of a message; a full stop inside “…” ends none."""
    body = text.partition("】")[2] if text.startswith("【") else text
    found, depth = [""], 0
    for sign in body.strip().rstrip("。"):
        depth += (sign == "“") - (sign == "”")
        if sign == "。" and depth <= 0:
            found.append("")
        else:
            found[-1] += sign
    return found


def first_sentence(text: str) -> str:
    """Return the first sentence of a message, without the 【…】 in front of it."""
    sentence = _sentences(text)[0]
    return sentence if len(sentence) <= LONGEST_SENTENCE else f"{sentence[:LONGEST_SENTENCE]}…"


def outcome_of(
    content: Content, heads: frozenset[str], findings: Sequence[Finding]
) -> tuple[str, str] | None:
    """Return severity and word for a panel's head: the gravest finding, else 相符 when a check on it holds."""
    open_ones = [finding for finding in findings if not finding.explained]
    if open_ones:
        return open_ones[0].severity, open_ones[0].severity
    if findings:
        return "ok", "已说明"
    if any(
        result.outcome is Outcome.HOLDS and result.places and head_of(result.places[0]) in heads
        for result in content.sheet.checks
    ):
        return "ok", "相符"
    return None


def head_of(where: str) -> str:
    """Return what a panel holds of an address: `fig:X`, `chapter:X`, `table:X` or `line:X`."""
    address = addresses.parse(where)
    if isinstance(address, Problem):
        return where
    kind = "table" if address.kind == "row" else address.kind
    return f"{kind}:{address.path[0]}"
