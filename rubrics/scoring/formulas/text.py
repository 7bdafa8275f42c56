"""What 包含, 匹配 and 字数 do with a text or a narrative: full-width and half-width count as the same."""

import unicodedata

from rubrics.scoring.clusters import written_length
from rubrics.scoring.problems import Problem
from rubrics.scoring.states import Known, Prose

from .pattern import compile_pattern

MAX_SEARCHED = 50_000


def words_of(value: Known) -> str:
    """Return the plain text in NFKC. Raises TypeError for what is not text (an absence among them)."""
    if isinstance(value, Prose):
        value = value.plain
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value if value.isascii() else unicodedata.normalize("NFKC", value)


def contains(value: Known, part: str) -> bool:
    """Say whether the text has `part` in it."""
    return unicodedata.normalize("NFKC", part) in words_of(value)


def matches(value: Known, pattern: str) -> bool:
    """Say whether the pattern occurs. Raises OverflowError for a text of more than 50,000 characters."""
    words, compiled = words_of(value), compile_pattern(pattern)
    if len(words) > MAX_SEARCHED:
        raise OverflowError("too long a text")
    if isinstance(compiled, Problem):
        raise TypeError("not a checked pattern")
    return compiled.occurs_in(words)


def length(value: Known) -> int:
    """Return the number of characters that are not white space, as a person counts them."""
    return written_length(words_of(value))
