"""How far second looks are from each first reviewer: who judged what, and by how many points on the mean."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from evaluations.models import Cycle, Event, SecondLook
from evaluations.workflow import Action


@dataclass(frozen=True, slots=True)
class Drift:
    """One first reviewer: how many of his filings were looked at again, and the mean of second less verified."""

    reviewer: str
    count: int
    mean: Decimal
    differing: int
    """How many lines differ."""


def drift_of(cycle: Cycle) -> tuple[Drift, ...]:
    """Return every first reviewer whose filings were looked at again to the end, by name. Two queries.

    The first reviewer of a filing is who accepted it last.
    """
    looks = list(SecondLook.objects.filter(sample__cycle=cycle, finished_at__isnull=False))
    accepted = Event.objects.filter(
        filing__in=[look.filing_id for look in looks], action=Action.ACCEPT.value
    ).select_related("actor")
    first = {event.filing_id: event.actor for event in accepted.order_by("seq")}
    found: dict[str, list[SecondLook]] = defaultdict(list)
    for look in looks:
        found[str(first.get(look.filing_id) or "")].append(look)
    return tuple(_drift(name, found[name]) for name in sorted(found))


def apart_of(look: SecondLook) -> Decimal:
    """Return by how many points the second look of a filing differs, over the lines that both reviewers scored."""
    return Decimal(look.result["apart"])


def _drift(name: str, looks: list[SecondLook]) -> Drift:
    apart = [apart_of(look) for look in looks]
    return Drift(
        reviewer=name,
        count=len(looks),
        mean=sum(apart, Decimal(0)) / len(apart),
        differing=sum(look.result["differing"] for look in looks),
    )
