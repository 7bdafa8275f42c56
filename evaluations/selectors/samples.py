"""What can be drawn for a second look, with the facts that a risk is made of; and the draws there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, QuerySet

from evaluations.models import Correction, Cycle, Filing, ReturnNotice, Sample, SecondLook, Snapshot, Window
from evaluations.sampling import Facts
from evaluations.workflow import FINISHED
from rubrics.scoring.results import Outcome

from .cycles import departments_in


@dataclass(frozen=True, slots=True)
class Candidate:
    """An approved filing that was not drawn yet, and what is known of its way there."""

    code: str
    filing: Filing
    snapshot: int
    facts: Facts


def candidates(cycle: Cycle) -> list[Candidate]:
    """Return what can be drawn, by code. Seven queries, however many there are.

    Departments that file on paper only (涉密), those that need not file, and parts of what a department sums up are
    not among them; nor is an approval that was drawn before.
    """
    filings = {
        filing.pk: filing
        for filing in Filing.objects.filter(
            cycle=cycle, part_of=None, state__in=FINISHED, department__in=departments_in(cycle)
        ).select_related("department")
    }
    approved = Snapshot.objects.filter(filing__in=filings, purpose=Snapshot.Purpose.APPROVAL).order_by("seq")
    latest = dict(approved.values_list("filing", "pk"))
    drawn = set(SecondLook.objects.filter(filing__in=filings).values_list("snapshot", flat=True))
    left = {pk: filing for pk, filing in filings.items() if pk in latest and latest[pk] not in drawn}
    facts = _facts_of(cycle, left)
    found = [Candidate(filing.department.code, filing, latest[pk], facts[pk]) for pk, filing in left.items()]
    return sorted(found, key=lambda one: one.code)


def samples_of(cycle: Cycle) -> QuerySet[Sample]:
    """Return the draws of a cycle, latest first, each with how many are given and finished."""
    return (
        Sample.objects.filter(cycle=cycle)
        .select_related("by")
        .annotate(given=Count("looks__reader"), finished=Count("looks__finished_at"))
        .order_by("-seq")
    )


def looks_of(sample: Sample) -> list[SecondLook]:
    """Return what was drawn, in the order drawn. One query."""
    order = {code: place for place, code in enumerate(sample.drawn)}
    looks = sample.looks.select_related("filing__department", "filing__cycle", "reader")
    return sorted(looks, key=lambda look: order.get(look.filing.department.code, len(order)))


def _facts_of(cycle: Cycle, filings: Mapping[int, Filing]) -> dict[int, Facts]:
    """Return filing -> factor -> how much of it. Four queries."""
    corrected = Counter(
        Correction.objects.filter(filing__in=filings, withdrawn_at__isnull=True)
        .order_by()
        .values_list("filing", flat=True)
    )
    late = _late(cycle, filings)
    return {
        pk: {
            "corrections": Decimal(corrected[pk]),
            "cut": _cut(filing.sent_summary),
            "explained": Decimal(filing.sent_summary.get("checks", {}).get(Outcome.EXPLAINED.value, 0)),
            "late": Decimal(late[pk]),
            "returns": Decimal(filing.round),
        }
        for pk, filing in filings.items()
    }


def _cut(summary: Mapping[str, str]) -> Decimal:
    """Return how many points the reviewer took away; what was added does not make up for it below zero."""
    own, verified = summary.get("total"), summary.get("verified_total")
    if own in (None, "") or verified in (None, ""):
        return Decimal(0)
    return max(Decimal(str(own)) - Decimal(str(verified)), Decimal(0))


def _late(cycle: Cycle, filings: Mapping[int, Filing]) -> dict[int, int]:
    """Return filing -> how often it was sent after its time: the window's end first, then each return's term."""
    closes = cycle.windows.filter(phase=Window.Phase.FILING).values_list("closes", flat=True).first()
    sent: dict[int, list[datetime]] = defaultdict(list)
    due: dict[int, dict[datetime, datetime]] = defaultdict(dict)
    submissions = Snapshot.objects.filter(filing__in=filings, purpose=Snapshot.Purpose.SUBMISSION)
    for filing, at in submissions.order_by("seq").values_list("filing", "at"):
        sent[filing].append(at)
    terms = ReturnNotice.objects.filter(filing__in=filings).order_by("round")
    for filing, term, at in terms.values_list("filing", "due", "at"):
        due[filing][at] = term
    return {pk: _times_late(sent[pk], closes, due[pk]) for pk in filings}


def _times_late(sent: Iterable[datetime], closes: datetime | None, due: Mapping[datetime, datetime]) -> int:
    """Count the sendings that came after the term that held for each: that of the last return before it."""
    late = 0
    for at in sent:
        returned = [term for said, term in due.items() if said < at]
        term = returned[-1] if returned else closes
        late += term is not None and at > term
    return late
