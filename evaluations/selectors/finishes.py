"""How far many filings have got after their approval, in as many queries as one: for lists."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count, F, Q

from evaluations.finish import CONCERNED
from evaluations.models import (
    Amendment,
    Feedback,
    Filing,
    Objection,
    PaperReceipt,
    ResultNotice,
    Snapshot,
    StampedCopy,
)
from evaluations.workflow import FINISHED, Finish, State


def finishes_of(filings: Collection[Filing]) -> Mapping[int, Finish]:
    """Return filing -> what `finish.finish_of` says of it. Seven queries at most, however many they are."""
    held = [one for one in filings if State(one.state) in CONCERNED]
    if not held:
        return {}
    notices = _notices([one for one in held if one.cycle.feedback_days])
    given = set(Feedback.objects.filter(notice__in=notices.values()).values_list("notice_id", flat=True))
    counts = _objections(notices.values())
    copies = _copies(
        [one for one in held if one.final_at and (one.cycle.wants_stamp or one.cycle.wants_paper)]
    )
    stamped = _with(StampedCopy.objects.filter(replaced_at=None), copies)
    received = _with(PaperReceipt.objects.all(), copies)
    asked = _asked(held)
    found = {}
    for one in held:
        final, notice = one.final_at is not None, notices.get(one.pk)
        objections, unanswered = counts[notice.pk] if notice else (0, 0)
        found[one.pk] = Finish(
            final=final,
            feedback_due=notice.due if notice else None,
            feedback_given=notice is not None and notice.pk in given,
            objections=objections,
            unanswered=unanswered,
            wants_stamp=one.cycle.wants_stamp,
            stamped=final and one.cycle.wants_stamp and one.pk in stamped,
            wants_paper=one.cycle.wants_paper,
            received=final and one.cycle.wants_paper and one.pk in received,
            asked=one.pk in asked,
        )
    return found


def amended_of(filings: Collection[Filing]) -> Mapping[int, int]:
    """Return filing -> how many times it was opened for a 更正 that was not dropped. One query."""
    opened = Amendment.objects.filter(
        filing__in=[one.pk for one in filings], state__in=(Amendment.State.AGREED, Amendment.State.DONE)
    )
    return Counter(opened.values_list("filing_id", flat=True))


def _notices(filings: Collection[Filing]) -> dict[int, ResultNotice]:
    """Return filing -> the last notice of what it sent last."""
    if not filings:
        return {}
    sent = Q(snapshot__revision__gte=F("filing__sent_revision")) | Q(filing__sent_revision=None)
    told = ResultNotice.objects.filter(sent, filing__in=[one.pk for one in filings]).order_by("id")
    return {one.filing_id: one for one in told}


def _objections(notices: Collection[ResultNotice]) -> Mapping[int, tuple[int, int]]:
    """Return notice -> how many lines are objected to, and how many of them wait for an answer."""
    counted: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    if notices:
        lines = Objection.objects.filter(feedback__notice__in=notices).values("feedback__notice")
        waiting = Count("id", filter=Q(answer__isnull=True))
        for notice, objections, unanswered in lines.annotate(all=Count("id"), open=waiting).values_list(
            "feedback__notice", "all", "open"
        ):
            counted[notice] = objections, unanswered
    return counted


def _copies(filings: Collection[Filing]) -> dict[int, int]:
    """Return final copy that holds -> filing."""
    if not filings:
        return {}
    copies = Snapshot.objects.filter(
        filing__in=[one.pk for one in filings], purpose=Snapshot.Purpose.APPROVAL
    )
    last = dict(copies.order_by("seq").values_list("filing_id", "pk"))
    return {copy: filing for filing, copy in last.items()}


def _with(papers: object, copies: Mapping[int, int]) -> frozenset[int]:
    """Return the filings of whose final copy there is such a paper."""
    if not copies:
        return frozenset()
    found = papers.filter(snapshot__in=copies).values_list("snapshot_id", flat=True)  # type: ignore[attr-defined]
    return frozenset(copies[one] for one in found)


def _asked(filings: Collection[Filing]) -> frozenset[int]:
    finished = [one.pk for one in filings if State(one.state) in FINISHED]
    asked = Amendment.objects.filter(filing__in=finished, state=Amendment.State.ASKED)
    return frozenset(asked.values_list("filing_id", flat=True)) if finished else frozenset()
