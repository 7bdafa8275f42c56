"""Characters of a pattern: escapes and [classes], compared in NFKC, so that full-width counts as half-width."""

import unicodedata
from collections.abc import Callable

from .pattern_tree import Piece, Sequence, Single, Test
from .refusal import Refusal

_DIGITS = frozenset("0123456789")
_CLASSES: dict[str, Test] = {
    "d": lambda character: character in _DIGITS,
    "s": str.isspace,
    "w": lambda character: character.isalnum() or character == "_",
    "D": lambda character: character not in _DIGITS,
    "S": lambda character: not character.isspace(),
    "W": lambda character: not (character.isalnum() or character == "_"),
}


def literal(character: str) -> Piece:
    """Return what matches one written character; a ligature becomes the letters that it stands for."""
    letters = tuple(Single(_equal_to(letter)) for letter in unicodedata.normalize("NFKC", character))
    return letters[0] if len(letters) == 1 else Sequence(letters)


def escape(character: str, at: int) -> Test:
    r"""Return the test of \d \s \w (and their opposites) or of an escaped sign. Raises Refusal for any other."""
    if character in _CLASSES:
        return _CLASSES[character]
    if character.isalnum():
        what = "不能用反向引用" if character.isdigit() else f"没有“\\{character}”这种写法"
        raise Refusal(at, what, r"可用 \d \s \w，以及在符号前加 \ 表示符号本身")
    return _equal_to(unicodedata.normalize("NFKC", character))


def read_class(pattern: str, at: int) -> tuple[Test, int]:
    """Return the test of the class that opens at `at`, and the position behind it. Raises Refusal."""
    end = at + 1
    negated = pattern[end : end + 1] == "^"
    end += negated
    members = list[Test]()
    while pattern[end : end + 1] not in ("]", ""):
        member, end = _member(pattern, end)
        members.append(member)
    if end >= len(pattern):
        raise Refusal(at, "方括号没有收尾", "请补上 ]")
    if not members:
        raise Refusal(at, "方括号里是空的", "请写上要找的字")
    return _any_of(tuple(members), negated), end + 1


def _member(pattern: str, at: int) -> tuple[Test, int]:
    if pattern[at] == "\\":
        return escape(pattern[at + 1 : at + 2] or "x", at), at + 2
    if pattern[at + 1 : at + 2] == "-" and pattern[at + 2 : at + 3] not in ("]", "", "\\"):
        first, last = pattern[at], pattern[at + 2]
        if first > last:
            raise Refusal(at, f"范围“{first}-{last}”前后颠倒", "请把小的写在前面")
        return _between(first, last), at + 3
    normal = unicodedata.normalize("NFKC", pattern[at])
    if len(normal) > 1:
        raise Refusal(at, f"方括号里不能有“{pattern[at]}”", "请改成普通写法")
    return _equal_to(normal), at + 1


def _equal_to(letter: str) -> Test:
    return letter.__eq__


def _between(first: str, last: str) -> Test:
    return lambda character: first <= character <= last


def _any_of(members: tuple[Callable[[str], bool], ...], negated: bool) -> Test:
    return lambda character: any(member(character) for member in members) is not negated
