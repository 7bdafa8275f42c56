"""What the review desk shows beside a filing: comments, notices, corrections, as far as they were sent."""

from dataclasses import dataclass

from django.db.models import Max, Prefetch, Q

from evaluations.models import Comment, CommentEntry, Correction, Filing, ReturnNotice
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem


def comments_of(filing: Filing, until: int | None = None) -> list[Comment]:
    """Return the comments of a filing with their entries. Two queries.

    `until`: the revision that was sent last; the department's answers after it are left out (None: they are not).
    """
    unsent = Q() if until is None else Q(kind=CommentEntry.Kind.ANSWER, revision__gt=until)
    entries = CommentEntry.objects.select_related("by").order_by("seq")
    said = entries.exclude(unsent) if unsent else entries
    return list(filing.comments.prefetch_related(Prefetch("entries", said)).order_by("number"))


def notices_of(filing: Filing) -> list[ReturnNotice]:
    """Return the return notices of a filing, latest first."""
    return list(filing.return_notices.select_related("by").order_by("-round"))


def corrections_of(filing: Filing, until: int | None = None) -> list[Correction]:
    """Return the corrections that hold for what was sent as revision `until` (None: for what stands now). Two queries.

    One whose answer was changed between it and that revision holds no more; a change after it was not sent yet.
    """
    return judged(filing, until).held


@dataclass(frozen=True, slots=True)
class Judged:
    """The corrections that hold, and those that are 待复核: the answer under them is another by now."""

    held: list[Correction]
    to_recheck: list[Correction]


def judged(filing: Filing, until: int | None = None) -> Judged:
    """Return the corrections of a filing by whether they hold, as `corrections_of` tells. Two queries."""
    live = list(filing.corrections.filter(withdrawn_at__isnull=True).select_related("by"))
    if not live:
        return Judged([], [])
    changes = filing.changes.filter(address__in={where for one in live for where in _places(one.address)})
    if until is not None:
        changes = changes.filter(revision__lte=until)
    latest = dict(changes.values_list("address").annotate(Max("revision")))
    return Judged(
        [one for one in live if all(latest.get(where, 0) <= one.revision for where in _places(one.address))],
        [one for one in live if latest.get(one.address, 0) > one.revision],
    )


def _places(where: str) -> tuple[str, ...]:
    """Return the place, and the row it is a cell of: a row that is removed takes its cells along."""
    address = addresses.parse(where)
    if isinstance(address, Problem) or address.kind != "row":
        return (where,)
    return where, addresses.cell(*address.path[:2])
