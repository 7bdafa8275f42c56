"""A file that is handed in for good: checked before anything else, its columns the same wherever it belongs."""

from evaluations.evidence import Checked

from .evidence import Offered, checked_file
from .results import Refused

SCANS = frozenset({"pdf", "jpeg", "png"})
"""What a paper comes back as."""


def checked_scan(offered: Offered, refusal: str) -> Checked:
    """Return a checked file of a paper. Refused with `refusal` where it is of another kind."""
    checked = checked_file(offered.data)
    if checked.kind.id not in SCANS:
        raise Refused(refusal)
    return checked
