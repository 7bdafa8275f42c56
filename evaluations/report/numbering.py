"""Ordinals of an official document, by level: 一、（一）1．（1）, as GB/T 9704 has them, and below ① 1）a）（a）."""

from collections.abc import Iterator
from string import ascii_lowercase

from rubrics.scoring.narrative import Blocks, BlockType

HAN = "〇一二三四五六七八九"
CIRCLED_MOST = 20
SIGNS = (
    "{han}、",
    "（{han}）",
    "{digits}．",
    "（{digits}）",
    "{circle}",
    "{digits}）",
    "{letters}）",
    "（{letters}）",
)
BULLET = "——"


def han(number: int) -> str:
    """Return 1 to 99 in Chinese numerals; a larger number in digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else f"{HAN[tens]}十"
    return head + (HAN[ones] if ones else "")


def ordinal(level: int, number: int) -> str:
    """Return the ordinal that stands before a title or an item of `level`."""
    signs = (
        "{han}、",
        "（{han}）",
        "{digits}．",
        "（{digits}）",
        "{circle}",
        "{digits}）",
        "{letters}）",
        "（{letters}）",
    )
    written = signs[min(level, len(signs)) - 1]
    return written.format(han=han(number), digits=number, circle=circled(number), letters=letters(number))


def letters(number: int) -> str:
    """Return a to z, then aa, ab as a spreadsheet names its columns."""
    above, ones = divmod(number - 1, len(ascii_lowercase))
    return (letters(above) if above > 0 else "") + ascii_lowercase[ones]


def circled(number: int) -> str:
    """Return ① to ⑳; a larger number in square brackets."""
    return chr(0x2460 + number - 1) if 0 < number <= CIRCLED_MOST else f"〔{number}〕"


class Counter:
    """Counts titles and items by level; a count begins anew below every new title above it."""

    def __init__(self) -> None:
        self._counts: list[int] = []

    def next(self, level: int) -> int:
        """Return the number of the next title or item of `level`."""
        del self._counts[level:]
        self._counts += [0] * (level - len(self._counts))
        self._counts[level - 1] += 1
        return self._counts[level - 1]


def text_signs(
    blocks: Blocks, level: int, counter: Counter, *, titled: bool = False
) -> Iterator[tuple[int, str]]:
    """Yield for each block of a text in a chapter of `level` its own level, and what stands before it.

    The titles of a text go on with the numbers of its chapter, at as many levels as the text has. Items stand below all
    of its titles, and below those of the chapter's parts where it is `titled`, so that no item looks like a title; they
    are counted on until the next title.
    """
    used = sorted({block.level for block in blocks if block.type is BlockType.HEADING})
    items = level + max(len(used), int(titled)) + 1
    item = 0
    for block in blocks:
        match block.type:
            case BlockType.HEADING:
                depth, item = level + 1 + used.index(block.level), 0
                yield depth, ordinal(depth, counter.next(depth))
            case BlockType.NUMBER:
                item += 1
                yield items, ordinal(items, item)
            case BlockType.BULLET:
                yield items, BULLET
            case _:
                yield items, ""
