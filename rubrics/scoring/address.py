"""One address names any place of a filing: a figure, a cell, a line, an explanation, a block.

Text form `kind:part/part`, for a block `chapter:存在问题#b1`; `%`, `/`, `#` in a part are percent-encoded.
"""

import re
from dataclasses import dataclass

from .characters import excerpt, fault
from .problems import Problem

KINDS: dict[str, tuple[int, int]] = {
    "fig": (1, 1),
    "table": (1, 1),
    "row": (2, 3),
    "line": (1, 4),
    "check": (1, 2),
    "chapter": (1, 1),
    "attachment": (1, 1),
    "file": (1, 1),
}
"""Kind -> fewest and most parts."""
LONGEST = 400
SCORE, OPTION, REASON, EVIDENCE = "得分", "选项", "原因", "佐证"
"""The last part of a line's address when it is not the name of a tick."""
SETTLED = "核定"
"""The last part of the address of the points that a reviewer sets; nobody fills in anything there."""
_ENCODED = {"%": "%25", "/": "%2F", "#": "%23"}
_ENCODING = str.maketrans(_ENCODED)
_DECODED = {code: sign for sign, code in _ENCODED.items()}
_CODE = re.compile(r"%..|%.?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Address:
    """`path` holds the decoded parts; `block` is the id of a narrative's block, '' for the whole."""

    kind: str
    path: tuple[str, ...]
    block: str = ""

    def __str__(self) -> str:
        text = f"{self.kind}:{'/'.join(_encode(part) for part in self.path)}"
        return f"{text}#{_encode(self.block)}" if self.block else text


def parse(text: str) -> Address | Problem:
    """Return the address that `text` writes, or a problem. `parse(str(a)) == a` for every address."""
    kind, colon, rest = text[: LONGEST + 1].partition(":")
    if len(text) > LONGEST or not colon or kind not in KINDS:
        return _refused(text, "请使用系统给出的地址")
    body, hash_sign, block = rest.partition("#")
    parts = [_decode(part) for part in body.split("/")]
    last = _decode(block) if hash_sign else ""
    fewest, most = KINDS[kind]
    if (
        not all(parts)
        or not fewest <= len(parts) <= most
        or last is None
        or (hash_sign and kind != "chapter")
    ):
        return _refused(text, "请使用系统给出的地址")
    if fault(text) or (hash_sign and not last):
        return _refused(text, "地址里不能有看不见的字符")
    return Address(kind, tuple(part for part in parts if part), last)


def figure(name: str) -> str:
    """Address of an input or a ratio."""
    return str(Address("fig", (name,)))


def table(name: str) -> str:
    """Address of a whole table (无此事项 is answered here)."""
    return str(Address("table", (name,)))


def cell(table_name: str, key: str, column: str = "") -> str:
    """Address of a cell, or of the row when `column` is ''."""
    return str(Address("row", (table_name, key, column) if column else (table_name, key)))


def line(criterion: str, *parts: str) -> str:
    """Address of a scored line, or of what a person fills on it (a tick, 得分, 选项, 原因, 佐证)."""
    return str(Address("line", (criterion, *parts)))


def settled_line(place: Address) -> str:
    """Return the row whose points a reviewer sets at an address, '' for any other place."""
    return place.path[0] if place.kind == "line" and place.path[1:] == (SETTLED,) else ""


def check(name: str, key: str = "") -> str:
    """Address of a check's explanation; `key` is the row of an `each` check."""
    return str(Address("check", (name, key) if key else (name,)))


def chapter(narrative: str, block: str = "") -> str:
    """Address of a narrative, or of one block of it."""
    return str(Address("chapter", (narrative,), block))


def attachment(title: str) -> str:
    """Address of one of the papers that are always asked for."""
    return str(Address("attachment", (title,)))


def file(key: str) -> str:
    """Address of a file that proves something, by its key."""
    return str(Address("file", (key,)))


def _encode(part: str) -> str:
    return part if part.isalnum() else part.translate(_ENCODING)


def _decode(part: str) -> str | None:
    """Return the decoded part, None when a % stands where none may."""
    if any(code not in _DECODED for code in _CODE.findall(part)):
        return None
    return _CODE.sub(lambda match: _DECODED[match.group()], part)


def _refused(text: str, todo: str) -> Problem:
    return Problem(excerpt(text), f"“{excerpt(text)}”不是这份自评里的地址", todo)
