"""待复核: what the reviewer put in place of an answer that the department changed afterwards."""

from dataclasses import dataclass

from django.urls import reverse

from evaluations.selectors.places import place_title

from .places import given_at
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
            then=one.value or "未填",
            reason=one.reason,
            by=str(one.by),
            now=given_at(seen.flat, one.address).text or "未填",
            withdraw_url=reverse("evaluations:review_withdraw", args=[seen.filing.pk, one.pk]),
        )
        for one in seen.to_recheck
    )
