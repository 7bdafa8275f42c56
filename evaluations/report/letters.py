"""Letters on paper: a sign that would turn its line round is written out; a very long text is cut in pieces."""

import re
import unicodedata

PIECE = 500
"""Characters that are laid out at once; setting a whole chapter as one run takes quadratic time and overflows."""
NARROW = 0.57
_WHOLE = 2 * PIECE
_BACK = 60
"""How far back a cut looks for the end of a sentence."""

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n|[\r\u2028\u2029\x85\x0b\x0c]")
_CLOSING = frozenset("，。、；：？！）》〉」』】〕”’…—·％%‰,.;:?!)]}")
_OPENING = frozenset("（《〈「『【〔“‘([{￥$")
_HAN = "\u3001\u3002\u300b\u300d\u300f\u3011\u3400-\u9fff\uff01\uff09\uff0c\uff1a\uff1b\uff1f"
_QUOTED = re.compile(f"(?<=[{_HAN}])(?=[“‘])|(?<=[”’])(?=[\u3400-\u9fff])")
_ENDS = re.compile("[。；！？\n]")


def printable(text: str) -> str:
    """Return `text` as it is printed: every kind of line end one line feed, unprintable signs as 〈U+202E〉."""
    return _UNPRINTABLE.sub(lambda match: f"〈U+{ord(match.group()):04X}〉", _BREAKS.sub("\n", text))


def pieces(text: str) -> tuple[str, ...]:
    """Return `text` in pieces between which a line may break; joined they are `text` again.

    A line may begin with an opening quotation mark and end with a closing one; pango, which does not know whether a
    text is Chinese, would keep both with their neighbours and leave the line short.
    """
    return tuple(piece for part in _QUOTED.split(text) for piece in _short(part)) or ("",)


def _short(text: str) -> tuple[str, ...]:
    """Return a text in pieces that are laid out at once."""
    if len(text) <= _WHOLE:
        return (text,)
    cut, found = 0, []
    while len(text) - cut > PIECE:
        end = _cut(text, cut + PIECE)
        found.append(text[cut:end])
        cut = end
    return (*found, text[cut:])


def width(text: str) -> float:
    """Return about how wide `text` is, in ems: a Chinese character is 1, a digit or a Latin letter over a half."""
    return sum(
        1.0 if sign in "%‰" or unicodedata.east_asian_width(sign) in "WFA" else NARROW for sign in text
    )


def _cut(text: str, end: int) -> int:
    """Return a place at or shortly before `end`: behind a sentence, else where no sign is torn from its neighbour."""
    ends: list[int] = [match.end() for match in _ENDS.finditer(text, end - _BACK, end)]
    for candidate in [*reversed(ends), *range(end, end - _BACK, -1)]:
        if not _torn(text[candidate - 1], text[candidate]):
            return candidate
    return end


def _torn(before: str, after: str) -> bool:
    if before in _OPENING or after in _CLOSING:
        return True
    return unicodedata.category(after) in ("Mn", "Mc", "Me", "Cf", "Sk") or before == "\u200d"
