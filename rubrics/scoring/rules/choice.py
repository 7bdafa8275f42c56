"""choice: one of several named outcomes, entered on the line or taken from a choice input."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.results import Step
from rubrics.scoring.states import Missing, Undefined

from .award import Award, Ready, Scene, absent, as_told
from .base import RowRule
from .entries import Entry, EntryKind
from .place import Place
from .site import Site


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class ChoiceRule(RowRule):
    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]
    source: str = ""
    """Id of the choice input (`from` in the document), with the same options; '': entered at line:X/选项."""

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in: the option, unless an input holds it."""
        if self.source:
            return ()
        options = tuple(option.text for option in self.options)
        return (Entry(place.address("选项"), EntryKind.OPTION, "选项", place.points, options=options),)

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: the points of the option. Steps: choice."""
        named = site.index.named(self.source) if self.source else None
        address = named.address if named else place.address("选项")
        options = {one.text: Award(one.points, (_step(one, address, place),)) for one in self.options}

        def award(scene: Scene) -> Award:
            chosen = scene.environment.values.get(self.source) if named else scene.entries.get(address)
            if isinstance(chosen, str):
                return options.get(chosen) or Award(Undefined(f"没有“{chosen}”这个选项", (address,)), ())
            return Award(absent(Missing((address,)) if chosen is None else chosen), ())

        return as_told(award)


def _step(option: Option, address: str, place: Place) -> Step:
    data = {"option": option.text, "address": address, "points": place.points, "award": option.points}
    return Step("choice", data)
