"""What the review came to: the lines of an approval that differ from what was filed."""

from collections.abc import Mapping
from decimal import Decimal

from evaluations.models import Snapshot
from rubrics.scoring import address as addresses

from .snapshots import frozen


def cut_lines(snapshot: Snapshot) -> Mapping[str, tuple[Decimal | None, Decimal | None]]:
    """Return address of a line -> self and verified score, where they differ."""
    kept = frozen(snapshot)
    if kept.verified is None:
        return {}
    pairs = {
        addresses.line(id_): (line.score, kept.verified.lines[id_].score)
        for id_, line in kept.sheet.lines.items()
        if id_ in kept.verified.lines
    }
    return {where: pair for where, pair in pairs.items() if pair[0] != pair[1]}


def points_of_line(snapshot: Snapshot, address: str) -> Decimal | None:
    """Return the verified score of a line in an approval."""
    verified = frozen(snapshot).verified
    parsed = addresses.parse(address)
    line = verified.lines.get(parsed.path[0]) if verified and isinstance(parsed, addresses.Address) else None
    return line.score if line else None
