"""The indicator tree: criteria, their modifiers, and bands."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from rubrics.scoring.formulas.tree import Formula


class Rule(Protocol):
    """How one row is scored; each kind is a frozen dataclass in rules/, listed in rules/__init__.KINDS."""

    @property
    def kind(self) -> str:
        """The kind's name in the document: ratio, bands …"""
        ...


class Gives(StrEnum):
    """What a row that does not apply is worth."""

    FULL = "full"
    RESCALE = "rescale"
    """不计分按比例折算: its points leave the total, the rest is scaled up."""
    ZERO = "zero"


class Mode(StrEnum):
    COMPUTED = "computed"
    """Locked: a wrong point is mended in its figure."""
    EDITABLE = "editable"
    """Computed, and may be replaced with a reason."""
    ENTERED = "entered"
    REVIEWED = "reviewed"
    """Computed and locked for the department; the reviewer may set the points, with a reason."""


TYPED = frozenset({Mode.EDITABLE, Mode.ENTERED})
"""Modes in which the department fills in the score itself."""


@dataclass(frozen=True, slots=True)
class NaClause:
    when: Formula | None
    """None: when the rule's own value is not applicable (0/0, 无此事项)."""
    gives: Gives


@dataclass(frozen=True, slots=True)
class Veto:
    name: str
    when: Formula


@dataclass(frozen=True, slots=True)
class Over:
    """Over-fulfilment: from `limit` (1.3 = 130% of the target) a remark is asked for and `loses` points are lost."""

    limit: Decimal
    loses: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the indicator tree: either `parts` or `rule`, never both. `points` of parts add up to its own."""

    id: str
    points: Decimal
    level: int
    """1 一级指标, 2 二级指标, 3 三级指标."""
    parts: tuple["Criterion", ...] = ()
    rule: Rule | None = None
    label: str = ""
    wording: str = ""
    """评分标准 in full, as the finance bureau printed it."""
    reference: str = ""
    na: NaClause | None = None
    evidence: bool = False
    """No evidence gives 0."""
    vetoes: tuple[Veto, ...] = ()
    reason: bool = True
    """A reason is compulsory below full points."""
    over: Over | None = None
    mode: Mode = Mode.COMPUTED
    was: str = ""

    @property
    def title(self) -> str:
        return self.label or self.id


@dataclass(frozen=True, slots=True)
class Band:
    """The first band that holds wins; `sign` is one of < ≤ = ≥ > or 其余; `bound` a literal or a figure."""

    sign: str
    bound: Formula | None
    gives: str
    """Points as text, or a grade, or a cap: the owner reads it."""
