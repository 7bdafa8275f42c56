"""A file that is handed in for good: checked before anything else, its columns the same wherever it belongs."""

import hashlib
from collections.abc import Iterable

from evaluations.evidence import Checked, shown_name

from .evidence import Offered, checked_file
from .results import Refused

SCANS = frozenset({"pdf", "jpeg", "png"})
"""What a paper comes back as."""


def checked_scan(offered: Offered, refusal: str) -> Checked:
    """Return a checked file of a paper. Refused with `refusal` where it is of another kind."""
    return checked_of(offered, SCANS, refusal)


def checked_of(offered: Offered, kinds: Iterable[str], refusal: str) -> Checked:
    """Return a checked file of one of the kinds."""
    checked = checked_file(offered.data)
    if checked.kind.id not in kinds:
        raise Refused(refusal)
    return checked


def columns_of(checked: Checked, offered: Offered, key: str) -> dict[str, object]:
    """Return what a row of a kept file says of it; who and when are the act's."""
    return {
        "key": key,
        "name": shown_name(offered.name, checked.kind),
        "kind": checked.kind.id,
        "size": len(checked.data),
        "sha": hashlib.sha256(checked.data).hexdigest(),
    }
