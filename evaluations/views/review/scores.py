"""Both scores of every line side by side: self score, what the system computes, verified score, and why they differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluations.models import Correction
from evaluations.selectors.places import place_title
from evaluations.views.evidence.named import Named, named_at
from rubrics.scoring import address as addresses
from rubrics.scoring import wording
from rubrics.scoring.address import EVIDENCE, REASON
from rubrics.scoring.index import TOTAL, walk
from rubrics.scoring.lines import entries_of
from rubrics.scoring.results import Sheet
from rubrics.scoring.rules import EntryKind
from rubrics.scoring.rules.settled import SETTLED
from rubrics.scoring.types import Criterion

from .basis import basis_of
from .comments import Card, Mark, marks_at
from .places import PlaceLink, given_at, shown_at
from .seen import Seen, alone, unlaid

JUDGED = frozenset({EntryKind.SCORE, EntryKind.TIER, EntryKind.OWN})


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A node of the tree. Scores are None where nothing is scored; `before` is the self score of the round before."""

    id: str
    anchor: str
    address: str
    title: str
    level: int
    leaf: bool
    points: Decimal
    own: Decimal | None
    verified: Decimal | None
    word: str
    """Who gives the score when the system does not: 评判, 勾选, 选项; '' where it is computed."""
    reasons: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()
    settled: str = ""
    """What the reviewer set in place of the computed points, and why; `settled_why` is the reason alone."""
    settled_why: str = ""
    lost_because: str = ""
    evidence: str = ""
    files: tuple[Named, ...] = ()
    before: Decimal | None = None
    marks: tuple[Mark, ...] = ()
    basis: tuple[PlaceLink, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """核减 is negative, 核增 positive; None when one of the two is not scored."""
        if self.own is None or self.verified is None:
            return None
        return self.verified - self.own

    @property
    def differs(self) -> bool:
        return bool(self.difference)

    @property
    def told(self) -> tuple[str, ...]:
        """Why the verified score is another, as the department reads it."""
        others = tuple(reason for reason in self.reasons if reason != self.settled_why)
        return (self.settled, *others) if self.settled else others

    @property
    def moved(self) -> bool:
        """Whether the self score is another than in the round before."""
        return self.before is not None and self.before != self.own


def score_rows(seen: Seen, cards: tuple[Card, ...], before: Sheet | None) -> tuple[ScoreRow, ...]:
    """Return the whole tree in the document's order, the total last."""
    reasons = reasons_of(seen)
    rows = [
        _row(seen, node, number, reasons, cards, before)
        for number, node in enumerate(walk(seen.document.criteria), start=1)
    ]
    return (*rows, total_row(seen, before))


def reasons_of(seen: Seen) -> dict[str, list[str]]:
    """Return line -> reasons of the corrections that move it, each laid alone over what was sent."""
    reasons: dict[str, list[str]] = {}
    for correction in seen.corrections:
        for name in _moved(seen, correction):
            reasons.setdefault(name, []).append(correction.reason)
    return reasons


def _moved(seen: Seen, correction: Correction) -> Iterator[str]:
    """Yield the lines that a correction moves; its own line always, so that its reason is seen."""
    place = addresses.parse(correction.address)
    own = place.path[0] if isinstance(place, addresses.Address) and place.kind == "line" else ""
    if own:
        yield own
    bare = unlaid(seen)
    for name, line in alone(seen, correction).lines.items():
        if name != own and line.score != bare.lines[name].score:
            yield name


def _row(
    seen: Seen,
    node: Criterion,
    number: int,
    reasons: Mapping[str, list[str]],
    cards: tuple[Card, ...],
    before: Sheet | None,
) -> ScoreRow:
    address = addresses.line(node.id)
    line = seen.sheet.lines.get(node.id)
    settled, why = _settled(seen, node.id)
    basis = basis_of(line) if line else ()
    return ScoreRow(
        id=node.id,
        anchor=f"l{number}",
        address=address,
        title=node.title,
        level=node.level,
        leaf=node.rule is not None,
        points=node.points,
        own=score_of(seen.sheet, node.id),
        verified=score_of(seen.verified, node.id),
        word=_word(node),
        reasons=tuple(dict.fromkeys(reasons.get(node.id, ()))),
        explained=wording.explain(line, seen.sheet) if line else (),
        settled=settled,
        settled_why=why,
        lost_because=given_at(seen.flat, addresses.line(node.id, REASON)).text,
        evidence=given_at(seen.flat, addresses.line(node.id, EVIDENCE)).text,
        files=_files(seen, node.id, basis),
        before=score_of(before, node.id) if before else None,
        marks=marks_at(cards, address),
        basis=tuple(_links(seen, basis)),
    )


def _settled(seen: Seen, name: str) -> tuple[str, str]:
    """Return the sentence of points that the reviewer set on a row, and its reason."""
    line = seen.verified.lines.get(name)
    for step in line.steps if line else ():
        if step.key == SETTLED:
            return f"{wording.sentence(step, seen.verified).rstrip('。')}。", str(step.data["reason"] or "")
    return "", ""


def _files(seen: Seen, name: str, basis: tuple[str, ...]) -> tuple[Named, ...]:
    """Return the files that were sent to prove a line, one of its statements, its own indicators or its figures."""
    inside, own = f"{addresses.line(name)}/", addresses.table(name)
    used = {where for file in seen.files for where, _ in file.places}
    wanted = [where for where in used if where == own or where.startswith(inside) or where in basis]
    return tuple(dict.fromkeys(named_at(seen.filing.pk, seen.files, wanted)))


def total_row(seen: Seen, before: Sheet | None) -> ScoreRow:
    """Return 合计."""
    return ScoreRow(
        id=TOTAL,
        anchor="total",
        address=addresses.line(TOTAL),
        title=TOTAL,
        level=0,
        leaf=False,
        points=seen.sheet.totals[TOTAL].points,
        own=score_of(seen.sheet, TOTAL),
        verified=score_of(seen.verified, TOTAL),
        word="",
        before=score_of(before, TOTAL) if before else None,
    )


def score_of(sheet: Sheet, node: str) -> Decimal | None:
    """Return the score of a line, or of a node whose lines are all scored."""
    if node in sheet.lines:
        return sheet.lines[node].score
    total = sheet.totals.get(node)
    return total.score if total and total.complete else None


def _word(node: Criterion) -> str:
    kinds = {entry.kind for entry in entries_of(node)}
    if kinds & JUDGED:
        return "评判"
    if EntryKind.TICK in kinds:
        return "勾选"
    return "选项" if EntryKind.OPTION in kinds else ""


def _links(seen: Seen, places: tuple[str, ...]) -> Iterator[PlaceLink]:
    for where in places:
        title = place_title(seen.document, seen.flat, where)
        yield PlaceLink(where, title, shown_at(seen.document, seen.flat, where))
