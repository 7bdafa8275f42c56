"""Characters: what is trimmed, what is folded to half width, and what nobody can see and nobody may type."""

import re
import unicodedata

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x2212: 0x2D}
"""Full-width forms, the two wide spaces and the true minus sign."""
_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
_HALVES = r"\ud800-\udfff"
_ZERO_WIDTH = r"\xad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff"
_DIRECTION = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_KINDS = (
    (re.compile(f"[{_ZERO_WIDTH}]"), "零宽字符"),
    (re.compile(f"[{_DIRECTION}]"), "改变文字方向的字符"),
    (re.compile(f"[{_HALVES}]"), "半个字符（编码损坏）"),
    (re.compile("."), "控制字符"),
)
_HIDDEN = re.compile(f"[{_CONTROL}{_HALVES}{_ZERO_WIDTH}{_DIRECTION}]")
_BROKEN = re.compile(f"[{_CONTROL}{_HALVES}]")
_JOINER, _EMOJI_VARIANT = "\u200d", "\ufe0f"
_GRAPHEME_JOINER = "\u034f"
"""The one hidden sign that Python calls printable."""
_LONGEST_EXCERPT = 24
_INNER = str.maketrans("“”", "‘’")


def half_width(text: str) -> str:
    """Return `text` trimmed, with full-width letters, digits and signs folded to ASCII."""
    return text.translate(_FOLDED).strip()


def is_plain(text: str) -> bool:
    """Say whether `text` has neither line ends nor tabs nor anything hidden: most texts, known at once."""
    return text.isprintable() and _GRAPHEME_JOINER not in text


def one_break(text: str) -> str:
    """Return `text` with every kind of line end written as a line feed."""
    return text if is_plain(text) else re.sub("\r\n|[\r\u2028\u2029]", "\n", text)


def fault(text: str, *, allowed: str = "") -> str:
    """Return what invisible or broken character `text` holds, in Chinese with its code; '' for none.

    `allowed` are control characters that may stand (a line break in a long text). Emoji may be joined.
    """
    if is_plain(text):
        return ""
    for match in _HIDDEN.finditer(text):
        if match.group() not in allowed and not _joins_emoji(text, match.start()):
            return _named(match.group())
    return ""


def broken(text: str) -> str:
    """Return what control or half character `text` holds, '' for none; hidden signs and breaks may stand."""
    match = _BROKEN.search(text.replace("\n", ""))
    return _named(match.group()) if match else ""


def excerpt(text: str) -> str:
    """Return `text` as a message may quote it: short, and with every invisible character written out."""
    short = text if len(text) <= _LONGEST_EXCERPT else text[:_LONGEST_EXCERPT] + "…"
    return _HIDDEN.sub(lambda match: f"〈U+{ord(match.group()):04X}〉", short)


def quoted(text: object) -> str:
    """Return a name in quotation marks; those inside it become the single ones."""
    return f"“{str(text).translate(_INNER)}”"


def visible(text: str) -> str:
    """Return `text` without the characters that `fault` names: the suggestion to type instead."""
    return _HIDDEN.sub("", text).strip()


def _named(character: str) -> str:
    kind = next(name for pattern, name in _KINDS if pattern.match(character) or name == "控制字符")
    return f"{kind}（U+{ord(character):04X}）"


def _joins_emoji(text: str, at: int) -> bool:
    if text[at] != _JOINER or not 0 < at < len(text) - 1:
        return False
    before = text[at - 2 : at - 1] if text[at - 1] == _EMOJI_VARIANT else text[at - 1]
    return all(c and unicodedata.category(c) in ("So", "Sk") for c in (before, text[at + 1]))
