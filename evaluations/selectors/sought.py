"""What is looked for when something is cleared: repeated whole, or by a long run, surely; by a short one perhaps."""

import re
from collections.abc import Iterable, Iterator

MARK = "〔已清除〕"
"""Stands where something was cleared."""
SHORTEST, SHORTEST_NUMBER, RUN = 4, 6, 12
"""Away from its place a text is known again whole from so many signs on, a number likewise, or by so long a run."""
RUN_NEAR = 8
"""And in what is said of the place itself, where it is known again however short it is."""
MAYBE, MAYBE_RUN = 2, 6
"""From here on a whole text, or a run of one, is shown for a decision: it may be the same by chance."""
_THIN = re.compile(r"[\s,，]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?%?")


class Sought:
    """The texts that stood at a place, prepared to be found in many others.

    `words` are those that a person names besides. `known` is what everybody may say: a shorter run of it is no hint.
    """

    def __init__(self, texts: Iterable[str], words: Iterable[str] = (), known: str = "") -> None:
        self.texts = frozenset(thin for text in texts if (thin := _thin(text)) and text != MARK)
        worded = [text for text in self.texts if not _is_number(text)]
        self._runs = {run: _runs(worded, run) for run in (RUN, RUN_NEAR, MAYBE_RUN)}
        said = _thin(known)
        self._runs[MAYBE_RUN] -= _runs([said], MAYBE_RUN)
        short = [
            text for text in self.texts if _may_be_chance(text) and (_is_number(text) or text not in said)
        ]
        named = [thin for word in words if len(thin := _thin(word)) >= MAYBE]
        self.words = tuple(named)
        self._pieces = [_loose(text) for text in (*named, *short)]

    def sure(self, text: str, *, near: bool = False) -> bool:
        """Say whether words repeat one of the texts: the whole of it, or a long run. `near`: said of its place."""
        seen = _thin(text)
        if not seen or text == MARK:
            return False
        if any(_whole(seen, one, near=near) for one in self.texts):
            return True
        run = RUN_NEAR if near else RUN
        return any(part in self._runs[run] for part in _parts(seen, run))

    def maybe(self, text: str) -> tuple[int, int] | None:
        """Return where words may repeat a text or one of the words, as a span; None where nothing hints at it."""
        if not text or text == MARK:
            return None
        found = next((match for piece in self._pieces if (match := piece.search(text))), None)
        return found.span() if found else self._shared(text)

    def named(self, text: str) -> bool:
        """Say whether a text holds one of the words that a person named."""
        seen = _thin(text)
        return any(word in seen for word in self.words)

    def at(self, text: str) -> tuple[int, int]:
        """Return where a text that surely repeats one begins to do so, as a span."""
        for one in sorted(self.texts, key=len, reverse=True):
            found = _loose(one).search(text) if len(one) <= len(text) else None
            if found:
                return found.span()
        return self.maybe(text) or self._shared(text, RUN_NEAR) or (0, 0)

    def _shared(self, text: str, run: int = MAYBE_RUN) -> tuple[int, int] | None:
        """Return the longest stretch from the first shared run on."""
        places = [at for at, sign in enumerate(text) if not _THIN.match(sign)]
        seen = "".join(text[at] for at in places)
        first = next((at for at, part in enumerate(_parts(seen, run)) if part in self._runs[run]), None)
        if first is None:
            return None
        last = first + run
        while last < len(seen) and any(seen[first : last + 1] in one for one in self.texts):
            last += 1
        return places[first], places[last - 1] + 1


def repeats(text: str, texts: Iterable[str], *, near: bool = False) -> bool:
    """Say whether words repeat one of some texts."""
    return Sought(texts).sure(text, near=near)


def _whole(seen: str, one: str, *, near: bool) -> bool:
    if _is_number(one):
        return (near or len(one) >= SHORTEST_NUMBER) and _number(one).search(seen) is not None
    return (near or len(one) >= SHORTEST) and one in seen


def _is_number(one: str) -> bool:
    return _NUMBER.fullmatch(one) is not None


def _may_be_chance(one: str) -> bool:
    if _is_number(one):
        return len(one) < SHORTEST_NUMBER
    return MAYBE <= len(one) < SHORTEST


def _number(one: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.]){re.escape(one)}(?![\d.]\d)(?!\d)")


def _loose(one: str) -> re.Pattern[str]:
    """Return what finds a text whatever blanks and commas stand in it; a number not inside of another."""
    body = r"[\s,，]*".join(map(re.escape, one))
    return re.compile(rf"(?<![\d.]){body}(?![\d.]\d)(?!\d)" if _is_number(one) else body)


def _runs(texts: Iterable[str], run: int) -> set[str]:
    return {part for text in texts for part in _parts(text, run)}


def _parts(text: str, run: int) -> Iterator[str]:
    return (text[at : at + run] for at in range(len(text) - run + 1))


def _thin(text: str) -> str:
    return _THIN.sub("", text)
