"""Texts that cells share: kept once in a part of their own, referred to by number."""

import re

from . import limits
from .markup import parse
from .package import Package
from .refusal import USE_TEMPLATE, UnreadableError

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
HALVES = range(0xD800, 0xE000)
"""Halves of signs, which no text may hold alone."""
TEXT, RUN, PHONETIC, ITEM = "t", "r", "rPh", "si"


def read_strings(package: Package, name: str) -> list[str]:
    """Return the shared texts in order; [] where the workbook has none."""
    if name not in package:
        return []
    reading = _Reading()
    parse(package.chunks(name), reading.begin, reading.end, reading.text)
    return reading.strings


class Gatherer:
    """Puts a text of runs together; readings printed above characters are no part of it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._inside = self._above = False
        self._length = 0

    def begin(self, name: str) -> None:
        self._inside = name == TEXT and not self._above
        self._above = self._above or name == PHONETIC

    def end(self, name: str) -> None:
        self._inside = False
        if name == PHONETIC:
            self._above = False

    def text(self, data: str) -> None:
        if self._inside:
            self._length += len(data)
            if self._length > limits.MOST_IN_A_CELL:
                raise UnreadableError(f"有的单元格超过 {limits.MOST_IN_A_CELL:,} 个字", USE_TEMPLATE)
            self._pieces.append(data)

    def take(self) -> str:
        """Return the text and begin anew."""
        whole = unescape("".join(self._pieces))
        self._pieces, self._length = [], 0
        return whole


def unescape(text: str) -> str:
    """Return a text with the signs that XML cannot hold: _x000D_ is a carriage return; half a sign stays as written."""
    return _ESCAPED.sub(_sign, text) if "_x" in text else text


def _sign(match: re.Match[str]) -> str:
    number = int(match.group(1), 16)
    return match.group(0) if number in HALVES else chr(number)


class _Reading:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self._gathering = Gatherer()
        self._total = 0

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        self._gathering.begin(name)

    def end(self, name: str) -> None:
        self._gathering.end(name)
        if name == ITEM:
            self.strings.append(self._gathering.take())
            self._total += len(self.strings[-1]) + 1
            if self._total > limits.MOST_CHARACTERS:
                raise UnreadableError("文件里的文字太多", USE_TEMPLATE)

    def text(self, data: str) -> None:
        self._gathering.text(data)
