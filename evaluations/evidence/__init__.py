"""Files that prove a filing: what may be kept, found by content; cleaned, scanned, and kept under random names."""

from .inspection import Checked, inspect
from .kinds import KINDS, Kind
from .names import shown_name
from .pages import pages_of, said_pages
from .scanner import NoAnswer, infection

__all__ = [
    "KINDS",
    "Checked",
    "Kind",
    "NoAnswer",
    "infection",
    "inspect",
    "pages_of",
    "said_pages",
    "shown_name",
]
