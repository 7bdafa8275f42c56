"""Characters as a person counts them: a letter with its accents, a joined emoji or a flag is one.

The page counts the same with Intl.Segmenter (editor/signs.js). Rules of whole scripts that no answer here is written in
(joined Korean letters, signs before Indic ones) are left out.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_JOINER = "\u200d"
_MARKS = frozenset(("Mn", "Me", "Mc"))
_CONTROLS = frozenset(("Cc", "Cf", "Zl", "Zp", "Cs"))
_ALSO_ATTACHED = frozenset(("\u200c", _JOINER, "\uff9e", "\uff9f"))
"""Two joiners that cannot be seen, and the two half-width voice marks."""
EACH_ALONE = re.compile("[\x00-\u02ff\u2010-\u2027\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uff00-\uff9d]*")
"""Signs that never join, which nearly every text is made of (editor/signs.js knows the same)."""


def character_length(text: str) -> int:
    """Return how many characters a person sees in a text, spaces among them."""
    return sum(1 for _ in _firsts(text))


def written_length(text: str) -> int:
    """Return 字数: the same without spaces and line ends."""
    return sum(not first.isspace() for first in _firsts(text))


def _firsts(text: str) -> Iterable[str]:
    """Return the first sign of each character."""
    return text if EACH_ALONE.fullmatch(text) else firsts_joined(text)


def firsts_joined(text: str) -> Iterator[str]:
    """Yield the first sign of each character, whatever joins."""
    base = before = ""
    half = False
    for sign in text:
        attached = bool(before) and _is_attached(sign) and not _is_control(before)
        joined = before == _JOINER and _is_picture(base) and _is_picture(sign)
        flag = _is_half_of_a_flag(sign)
        if not (attached or joined or (flag and half)):
            yield sign
        half = flag and not half
        base = base if attached else sign
        before = sign


def _is_attached(sign: str) -> bool:
    if sign < "\u0300":
        return False
    tone_or_tag = "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f"
    return tone_or_tag or sign in _ALSO_ATTACHED or unicodedata.category(sign) in _MARKS


def _is_control(sign: str) -> bool:
    return not _is_attached(sign) and unicodedata.category(sign) in _CONTROLS


def _is_picture(sign: str) -> bool:
    return unicodedata.category(sign) == "So" and not _is_half_of_a_flag(sign)


def _is_half_of_a_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"
