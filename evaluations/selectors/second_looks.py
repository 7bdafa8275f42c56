"""What was drawn, line by line: as it was sent for the second reviewer, with all scores for the rubric admin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, QuerySet

from evaluations.access import Person, departments_of, roles_of
from evaluations.models import Assignment, SecondLook, SecondScore, Settlement
from evaluations.workflow import Role
from rubrics.scoring.index import walk
from rubrics.scoring.results import Sheet
from rubrics.scoring.types import Criterion, Document

from .snapshots import Frozen, frozen

SEE_ALL = frozenset({Role.RUBRIC_ADMIN, Role.AUDITOR})
"""Roles that show every first result."""


def looks_for(user: Person) -> QuerySet[SecondLook]:
    """Return what was given to a person and `second_look_for` opens, what is not finished first. Two queries."""
    if roles_of(user) & SEE_ALL:
        return SecondLook.objects.none()
    assigned = Assignment.objects.filter(
        reviewer=user.pk, cycle=OuterRef("filing__cycle"), department=OuterRef("filing__department")
    )
    looks = SecondLook.objects.filter(~Exists(assigned), reader=user.pk)
    looks = looks.exclude(filing__department__in=departments_of(user))
    return looks.select_related("filing__department", "filing__cycle").order_by(
        F("finished_at").asc(nulls_first=True), "given_at"
    )


def as_sent(look: SecondLook) -> Frozen:
    """Return what the second reviewer sees: the department's own answers and scores, nothing of the first review."""
    return replace(frozen(look.snapshot), verified=None)


def scored_lines(document: Document, sheet: Sheet) -> tuple[Criterion, ...]:
    """Return the lines that count in a filing, in the document's order; one without a score asks for none."""
    return tuple(
        one for one in walk(document.criteria) if one.rule is not None and own_of(sheet, one.id) is not None
    )


def own_of(sheet: Sheet, line: str) -> Decimal | None:
    """Return the score of a line, None where it has none."""
    found = sheet.lines.get(line)
    return found.score if found else None


def scores_of(look: SecondLook) -> dict[str, SecondScore]:
    """Return line -> what the second reviewer gave. One query."""
    return {score.line: score for score in look.scores.select_related("by")}


@dataclass(frozen=True, slots=True)
class Compared:
    """A line with all scores beside each other. `settled` is the last word on its difference.

    `verified` is None where the first reviewer made it a line that is not scored.
    """

    id: str
    title: str
    points: Decimal
    own: Decimal
    verified: Decimal | None
    second: Decimal | None
    words: str
    settled: Settlement | None

    @property
    def apart(self) -> Decimal | None:
        """Second less verified score, None where one of them is not there."""
        if self.second is None or self.verified is None:
            return None
        return self.second - self.verified

    @property
    def differs(self) -> bool:
        """Whether the second reviewer gave other points than the first, or points where the first gave none."""
        return self.second is not None and self.second != self.verified

    @property
    def open(self) -> bool:
        """Whether both reviewers differ, and nobody has settled it."""
        return self.differs and self.settled is None

    @property
    def final(self) -> Decimal | None:
        """The score beside the verified one: as settled, else as verified."""
        if self.settled is None:
            return self.verified
        return Decimal(self.settled.points) if self.settled.points else None


def compared(look: SecondLook) -> tuple[Compared, ...]:
    """Return every line that counts with its scores. Two queries beside the snapshot."""
    kept, given = frozen(look.snapshot), scores_of(look)
    settled = {one.line: one for one in look.settlements.select_related("by").order_by("seq")}
    verified = kept.verified or kept.sheet
    return tuple(
        _compared(line, (kept.sheet, verified), given, settled)
        for line in scored_lines(kept.document, kept.sheet)
    )


def result_of(lines: tuple[Compared, ...]) -> dict[str, object]:
    """Return what lists show of a finished look: sums of the lines, how many differ, how many are open."""
    return {
        "own": str(sum_of(one.own for one in lines)),
        "verified": str(sum_of(one.verified for one in lines)),
        "second": str(sum_of(one.second for one in lines)),
        "apart": str(sum_of(one.apart for one in lines)),
        "settled": str(sum_of(one.final for one in lines)),
        "differing": sum(one.differs for one in lines),
        "open": sum(one.open for one in lines),
    }


def sum_of(scores: Iterable[Decimal | None]) -> Decimal:
    """Return the sum of the scores that are there."""
    return sum((score for score in scores if score is not None), Decimal(0))


def _compared(
    line: Criterion,
    sheets: tuple[Sheet, Sheet],
    given: Mapping[str, SecondScore],
    settled: Mapping[str, Settlement],
) -> Compared:
    own, verified = (own_of(sheet, line.id) for sheet in sheets)
    score = given.get(line.id)
    return Compared(
        id=line.id,
        title=line.title,
        points=line.points,
        own=own or Decimal(0),
        verified=verified,
        second=Decimal(score.points) if score else None,
        words=score.words if score else "",
        settled=settled.get(line.id),
    )
