"""Text in columns on a terminal: a Chinese character is as wide as two letters."""

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(_width_of(character) for character in text)


def _width_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F", "A") else 1


def left(text: str, columns: int) -> str:
    """Return the text with spaces behind it."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """Return the text with spaces before it."""
    return " " * (columns - width(text)) + text


def table(rows: Sequence[Sequence[str]], numbers: frozenset[int] = frozenset(), indent: int = 2) -> list[str]:
    """Return rows as aligned lines; `numbers` are the columns that stand to the right."""
    if not rows:
        return []
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        (
            " " * indent
            + "  ".join(
                right(cell, widths[at]) if at in numbers else left(cell, widths[at])
                for at, cell in enumerate(row)
            )
        ).rstrip()
        for row in rows
    ]
