"""JSON from outside, read strictly: what a careless reader lets pass or dies of is told to the caller."""

import json
import re
from collections import Counter
from collections.abc import Callable

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_BRACKETS = re.compile(r"[\[{\]}]")


class NotJSONError(ValueError):
    """The text is no JSON, or nests deeper than it may; the message is a Chinese phrase that says which."""


def load(text: str, *, deepest: int, odd: Callable[[str], object]) -> object:
    """Return the value of a JSON text of at most `deepest` nested brackets.

    `odd` is called with a Chinese phrase for every number that is no whole number (NaN, 1e400, 1.5) and every object
    with a key twice; what it returns stands in that place. Raises NotJSONError.
    """

    def unique(pairs: list[tuple[str, object]]) -> object:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        (twice, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        return odd(f"同一个键出现两次：{twice[:40]}")

    def number(said: str) -> object:
        return odd(f"不允许的数 {said[:20]}")

    def whole(said: str) -> object:
        return int(said) if len(said) <= 18 else number(said)

    if _depth(text) > deepest:
        raise NotJSONError("层数太多")
    try:
        loaded: object = json.loads(
            text, object_pairs_hook=unique, parse_constant=number, parse_float=number, parse_int=whole
        )
    except json.JSONDecodeError:
        raise NotJSONError("不是正确的 JSON") from None
    return loaded


def _depth(text: str) -> int:
    """Return how deep the brackets outside strings nest, in time that grows with the text only."""
    depth = deepest = 0
    for outside in _ESCAPED.sub("", text).split('"')[::2]:
        for sign in _BRACKETS.findall(outside):
            depth += 1 if sign in "[{" else -1
            deepest = max(deepest, depth)
    return deepest
