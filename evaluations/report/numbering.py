"""Ordinals of an official document, by level: 一、（一）1．（1）①, as GB/T 9704 has them."""

HAN = "〇一二三四五六七八九"
CIRCLED_MOST = 20


def han(number: int) -> str:
    """Return 1 to 99 in Chinese numerals; a larger number in digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else f"{HAN[tens]}十"
    return head + (HAN[ones] if ones else "")


def ordinal(level: int, number: int) -> str:
    """Return the ordinal that stands before a title or an item of `level`."""
    match level:
        case 1:
            return f"{han(number)}、"
        case 2:
            return f"（{han(number)}）"
        case 3:
            return f"{number}．"
        case 4:
            return f"（{number}）"
    return circled(number)


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
