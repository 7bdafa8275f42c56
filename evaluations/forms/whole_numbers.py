"""Whole numbers in what a browser sends: versions, revisions, places, numbers of rows."""

LARGEST = 18
"""Digits that every database's whole numbers hold."""


def whole_number(text: str, digits: int = LARGEST) -> int | None:
    """Return the whole number that a text is, of at most so many digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
