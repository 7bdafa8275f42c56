"""How many pieces of evidence an entry names: one a line."""

from decimal import Decimal

from rubrics.scoring.states import Known


def evidence_count(value: Known | None) -> Decimal:
    """Return the number of lines that are not empty; 0 where nothing was entered."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        return Decimal(sum(1 for line in value.splitlines() if line.strip()))
    return Decimal(0)
