"""Formats of cells: which show a number as a date, a percentage, or filled up with zeros."""

import re

from .markup import parse
from .numbers import PLAIN, Format, Style
from .package import Package

PERCENTS, DATES = {9, 10}, {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
"""Built-in formats. Those for times alone (18-21, 45-47) show no day and stay numbers."""
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_SIGNS = re.compile(r"[yd年日]|(?<![a-z:])m{1,5}(?![a-z:])|e(?![+\-0])")
_ZEROS = re.compile(r"0{2,30}")


def read_styles(package: Package, name: str) -> list[Style]:
    """Return the style of every cell format by its number; [] where the workbook has no formats."""
    if name not in package:
        return []
    reading = _Reading()
    parse(package.chunks(name), reading.begin, reading.end, lambda _: None)
    return [style_of(number, reading.codes) for number in reading.formats]


class _Reading:
    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.formats: list[int] = []
        self._inside = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[_whole(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.formats.append(_whole(attributes.get("numFmtId", "")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False


def style_of(number: int, codes: dict[int, str]) -> Style:
    """Return what a format makes of a number, by its code or its built-in meaning."""
    if number not in codes:
        kind = Format.PERCENT if number in PERCENTS else Format.DATE if number in DATES else Format.PLAIN
        return Style(kind)
    code = _QUOTED.sub("", codes[number].split(";")[0]).lower().replace("general", "")
    if "%" in code:
        return Style(Format.PERCENT)
    if _DATE_SIGNS.search(code) and "#" not in code:
        return Style(Format.DATE)
    return Style(Format.ZEROS, len(code)) if _ZEROS.fullmatch(code) else PLAIN


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
