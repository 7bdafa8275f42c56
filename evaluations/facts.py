"""What a decision on a filing depends on besides state and role. Pure: standard library only."""

from dataclasses import dataclass
from datetime import datetime

from .vocabulary import FIRST, Late, SignOff, State


@dataclass(frozen=True, slots=True)
class Finish:
    """How far what comes after the approval has got."""

    final: bool = True
    """The score is final: nothing was told that the department may still object to."""
    feedback_due: datetime | None = None
    """Until when the department may say whether it agrees; None: it was not told, or the year has no such step."""
    feedback_given: bool = False
    objections: int = 0
    """Lines with which the department does not agree."""
    unanswered: int = 0
    """Those of them that the reviewer has not answered."""
    wants_stamp: bool = False
    stamped: bool = False
    wants_paper: bool = False
    received: bool = False
    asked: bool = False
    """A request for 更正 waits for the bureau."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision depends on besides state and role. Times carry a zone; `now` is the database's."""

    now: datetime
    opens: datetime | None = None
    """Start of the window for filing; None: not set, nothing may be filed."""
    closes: datetime | None = None
    returns: int = 0
    """How many times the filing was opened again for the department: returned, or for 更正."""
    amending: bool = False
    """It was opened for 更正 and is not approved anew yet."""
    own_department: bool = False
    """The person belongs to the department that files."""
    sign_off: SignOff = SignOff.SKIP
    late: Late = Late.REFUSE
    unanswered: int = 0
    """Items of the last return without an answer."""
    unchanged: bool = False
    """Nothing differs from what was returned, or from what is being amended."""
    unsettled: int = 0
    """Comments that are neither adopted nor withdrawn."""
    to_mend: int = 0
    """Comments that the next return would list."""
    to_recheck: int = 0
    """Corrections whose answer was changed after them."""
    levels: int = FIRST
    """How many levels of review the task has."""
    level: int = FIRST
    """Which of them the filing is at."""
    held: frozenset[int] = frozenset({FIRST})
    """Which of them the person has of this department."""
    whole: State | None = None
    """Of a part (a unit's filing, or the department's own share): where the department's filing stands."""
    finish: Finish = Finish()
