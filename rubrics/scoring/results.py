"""What scoring returns: figures, lines with their explanation as data, totals, checks. Words are made in wording."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .clusters import written_length
from .problems import Problem, Severity
from .states import Known, NotApplicable, Value
from .units import Unit


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: `key` is stable, `cells` hold typed values or absences by column id."""

    key: str
    cells: Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure of the bureau is from; `day` None where nothing is said of it."""

    source: str
    day: date | None = None

    @classmethod
    def read(cls, words: str) -> "Origin":
        """Return what `来源，2020-12-31` says."""
        source, comma, day = words.rpartition("，")
        try:
            return cls(source, date.fromisoformat(day)) if comma else cls(words)
        except ValueError:
            return cls(words)


@dataclass(frozen=True, slots=True)
class Answers:
    """A filing as the engine takes it. Absent keys are 未填.

    `figures`: input id -> value or NotApplicable. `rows`: table id, or criterion id of own indicators -> rows in
    order. `entries`: line address -> value, such as `line:X/符合职责` -> True (tick), `line:X/得分` -> Decimal,
    `line:X/选项`, `line:X/原因`, `line:X/佐证` -> text. `explanations`: check address (`check:编外超限`, or
    `check:低执行/<row key>`) -> 情况说明. `previous`: last year's figures.
    `sources`: address -> where the answer comes from when it is not the filer (由得分推定).
    """

    figures: Mapping[str, Known]
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    entries: Mapping[str, Known] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, Value] = field(default_factory=dict)
    presets: Mapping[str, Value] = field(default_factory=dict)
    """财政预置数: key (presets.py) -> what the bureau holds (预置.X in formulas)."""
    sources: Mapping[str, str] = field(default_factory=dict)
    absent_tables: Mapping[str, NotApplicable] = field(default_factory=dict)
    preset_origins: Mapping[str, Origin] = field(default_factory=dict)
    """Key -> where the bureau's figure is from."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as computed or typed, canonical value and the unit it is shown in."""

    address: str
    title: str
    value: Known
    unit: Unit
    places: int
    source: str = ""


class LineState(StrEnum):
    SCORED = "scored"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    UNDEFINED = "undefined"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation. `key` names the kind of step (ratio, band, tick, veto, cap, rounding …), `data` its
    numbers, texts and addresses; wording.py and docs/rubric-format.md list the keys.
    """

    key: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Line:
    """A scored row. `score` is rounded by the document; None unless state is scored (or not applicable with points)."""

    id: str
    points: Decimal
    state: LineState
    score: Decimal | None
    steps: tuple[Step, ...]
    needs: tuple[str, ...] = ()
    """Addresses that are missing."""

    @property
    def lost(self) -> Decimal | None:
        """Points lost, or None where nothing is scored."""
        return None if self.score is None else self.points - self.score


@dataclass(frozen=True, slots=True)
class Total:
    """The sum over a node (or 合计). `missing` ids are rows not scored: a total with any is shown as incomplete."""

    id: str
    points: Decimal
    score: Decimal
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    """Only 合计: rescale (points that do not count), value and cap (总分封顶)."""

    @property
    def complete(self) -> bool:
        return not self.missing


SHORTEST_EXPLANATION = 10
"""Characters, blanks not counted, that an explanation has at least: the format's own limit, for every document."""


def explains(text: str) -> bool:
    """Say whether a typed explanation is long enough to count."""
    return written_length(text) >= SHORTEST_EXPLANATION


class Outcome(StrEnum):
    HOLDS = "相符"
    EXPLAINED = "已说明"
    FAILS = "不符"
    NO_DATA = "缺数"
    NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check, or one row of an `each` check (address `check:<id>/<row key>`)."""

    address: str
    id: str
    code: str
    outcome: Outcome
    severity: Severity
    message: tuple[Step, ...] = ()
    """Parts of `says`: Step('text', {text}) and Step('value', {value, unit, places, address})."""
    places: tuple[str, ...] = ()
    hints: tuple[Step, ...] = ()
    """Which usual mistake would make it hold: swapped, scaled (x 10,000, x 100), sign; with the effect."""
    explanation: str = ""
    under: str = ""
    """The check that hides this one."""
    needs: tuple[str, ...] = ()
    sides: tuple[Step, ...] = ()
    """Two sides (title, value, unit, places, address) and how far they are apart, where numbers are compared."""

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Addresses without which it cannot be judged: what is missing, what cannot be computed."""
        if self.outcome is Outcome.NO_DATA:
            return self.needs
        found = (step.data["addresses"] for step in self.hints if step.key == "undefined")
        return tuple(where for some in found if isinstance(some, tuple) for where in some)

    @property
    def blocks(self) -> bool:
        """Whether it stops submission: 阻断, and not 相符 for certain."""
        return self.severity is Severity.BLOCK and self._open

    @property
    def asks(self) -> bool:
        """Whether a written explanation (at least 10 characters) is asked for and not there."""
        return self.severity is Severity.EXPLAIN and self._open and not explains(self.explanation)

    @property
    def explained(self) -> bool:
        """Whether it is settled by words: what does not hold, or lacks a figure where words are asked for."""
        lacking = self.outcome is Outcome.NO_DATA and self.severity is Severity.EXPLAIN
        return self.outcome is Outcome.EXPLAINED or (lacking and not self.under and not self.asks)

    @property
    def takes_words(self) -> bool:
        """Whether it may pass with an explanation, or did."""
        judged = (Outcome.FAILS, Outcome.EXPLAINED, Outcome.NO_DATA)
        return self.severity is Severity.EXPLAIN and self.outcome in judged and not self.under

    @property
    def advises(self) -> bool:
        """Whether it is a hint to be shown: nothing has to follow from it."""
        return self.severity is Severity.HINT and self.outcome is Outcome.FAILS and not self.under

    @property
    def _open(self) -> bool:
        return not self.under and self.outcome in (Outcome.FAILS, Outcome.NO_DATA)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The result for one set of answers. Keys are ids; `totals` has every node and 合计."""

    figures: Mapping[str, Figure]
    """Inputs and ratios by id; table totals as `项目.支出`; cells by address are in `cells`."""
    cells: Mapping[str, Figure]
    lines: Mapping[str, Line]
    totals: Mapping[str, Total]
    grade: str
    """'' while the total is incomplete."""
    checks: tuple[CheckResult, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Required and not filled, cleaning problems, rows that cannot be scored."""
    rows: Mapping[str, str] = field(default_factory=dict)
    """Address of a row -> what people call it: 项目支出表第 2 行（示例项目）."""

    def open_checks(self) -> tuple[CheckResult, ...]:
        """Return the checks that stop submission or ask for words.

        A check that lacks, or cannot be computed from, what `problems` tells of already is left out: it is judged
        once that is mended.
        """
        asked = {problem.where for problem in self.problems if problem.severity is Severity.BLOCK}
        return tuple(
            check
            for check in self.checks
            if (check.blocks or check.asks) and not asked.intersection(check.waits_for)
        )
