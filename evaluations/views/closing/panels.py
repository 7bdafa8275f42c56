"""What the page of the result shows and offers after the approval."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from evaluations.access import Permissions, Person, permissions_of
from evaluations.finish import Told, told_of
from evaluations.models import Objection, ObjectionAnswer
from evaluations.selectors.places import place_title
from evaluations.selectors.results import cut_lines
from evaluations.views.review.seen import Seen
from evaluations.workflow import Action, State

from .files import kept_url
from .steps import Closing, closing_of


@dataclass(frozen=True, slots=True)
class ShownObjection:
    """One objection with its answer; `own` and `verified` are the points that were told.

    `text` is what was typed and refused.
    """

    id: int
    number: int
    title: str
    own: Decimal | None
    verified: Decimal | None
    said: str
    file: str
    file_url: str
    verdict: str
    reason: str
    by: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Panels:
    """`may` says what this person can do now, by the names of the acts."""

    closing: Closing
    objections: tuple[ShownObjection, ...]
    may: Mapping[str, bool]
    reviewing: bool
    """The review was taken up again: an objection can be adopted."""
    stamped_url: str
    amendments_url: str


OFFERED = (
    Action.GIVE_FEEDBACK,
    Action.ANSWER_FEEDBACK,
    Action.RECONSIDER,
    Action.SETTLE,
    Action.KEEP_STAMPED,
    Action.SIGN_FOR_PAPER,
    Action.ARCHIVE,
    Action.MAKE_PUBLIC,
    Action.ASK_AMENDMENT,
)


def panels_of(user: Person, seen: Seen, kept: Mapping[int, str] | None = None) -> Panels:
    """Return the panels; `kept` has the texts of answers that were refused."""
    filing = seen.filing
    permissions = permissions_of(user, filing)
    told = told_of(filing)
    closing = closing_of(filing, told)
    return Panels(
        closing=closing,
        objections=_objections(seen, told, kept or {}),
        may=_may(permissions),
        reviewing=State(filing.state) is State.REVIEWING,
        stamped_url=kept_url(filing.pk, closing.stamped) if closing.stamped else "",
        amendments_url=reverse("evaluations:amendments", args=[filing.pk]),
    )


def _may(permissions: Permissions) -> dict[str, bool]:
    return {action.value: permissions.decide(action).ok for action in OFFERED}


def _objections(seen: Seen, told: Told | None, kept: Mapping[int, str]) -> tuple[ShownObjection, ...]:
    if told is None or not told.objections:
        return ()
    rows = Objection.objects.filter(feedback__notice=told.notice).select_related("answer__by", "file")
    cuts = cut_lines(told.notice.snapshot)
    return tuple(_shown(seen, one, cuts.get(one.address, (None, None)), kept) for one in rows)


def _shown(
    seen: Seen, one: Objection, points: tuple[Decimal | None, Decimal | None], kept: Mapping[int, str]
) -> ShownObjection:
    answer: ObjectionAnswer | None = getattr(one, "answer", None)
    file = getattr(one, "file", None)
    return ShownObjection(
        id=one.pk,
        number=one.number,
        title=place_title(seen.document, seen.flat, one.address),
        own=points[0],
        verified=points[1],
        said=one.text,
        file=file.name if file else "",
        file_url=kept_url(seen.filing.pk, file) if file else "",
        verdict=answer.get_verdict_display() if answer else "",
        reason=answer.reason if answer else "",
        by=str(answer.by) if answer else "",
        text=kept.get(one.pk, ""),
    )
