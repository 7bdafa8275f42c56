"""What a box was based on, so that a plain form post tells changed boxes from unchanged ones without any script.

Every box `name` is accompanied by a hidden `name~base` that holds the version it showed and a digest of what it showed.
An unchanged box is never a write, so it can never overwrite what somebody else saved in the meantime. Where two people
changed one box, `name~keep` says which of both texts the person chose.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evaluations.services.results import Typed

BASE, ABSENT, REASON, KEEP = "~base", "~na", "~reason", "~keep"
THEIRS = "theirs"
FILLED, NOT_APPLICABLE = "filled", "na"
_SEPARATORS = str.maketrans("", "", ",，  　")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The version a box showed (0: nothing stored) and a digest of its text and status."""

    version: int
    digest: str

    def __str__(self) -> str:
        return f"{self.version}.{self.digest}"


def stamp(version: int, text: str, status: str = FILLED) -> Stamp:
    """Return the stamp of a box that shows `text`; separators and line ends do not count as a change."""
    return Stamp(version, _digest(text, status))


def read_stamp(text: str) -> Stamp | None:
    """Return the stamp that a hidden field carries, None for anything that is not one."""
    version, dot, digest = text.partition(".")
    if not dot or not version.isascii() or not version.isdigit() or len(version) > 9:
        return None
    return Stamp(int(version), digest)


def typed_from(posted: Mapping[str, str]) -> dict[str, Typed]:
    """Return what was changed, by address, with the version it was based on.

    `posted` is a form post: a box under its address, `~base` its stamp, `~na` the tick of 无此事项, `~reason` why.
    """
    return dict(_changed(posted))


def _changed(posted: Mapping[str, str]) -> Iterator[tuple[str, Typed]]:
    for name in posted:
        if not name.endswith(BASE):
            continue
        address = name.removesuffix(BASE)
        base = read_stamp(posted[name])
        if base is None or posted.get(address + KEEP) == THEIRS:
            continue
        text, status = box_content(posted, address)
        if _digest(text, status) != base.digest:
            yield address, Typed(text, base.version, status)


def box_content(posted: Mapping[str, str], address: str) -> tuple[str, str]:
    """Return what stands in a posted box, as text and status; a ticked 无此事项 takes the place of the text."""
    if posted.get(address + ABSENT):
        return posted.get(address + REASON, ""), NOT_APPLICABLE
    return lines(posted.get(address, "")), FILLED


def lines(text: str) -> str:
    """Return a text with line ends as they are stored, whatever the browser sends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _digest(text: str, status: str) -> str:
    plain = lines(text).strip()
    if _looks_like_number(plain):
        plain = plain.translate(_SEPARATORS)
    return hashlib.sha256(f"{status}\n{plain}".encode()).hexdigest()[:16]


def _looks_like_number(text: str) -> bool:
    return len(text) < 40 and not set(text) - set("0123456789.-,，%  　")
