"""Where something that is to be cleared stands besides: surely it, or perhaps, each with the words around it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from evaluations.models import CommentEntry, Event, Filing, Preset, SignedScan
from rubrics.scoring import address as addresses

from .records import INSIDE
from .sought import Sought
from .word_columns import CODE_KEYS, HOLDERS, Holder

HIDDEN = frozenset({*INSIDE, "set_offices"})
"""Acts inside of a department: the bureau is told that the words stand there, no more."""
AROUND = 16
"""Signs on each side of what was found."""
type Leaf = tuple[str, str]
"""A text in a column, and the address that it is said of ('' for none of its own)."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A row in which it stands, `key` names it in a form; `sure`: it is cleared anyhow."""

    key: str
    title: str
    before: str = ""
    found: str = ""
    after: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, where it stood, and whose it was."""

    filing: Filing
    where: str
    sought: Sought

    def near(self, about: str) -> bool:
        """Whether words said of an address are said of the place: of itself, of a part of it, of its row."""
        inside = about == self.where or about.startswith((f"{self.where}/", f"{self.where}#"))
        return bool(about) and (inside or (about.startswith("row:") and self.where.startswith(f"{about}/")))

    def sure(self, text: str, about: str = "") -> bool:
        """Whether a text surely says again what stood there."""
        return self.sought.sure(text, near=self.near(about))


def key_of(row: Any) -> str:
    """Return by what a row is named in a form."""
    return f"{row._meta.model_name}/{row.pk}"


def found_in_words(search: Search) -> list[Occurrence]:
    """Return the rows of the filing's own words, of its events and of its department's in which it stands."""
    found: list[Occurrence] = []
    said: set[str] = set()
    for holder in HOLDERS:
        for row in rows_of(holder, search.filing):
            texts = leaves_of(holder, row)
            said |= {text for text, _ in texts}
            title = holder.title.format(row=row)
            hidden = holder.inside or is_unsent(search.filing, row)
            found += _told(search, Occurrence(key_of(row), title), texts, inside=hidden)
    for event in events_about(search.filing):
        own = [
            (text, "") for text in event_leaves(event.data) if text not in said
        ]  # what a row says goes with it
        title = f"{event.at:%Y-%m-%d} 的办理记录"
        found += _told(search, Occurrence(key_of(event), title), own, inside=event.action in HIDDEN)
    return [*found, *_of_the_bureau(search)]


def is_unsent(filing: Filing, row: Any) -> bool:
    """Whether a row came after what was sent last, and is the department's own until it sends again."""
    if isinstance(row, CommentEntry):
        return row.kind == CommentEntry.Kind.ANSWER and row.revision > (filing.sent_revision or 0)
    if isinstance(row, SignedScan):
        return filing.submitted_at is None or row.at > filing.submitted_at
    return False


def _of_the_bureau(search: Search) -> Iterator[Occurrence]:
    """Yield the figures that the bureau imported for the department: none of them goes unasked."""
    filing = search.filing
    for one in Preset.objects.filter(cycle=filing.cycle_id, department=filing.department_id).order_by("pk"):
        texts = [(text, addresses.figure(one.key)) for text in (one.value, one.former, one.source)]
        found = list(_told(search, Occurrence(key_of(one), one.get_kind_display()), texts, inside=False))
        yield from (replace(told, sure=False) for told in found[:1])


def _told(search: Search, one: Occurrence, leaves: Iterable[Leaf], *, inside: bool) -> Iterator[Occurrence]:
    """Yield a row once where one of its texts surely is it, and once where another may be: that one is to be chosen."""
    best: dict[bool, Occurrence] = {}
    for text, about in leaves:
        sure = search.sure(text, about)
        span = search.sought.at(text) if sure else search.sought.maybe(text)
        if span is not None and sure not in best:
            told = replace(one, sure=sure)
            best[sure] = told if inside else in_context(told, text, span)
    yield from best.values()


def in_context(one: Occurrence, text: str, span: tuple[int, int]) -> Occurrence:
    """Return an occurrence with the words around it."""
    first, last = span
    before, after = text[max(0, first - AROUND) : first], text[last : last + AROUND]
    return replace(
        one,
        before=f"{'…' if first > AROUND else ''}{before}",
        found=text[first:last],
        after=f"{after}{'…' if last + AROUND < len(text) else ''}",
    )


def rows_of(holder: Holder, filing: Filing) -> list[Any]:
    """Return the rows of a filing that hold words, oldest first."""
    return list(holder.model._default_manager.filter(**{holder.owner: filing.pk}).order_by("pk"))


def leaves_of(holder: Holder, row: Any) -> list[Leaf]:
    """Return the texts of a row, each with the address that it is said of."""
    about = about_of(holder, row)
    return [leaf for name in holder.columns for leaf in _leaves(getattr(row, name), about)]


def about_of(holder: Holder, row: Any) -> str:
    """Return the address that the words of a row are said of, '' for none."""
    if not holder.about:
        return ""
    return addresses.line(row.line) if holder.about == "place" else str(attrgetter(holder.about)(row))


def _leaves(value: Any, about: str) -> Iterator[Leaf]:
    if isinstance(value, str):
        yield value, about
    elif isinstance(value, Mapping):
        of = str(value.get("address", about))
        yield from (leaf for name, one in value.items() if name != "address" for leaf in _leaves(one, of))
    elif isinstance(value, list):
        yield from (leaf for one in value for leaf in _leaves(one, about))


def events_about(filing: Filing) -> Iterable[Event]:
    """Return the events of a filing, and those of its cycle that are about its department."""
    cycle = Event.objects.filter(chain=f"cycle/{filing.cycle_id}")
    yield from filing.events.order_by("seq")
    yield from (
        event for event in cycle.order_by("seq") if event.data.get("department") == filing.department_id
    )


def event_leaves(data: Mapping[str, Any]) -> list[str]:
    """Return the texts in an event's data that people may have written."""
    return [text for name, one in data.items() if name not in CODE_KEYS for text, _ in _leaves(one, "")]
