"""What the review desk shows beside a filing: comments, notices, corrections, as far as they were sent."""

from django.db.models import Prefetch, Q

from evaluations.judging import judged
from evaluations.models import Comment, CommentEntry, Correction, Filing, ReturnNotice


def comments_of(filing: Filing, until: int | None = None) -> list[Comment]:
    """Return the comments of a filing with their entries, without those that were withdrawn. Two queries.

    `until`: the revision that was sent last; the department's answers after it are left out (None: they are not).
    """
    unsent = Q() if until is None else Q(kind=CommentEntry.Kind.ANSWER, revision__gt=until)
    entries = CommentEntry.objects.select_related("by").order_by("seq")
    said = entries.exclude(unsent) if unsent else entries
    standing = filing.comments.exclude(state=Comment.State.WITHDRAWN)
    return list(standing.prefetch_related(Prefetch("entries", said)).order_by("number"))


def notices_of(filing: Filing) -> list[ReturnNotice]:
    """Return the return notices of a filing, latest first."""
    return list(filing.return_notices.select_related("by").order_by("-round"))


def corrections_of(filing: Filing, until: int | None = None) -> list[Correction]:
    """Return the corrections that hold for what was sent as revision `until` (None: for what stands now). Two queries.

    One whose answer was changed between it and that revision holds no more; a change after it was not sent yet.
    """
    return judged(filing, until).held
