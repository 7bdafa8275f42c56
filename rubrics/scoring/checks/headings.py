"""form headings: a heading that is nearly, but not quite, a title of a table (样版 for 样板)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rubrics.scoring.characters import half_width
from rubrics.scoring.results import Outcome
from rubrics.scoring.states import Prose
from rubrics.scoring.types import Check

from .context import Case, Context
from .found import Found
from .message import Message
from .prose import Written, filled

LIKE = 0.8
"""Share of equal characters from which two titles are meant to be one."""
LONGEST_TITLE = 60
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十0-9]+\)|[0-9]+[.、])")
_SENTENCE = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class Headings:
    check: Check
    narrative: str
    table: str
    column: str
    message: Message

    def examine(self, context: Context) -> Iterator[Found]:
        """Yield each heading that is nearly a title, or one result for all."""
        texts, missing = filled((self.narrative,), context)
        titles = [row[self.column] for row in context.environment.rows[self.table]]
        known = {bare(title): title for title in titles if isinstance(title, str)}
        whole = Case(context.environment)
        if not texts or not known:
            outcome = Outcome.NO_DATA if missing and known else Outcome.NOT_APPLICABLE
            yield Found(outcome, whole, needs=missing if known else ())
            return
        found = [one for written, prose in texts for one in self._off(written, prose, known, context)]
        yield from found
        if not found:
            yield Found(Outcome.HOLDS, whole)

    def _off(
        self, written: Written, prose: Prose, known: dict[str, str], context: Context
    ) -> Iterator[Found]:
        for heading in dict.fromkeys(_headings(prose)):
            meant = nearest(bare(heading), known)
            if meant is None:
                continue
            built_in = {"标题": written.title, "原文": heading, "填报数": known[meant]}
            case = Case(context.environment, heading, built_in=built_in)
            yield Found(Outcome.FAILS, case, self.message.steps(case, {}), places=(written.address,))


def _headings(prose: Prose) -> Iterator[str]:
    """Yield the headings, and the lines that look like one: short, no sentence."""
    yield from (text for _, text in prose.headings)
    for line in prose.plain.splitlines():
        short = line.strip()
        if 0 < len(short) <= LONGEST_TITLE and not _SENTENCE.search(short.rstrip("。")):
            yield short


def bare(title: str) -> str:
    """Return the title without numbering, spaces, quotes and a full stop at its end."""
    folded = re.sub(r"[\s“”\"'‘’]", "", half_width(title))
    return _NUMBERING.sub("", folded).rstrip("。.：:")


def nearest(heading: str, known: dict[str, str]) -> str | None:
    """Return the known title that the heading nearly is; None when it is one, or like none."""
    if heading in known:
        return None
    best = max(known, key=lambda title: _likeness(heading, title))
    return best if len(heading) >= 4 and _likeness(heading, best) >= LIKE else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
