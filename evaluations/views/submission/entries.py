"""What the page of the cross-checks lists: groups by severity, and one entry for every thing that is open."""

from dataclasses import dataclass

from django.forms.boundfield import BoundField

from evaluations.views.filing.cures import Cure


@dataclass(frozen=True, slots=True)
class Link:
    """The way to a place on a stage page; `url` is '' for a place that no page has. `note` says what to do there."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that a finding is about: what it is called, and the value with its unit."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding or one heap of empty places.

    `facts` are both sides and their difference; `hints` say which usual mistake it may be and what mending it gives;
    `under` are findings that wait until this one is mended; `box` is the place of 情况说明, with `base` beside it.
    """

    id: str
    severity: str
    code: str
    place: str
    text: str
    url: str
    facts: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()
    links_title: str = ""
    hints: tuple[str, ...] = ()
    cures: tuple[Cure, ...] = ()
    under: tuple["Entry", ...] = ()
    weight: int = 1
    """How many things are open here: a heap of empty places counts each of them."""
    explained: bool = False
    explanation: str = ""
    box: BoundField | None = None
    base: BoundField | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one severity; `explained` counts those that are settled by words."""

    id: str
    severity: str
    entries: tuple[Entry, ...]
    note: str

    @property
    def explained(self) -> int:
        return sum(entry.explained for entry in self.entries)

    @property
    def open(self) -> int:
        """How many things are not settled."""
        return sum(entry.weight for entry in self.entries if not entry.explained)

    @property
    def count(self) -> int:
        """How many things there are, settled ones too."""
        return self.open + self.explained
