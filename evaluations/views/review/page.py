"""All that the page of one filing shows: document, scores, checks, comments, what may be done and why not."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from django.urls import reverse

from evaluations.access import Person, deputising_for, permissions_of
from evaluations.models import Filing, ReturnNotice, Snapshot
from evaluations.selectors.purged import PurgeNote, notes_of
from evaluations.selectors.review import comments_of, notices_of
from evaluations.selectors.signing import signature_of
from evaluations.selectors.snapshots import frozen
from evaluations.views.evidence.links import page_url
from evaluations.views.submission.transfers import Transfers, transfers_of
from evaluations.workflow import FIRST, LEVEL_NAMES, SECOND, Action, Decision, State
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address

from .changes import ChangeRow, changes_since
from .checks import Checks, checks_of
from .comments import Card, cards_of
from .editors import Editor, Refusal, line_editor, place_editor
from .mended import with_changes, with_seats, with_withdrawable
from .opinions import Asked, Draft, Reason, draft_of, reasons_of
from .paper import PaperChapter, paper_of
from .places import PlaceLink, cells_of_row
from .rail import RailEntry, lists_of, papers_entry, rail_of
from .rechecks import Recheck, rechecks_of
from .scores import ScoreRow, score_rows
from .seen import Seen, see

ACTS = (
    Action.ACCEPT,
    Action.COMMENT,
    Action.CORRECT,
    Action.RETURN,
    Action.HAND_ON,
    Action.APPROVE,
    Action.ARCHIVE,
    Action.READ_CONTENT,
    Action.PURGE,
)


@dataclass(frozen=True, slots=True)
class May:
    """What the reader may do to this filing now; each with the reason why not."""

    accept: Decision
    comment: Decision
    correct: Decision
    return_filing: Decision
    hand_on: Decision
    approve: Decision
    archive: Decision
    read_content: Decision
    """Look at what stands in the filing now."""
    purge: Decision


@dataclass(frozen=True, slots=True)
class Line:
    """A scored row with its editor, if it has one and the reader may correct."""

    row: ScoreRow
    editor: Editor | None


@dataclass(frozen=True, slots=True)
class Signed:
    """The scan of the signed sheet that was sent."""

    number: str
    name: str
    url: str
    seal: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The page."""

    filing: Filing
    state: State
    level: str
    """初审 or 复核 while it is reviewed in a task of two levels, else ''."""
    deputy_for: str
    """In whose place the reader reviews it, '' where it is his own."""
    may: May
    chapters: tuple[PaperChapter, ...]
    rail: tuple[RailEntry, ...]
    lines: tuple[Line, ...]
    scores_inside: bool
    """The document has a chapter for the 自评表; else it follows the last one."""
    total: ScoreRow
    grade: str
    checks: Checks
    cards: tuple[Card, ...]
    draft: Draft | None
    reasons: tuple[Reason, ...]
    cells: tuple[PlaceLink, ...]
    """Of the row that was chosen, so that one of its cells can be."""
    editor: Editor | None
    """Of the figure or cell that was chosen."""
    notice: ReturnNotice | None
    before: Snapshot | None
    """What was sent before, against which the document is marked."""
    transfers: Transfers | None
    """Transferred money against what the other department told of it."""
    rechecks: tuple[Recheck, ...]
    """Corrections that the reviewer has to make anew or take back."""
    changes: tuple[ChangeRow, ...]
    """What was changed since it was sent before; while the department still mends, that is its own affair."""
    number: str
    """Of the receipt."""
    signed: Signed | None
    """The sheet that the heads of the department signed, where it was on paper."""
    cleared: tuple[PurgeNote, ...]
    """Content that was cleared out of what was sent."""

    @property
    def url(self) -> str:
        """The page's own address: what is chosen on it is asked for there."""
        return reverse("evaluations:review", kwargs={"filing_id": self.filing.pk})

    @property
    def purge_url(self) -> str:
        """Where content is cleared, the place that is chosen already named; '' for those who may not."""
        if not self.may.purge.ok:
            return ""
        url = reverse("evaluations:purge", kwargs={"filing_id": self.filing.pk})
        return f"{url}?at={quote(self.draft.address, safe='')}" if self.draft else url

    @property
    def hands_on(self) -> bool:
        """The reader is done with it by 送复核: it is his turn, and another level follows."""
        return self.level == LEVEL_NAMES[FIRST] and self.may.comment.ok

    @property
    def compared(self) -> bool:
        """The document is marked against what was sent before."""
        return self.before is not None

    @property
    def open_cards(self) -> int:
        """How many comments are neither adopted nor answered."""
        return sum(card.open and not card.waits for card in self.cards)

    @property
    def waiting_cards(self) -> int:
        """How many were answered and wait for the reviewer."""
        return sum(card.waits for card in self.cards)

    @property
    def adopted_cards(self) -> int:
        return sum(not card.open for card in self.cards)

    @property
    def marked_changes(self) -> int:
        """How many changes the document marks."""
        return sum(chapter.changes for chapter in self.chapters)

    @property
    def cut(self) -> Decimal | None:
        return self.total.difference


def review_page(
    user: Person, filing: Filing, asked: Asked, refused: Refusal | None = None, draft: Draft | None = None
) -> ReviewPage:
    """Return the page of a filing for a person who may see it. The queries do not grow with what it holds."""
    seen, notices = see(filing), notices_of(filing)
    notice, changes = notices[0] if notices else None, _changes(seen)
    comments = comments_of(filing, seen.snapshot.revision)
    said = with_withdrawable(cards_of(seen, comments), comments, filing, user)
    cards = with_changes(said, _listed(seen, notice), changes, seen.files)
    may = may_of(user, filing)
    rows = score_rows(seen, cards, frozen(seen.before).sheet if seen.before else None)
    chosen = draft or draft_of(seen, asked)
    chapters = paper_of(seen, cards, rows)
    papers = papers_entry(page_url(filing.pk), len(seen.files))
    rechecks = rechecks_of(seen)
    return ReviewPage(
        filing=filing,
        state=State(filing.state),
        level=level_of(filing),
        deputy_for="、".join(map(str, deputising_for(user, filing, filing.level))),
        may=may,
        chapters=chapters,
        rail=rail_of(chapters, *lists_of(len(rechecks), len(changes)), papers),
        lines=tuple(_line(seen, row, may, refused) for row in rows),
        scores_inside=any(chapter.has_scores for chapter in chapters),
        total=rows[-1],
        grade=seen.verified.grade,
        checks=checks_of(seen),
        cards=with_seats(cards, chapters, rows),
        draft=chosen,
        reasons=reasons_of(seen),
        cells=_cells(seen, chosen),
        editor=place_editor(seen, chosen.address, refused) if chosen and may.correct.ok else None,
        notice=notice,
        before=seen.before,
        transfers=transfers_of(filing, seen.answers, bureau=True),
        rechecks=rechecks,
        changes=changes,
        number=seen.snapshot.number,
        signed=_signed(seen),
        cleared=notes_of(filing, seen.snapshot, seen.before),
    )


def _changes(seen: Seen) -> tuple[ChangeRow, ...]:
    """Return what was changed between what was sent last and what was sent before."""
    if seen.before is None:
        return ()
    until = seen.snapshot.revision
    return tuple(changes_since(seen.document, seen.flat, seen.filing, seen.before.revision, until))


def _listed(seen: Seen, notice: ReturnNotice | None) -> frozenset[int]:
    """Return the comments that were returned between the two."""
    if notice is None or seen.before is None:
        return frozenset()
    between = seen.before.revision <= notice.revision <= seen.snapshot.revision
    return frozenset(item["comment"] for item in notice.items) if between else frozenset()


def _signed(seen: Seen) -> Signed | None:
    signed = signature_of(seen.snapshot)
    if signed is None:
        return None
    url = reverse("evaluations:paper_scan_file", args=[seen.filing.pk, signed["key"]])
    return Signed(signed["sheet"], signed["name"], url, signed["sha"][:16])


def level_of(filing: Filing) -> str:
    """Return at which level of two a filing is being reviewed, '' where that is no question."""
    return (
        LEVEL_NAMES[filing.level] if filing.cycle.levels == SECOND and filing.state == State.REVIEWING else ""
    )


def may_of(user: Person, filing: Filing) -> May:
    """Return what a person may do to a filing; the facts are gathered once."""
    permissions = permissions_of(user, filing)
    return May(*(permissions.decide(act) for act in ACTS))


def _line(seen: Seen, row: ScoreRow, may: May, refused: Refusal | None) -> Line:
    editor = line_editor(seen, row.id, refused) if row.leaf and may.correct.ok else None
    return Line(row, editor)


def _cells(seen: Seen, draft: Draft | None) -> tuple[PlaceLink, ...]:
    place = addresses.parse(draft.address) if draft else None
    if not isinstance(place, Address) or place.kind != "row" or len(place.path) != 2:
        return ()
    return tuple(cells_of_row(seen.document, seen.flat, *place.path))
