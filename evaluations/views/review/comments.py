"""审核意见 as the pages print them: cards with every word said, and numbered marks in the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from evaluations.models import SETTLED, STATE_AFTER, Comment, CommentEntry
from evaluations.selectors.places import place_title
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.types import Document

from .changes import ChangeRow
from .seen import Seen

Kind = CommentEntry.Kind


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance; `answers` is set for the department's."""

    kind: str
    text: str
    by: str
    """With whom a deputy stood in for."""
    at: datetime
    answers: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One comment. `open`: the reviewer has still to adopt it or to ask again; `waits`: it was answered."""

    id: int
    number: int
    address: str
    title: str
    state: str
    code: str
    category: str
    quote: str
    said: tuple[Said, ...]
    open: bool
    waits: bool
    compared: bool = False
    """The last return listed it, and something was sent since."""
    changes: tuple[ChangeRow, ...] = ()
    """What was changed at its place since."""
    withdrawable: bool = False
    """The reader may take it back: it is his, nobody has acted on it, and it was not returned yet."""
    seat: str = ""
    """The anchor of the place in the document that bears its number."""

    @property
    def anchor(self) -> str:
        return f"c{self.number}"


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a comment in the text; `state` is that of portal_ui's `pin`."""

    number: int
    state: str
    href: str


def cards_of(seen: Seen, comments: Iterable[Comment]) -> tuple[Card, ...]:
    """Return the comments of a filing as cards."""
    return tuple(card_of(seen.document, seen.flat, comment) for comment in comments)


def card_of(document: Document, flat: Flat, comment: Comment) -> Card:
    """Return one comment whose entries are fetched already; it stands where the last of them left it."""
    entries = list(comment.entries.all())
    state = STATE_AFTER[Kind(entries[-1].kind)] if entries else Comment.State(comment.state)
    return Card(
        id=comment.pk,
        number=comment.number,
        address=comment.address,
        title=place_title(document, flat, comment.address),
        state=state.value,
        code=comment.code,
        category=comment.category,
        quote=str(comment.anchor.get("quote", "")),
        said=tuple(_said(entry) for entry in entries),
        open=state.value not in SETTLED,
        waits=state == Comment.State.ANSWERED,
    )


def marks_at(cards: Iterable[Card], *heads: str) -> tuple[Mark, ...]:
    """Return the marks of the comments at one of the places `heads`, or inside it."""
    return tuple(
        Mark(card.number, "open" if card.open else "done", f"#{card.anchor}")
        for card in cards
        if any(is_inside(card.address, head) for head in heads)
    )


def is_inside(where: str, head: str) -> bool:
    """Whether a place is `head` or a part of it: a cell of a table or row, an entry of a line, a block of a text."""
    if where == head:
        return True
    if head.startswith("table:"):
        return where.startswith(f"row:{head.removeprefix('table:')}/")
    return where.startswith((f"{head}/", f"{head}#"))


def _said(entry: CommentEntry) -> Said:
    return Said(
        kind=Kind(entry.kind).label,
        text=entry.text,
        by=f"{entry.by}（代{entry.deputy_for}）" if entry.deputy_for else str(entry.by),
        at=entry.at,
        answers=entry.kind == Kind.ANSWER,
    )
