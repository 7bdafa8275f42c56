"""Trouble as a value: where it is, what is wrong, what to do. Imports nothing of ours."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem stops: 阻断 stops submission, 需说明 passes with a written explanation, 提示 only informs."""

    BLOCK = "阻断"
    EXPLAIN = "需说明"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class Problem:
    """One located problem.

    `where`: an address (`fig:编外人数`), a document path (`criteria.部门管理.points`) or a cell; `line`/`column` count
    from 1 and are 0 where the source has none. `what` and `todo` are complete Chinese sentences without a trailing
    full stop.
    """

    where: str
    what: str
    todo: str = ""
    severity: Severity = Severity.BLOCK
    line: int = 0
    column: int = 0
