"""A department of the year in one line: where it stands, how far it is, what it scored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from evaluations.models import Filing, Window
from evaluations.selectors.cycles import Overview, OverviewRow
from evaluations.views.review.amounts import check_words, number
from evaluations.workflow import State, deadline_of

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class YearRow:
    """One line of the list. Scores are None before the department has sent them, or while a line is not scored."""

    department_id: int
    code: str
    name: str
    division: str
    filing_id: int | None
    state: State
    sent: bool
    progress: int
    """Percent of what has to be filled: until it is sent as it stands now, from then on as it was sent."""
    own: Decimal | None
    verified: Decimal | None
    grade: str
    ratio: Decimal | None
    checks: str
    """How many findings were explained, and how many hints stand."""
    reviewers: str
    saved_at: datetime | None
    deadline: datetime | None
    late: bool
    days_late: int
    waiting: int
    """Days since it was sent, while nobody has accepted it."""

    @property
    def difference(self) -> Decimal | None:
        """核减 is negative; None when one of the two is not there."""
        if self.own is None or self.verified is None:
            return None
        return self.verified - self.own


def year_rows(overview: Overview) -> tuple[YearRow, ...]:
    """Return a line for every department that files."""
    return tuple(_row(row, overview) for row in overview.rows)


def _row(row: OverviewRow, overview: Overview) -> YearRow:
    filing, sent = row.filing, row.sent
    summary: Mapping[str, Any] = filing.sent_summary if filing and sent else {}
    judged = sent and _judged(filing)
    deadline = _deadline(filing, row.state, overview)
    return YearRow(
        department_id=row.department.pk,
        code=row.department.code,
        name=row.department.name,
        division=row.department.division,
        filing_id=filing.pk if filing else None,
        state=row.state,
        sent=sent,
        progress=_progress(summary if sent else filing.summary if filing else {}),
        own=_score(summary, ""),
        verified=_score(summary, "verified_") if judged else None,
        grade=str(summary.get("verified_grade" if judged else "grade", "")),
        ratio=number(summary.get("ratio")),
        checks=check_words(summary),
        reviewers="、".join(row.reviewers),
        saved_at=filing.saved_at if filing else None,
        deadline=deadline,
        late=row.late,
        days_late=max((overview.now - deadline).days, 1) if row.late and deadline else 0,
        waiting=_waiting(filing, row.state, overview),
    )


def _judged(filing: Filing | None) -> bool:
    """Whether a reviewer has begun, so that a verified score means something."""
    return filing is not None and filing.accepted_at is not None


def _deadline(filing: Filing | None, state: State, overview: Overview) -> datetime | None:
    window = overview.windows.get(Window.Phase.FILING)
    return deadline_of(state, window.closes if window else None, filing.due if filing else None)


def _progress(summary: Mapping[str, Any]) -> int:
    """Return filled against filled and still missing; what may stay empty does not count."""
    stages = summary.get("stages", ())
    filled = sum(stage["filled"] for stage in stages)
    wanted = filled + sum(stage["missing"] for stage in stages)
    return filled * HUNDRED // wanted if wanted else 0


def _waiting(filing: Filing | None, state: State, overview: Overview) -> int:
    if filing is None or filing.submitted_at is None or state is not State.SUBMITTED:
        return 0
    return (overview.now - filing.submitted_at).days


def _score(summary: Mapping[str, Any], prefix: str) -> Decimal | None:
    return number(summary.get(f"{prefix}total")) if summary.get(f"{prefix}complete") else None
