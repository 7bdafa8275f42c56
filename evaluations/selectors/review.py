"""What the review desk shows: comments, notices, corrections, and both scores side by side."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from evaluations.models import Comment, CommentEntry, Correction, Filing, ReturnNotice
from rubrics.scoring.index import walk
from rubrics.scoring.reading.answers import Flat, Given
from rubrics.scoring.results import Sheet
from rubrics.selectors.programs import document_for

from .filings import flat_of, overlaid, sheet_of, verified_sheet_of, versions_of


@dataclass(frozen=True, slots=True)
class ScorePair:
    """One node of the tree: self score and verified score (None: not scored), and why they differ."""

    id: str
    title: str
    level: int
    leaf: bool
    points: Decimal
    own: Decimal | None
    verified: Decimal | None
    reasons: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """核减 is negative, 核增 positive; None when one of the two is not scored."""
        if self.own is None or self.verified is None:
            return None
        return self.verified - self.own


def comments_of(filing: Filing) -> list[Comment]:
    """Return the comments of a filing with their entries. Two queries."""
    entries = CommentEntry.objects.select_related("by").order_by("seq")
    return list(filing.comments.prefetch_related(Prefetch("entries", entries)).order_by("number"))


def notices_of(filing: Filing) -> list[ReturnNotice]:
    """Return the return notices of a filing, latest first."""
    return list(filing.return_notices.select_related("by").order_by("-round"))


def corrections_of(filing: Filing) -> list[Correction]:
    """Return the corrections in force; one whose answer the filer changed since no longer is."""
    versions = versions_of(filing)
    live = filing.corrections.filter(withdrawn_at__isnull=True).select_related("by")
    return [one for one in live if one.on_version == versions.get(one.address, 0)]


def compare_scores(filing: Filing) -> list[ScorePair]:
    """Return every node of the tree with both scores; a reason stands at the lines that its correction moves."""
    flat = flat_of(filing)
    own, verified = sheet_of(filing, flat), verified_sheet_of(filing, flat)
    reasons = _reasons(filing, flat, own)
    return [
        ScorePair(
            id=node.id,
            title=node.title,
            level=node.level,
            leaf=node.rule is not None,
            points=node.points,
            own=_score(own, node.id),
            verified=_score(verified, node.id),
            reasons=tuple(reasons.get(node.id, ())),
        )
        for node in walk(document_for(filing.version).criteria)
    ]


def _score(sheet: Sheet, node: str) -> Decimal | None:
    if node in sheet.lines:
        return sheet.lines[node].score
    total = sheet.totals.get(node)
    return total.score if total else None


def _reasons(filing: Filing, flat: Flat, own: Sheet) -> dict[str, list[str]]:
    """Lay each correction alone over the filer's answers to see which lines it moves."""
    reasons: dict[str, list[str]] = {}
    for correction in corrections_of(filing):
        given = Given(correction.value, correction.status, "审核")
        alone = sheet_of(filing, overlaid(flat, {correction.address: given}))
        for name, line in alone.lines.items():
            if line.score != own.lines[name].score:
                reasons.setdefault(name, []).append(correction.reason)
    return reasons
