"""What was changed in a text since the round before: words taken out and words put in, in place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

DELETED, INSERTED, ANCHORED = "del", "ins", "anchored"
LONGEST = 4_000
"""Characters of a paragraph that are compared word by word; a longer one is shown as replaced."""
LEAST_ALIKE = 0.3
_TOKEN = re.compile(r"[0-9][0-9,.]*[%‰]?|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `look` is '', open, del, ins or anchored."""

    text: str
    look: str = ""


type Pieces = tuple[Piece, ...]


def changed_pieces(old: str, new: str) -> Pieces:
    """Return `new` with what differs from `old` marked; what was taken out stands where it stood."""
    if old == new:
        return (Piece(new),) if new else ()
    if len(old) > LONGEST or len(new) > LONGEST:
        return _replaced(old, new)
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return _replaced(old, new)
    pieces: list[Piece] = []
    for tag, start, end, to, to_end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(after[to:to_end])))
        else:
            pieces += _replaced("".join(before[start:end]), "".join(after[to:to_end]))
    return tuple(pieces)


def aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, Pieces]]:
    """Return the paragraphs of `new` in order, each with its place and marks; deleted ones stand between (None)."""
    found: list[tuple[int | None, Pieces]] = []
    for tag, start, end, to, to_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [(at, (Piece(new[at]),)) for at in range(to, to_end)]
            continue
        pairs = min(end - start, to_end - to)
        found += [(to + step, changed_pieces(old[start + step], new[to + step])) for step in range(pairs)]
        found += [(None, (Piece(text, DELETED),)) for text in old[start + pairs : end]]
        found += [(at, (Piece(new[at], INSERTED),)) for at in range(to + pairs, to_end)]
    return found


def quoted(pieces: Pieces, quotes: Iterable[str]) -> Pieces:
    """Return the pieces with the quotes that comments point at marked, where they stand in one unmarked piece."""
    for quote in quotes:
        if quote:
            pieces = tuple(part for piece in pieces for part in _split(piece, quote))
    return pieces


def is_changed(pieces: Pieces) -> bool:
    """Whether anything was taken out or put in."""
    return any(piece.look in {DELETED, INSERTED} for piece in pieces)


def _replaced(old: str, new: str) -> Pieces:
    return tuple(piece for piece in (Piece(old, DELETED), Piece(new, INSERTED)) if piece.text)


def _split(piece: Piece, quote: str) -> Pieces:
    before, found, after = piece.text.partition(quote)
    if piece.look or not found:
        return (piece,)
    return tuple(part for part in (Piece(before), Piece(found, ANCHORED), Piece(after)) if part.text)
