"""Numbers that a filing's summary keeps as text."""

from decimal import Decimal, InvalidOperation


def number(text: object) -> Decimal | None:
    """Return the number, None where there is none."""
    try:
        return Decimal(str(text)) if text not in (None, "") else None
    except InvalidOperation:
        return None
