"""待复核: what the reviewer put in place of an answer that the department changed afterwards."""

from dataclasses import dataclass

from django.urls import reverse

from evaluations.selectors.filings import overlaid
from evaluations.selectors.places import place_title
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address, settled_line

from .editors import computed_words
from .places import shown_at
from .seen import Seen


@dataclass(frozen=True, slots=True)
class Recheck:
    """`then` is what the reviewer had put there and why, `now` what the department sent since."""

    address: str
    title: str
    then: str
    reason: str
    by: str
    now: str
    withdraw_url: str


def rechecks_of(seen: Seen) -> tuple[Recheck, ...]:
    """Return the corrections that wait for the reviewer, in the order in which they were made."""
    return tuple(
        Recheck(
            address=one.address,
            title=place_title(seen.document, seen.flat, one.address),
            then=shown_at(seen.document, overlaid(seen.flat, [one]), one.address) or "未填",
            reason=one.reason,
            by=str(one.by),
            now=_now(seen, one.address),
            withdraw_url=reverse("evaluations:review_withdraw", args=[seen.filing.pk, one.pk]),
        )
        for one in seen.to_recheck
    )


def _now(seen: Seen, where: str) -> str:
    """Return what stands there as it was sent: an answer, or the points that are computed now."""
    place = addresses.parse(where)
    line = settled_line(place) if isinstance(place, Address) else ""
    return computed_words(seen.sheet, line) if line else shown_at(seen.document, seen.flat, where) or "未填"
