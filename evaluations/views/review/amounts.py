"""What a filing's summary keeps: numbers as text, checks counted by outcome."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from rubrics.scoring.results import Outcome


def number(text: object) -> Decimal | None:
    """Return the number, None where there is none."""
    try:
        return Decimal(str(text)) if text not in (None, "") else None
    except InvalidOperation:
        return None


def check_words(summary: Mapping[str, Any]) -> str:
    """Return how many checks were explained and how many do not hold, in words; '' where all is well."""
    counts = summary.get("checks", {})
    told = (Outcome.EXPLAINED.value, Outcome.FAILS.value)
    return " · ".join(f"{word} {counts[word]}" for word in told if counts.get(word))
