"""What a check looks at: one scoring, the answers beside it, and the row that an `each` check is in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rubrics.scoring import address
from rubrics.scoring.formulas import Environment
from rubrics.scoring.index import Index
from rubrics.scoring.results import Answers, Line
from rubrics.scoring.scored import Scored
from rubrics.scoring.states import Known


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to examine: the whole filing (key ''), or one row."""

    environment: Environment
    key: str = ""
    base: str = ""
    """Address of the row, '' for the whole filing."""
    built_in: Mapping[str, Known] = field(default_factory=dict)
    """Names that only the message has: 行号, 行名."""

    def place(self, name: str) -> str:
        """Return the address of a place: a column, or 原因 and 佐证 of a line, is inside the row."""
        if not self.base or ":" in name:
            return name
        kind, _, rest = self.base.partition(":")
        return str(address.Address(kind, (*_parts(kind, rest), name)))


@dataclass(frozen=True, slots=True)
class Context:
    """`keys`: table -> keys of its rows."""

    index: Index
    answers: Answers
    environment: Environment
    keys: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, Line]
    made: dict[str, tuple[Case, ...]] = field(default_factory=dict)
    """The cases that were made so far, by what they are the cases of."""


def context_of(index: Index, answers: Answers, scored: Scored) -> Context:
    """Return what checks look at after a scoring of these answers."""
    return Context(index, answers, scored.environment, scored.keys, scored.lines)


def _parts(kind: str, rest: str) -> tuple[str, ...]:
    parsed = address.parse(f"{kind}:{rest}")
    return parsed.path if isinstance(parsed, address.Address) else (rest,)
