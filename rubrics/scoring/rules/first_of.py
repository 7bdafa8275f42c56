"""first_of: alternatives of which one is live: chosen by the bureau, by a condition, or by the filer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rubrics.scoring.formulas import words
from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.results import Step
from rubrics.scoring.states import Known, Missing, Undefined

from .award import Award, Ready, Scene, absent, as_told
from .base import RowRule
from .boundary import Boundary
from .entries import Entry, EntryKind
from .place import Place
from .site import Cited, Site


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to score the row, worth all its points. Entries stand under line:X/<id>/…"""

    id: str
    rule: RowRule
    """Any kind but own."""
    when: Formula | None = None
    """Dimension 是否: live when it is the first that holds."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class FirstOfRule(RowRule):
    kind: ClassVar[str] = "first_of"
    alternatives: tuple[Alternative, ...]
    chosen: str = ""
    """The alternative that the bureau chose. '': the first whose `when` holds if any has one (one without
    always holds), else the filer picks at line:X/选项."""

    @property
    def picked(self) -> bool:
        """Whether the filer picks."""
        return not self.chosen and all(one.when is None for one in self.alternatives)

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        conditions = tuple(one.when for one in self.alternatives if one.when is not None)
        return (*conditions, *(formula for one in self.alternatives for formula in one.rule.formulas()))

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in: the choice where it is theirs, and the entries of what can be live."""
        live = [one for one in self.alternatives if self.chosen in ("", one.id)]
        inner = tuple(entry for one in live for entry in one.rule.entries(place.inside(one.id, place.points)))
        if not self.picked:
            return inner
        names = tuple(one.id for one in self.alternatives)
        choice = Entry(place.address("选项"), EntryKind.OPTION, "适用方式", place.points, options=names)
        return (choice, *inner)

    def boundaries(self) -> tuple[Boundary, ...]:
        """Edges that need an example on each side: those of the alternatives that can be live."""
        live = [one for one in self.alternatives if self.chosen in ("", one.id)]
        return tuple(boundary for one in live for boundary in one.rule.boundaries())

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: the points of the alternative that is live. Steps: alternative, then its own."""
        ready = {
            one.id: one.rule.prepare(place.inside(one.id, place.points), site) for one in self.alternatives
        }
        steps = {one.id: _step(one, self, place) for one in self.alternatives}
        live = self._live(place, site)

        def award(scene: Scene) -> Award:
            chosen = live(scene)
            if not isinstance(chosen, str):
                return Award(absent(chosen), ())
            if chosen not in ready:
                return Award(Undefined(f"没有“{chosen}”这个选项", (place.address("选项"),)), ())
            result = ready[chosen].award(scene)
            return Award(result.points, (steps[chosen], *result.steps), result.fulfilment)

        return as_told(award)

    def _live(self, place: Place, site: Site) -> Callable[[Scene], Known]:
        """Return what says which alternative is live."""
        if self.chosen:
            return lambda _scene: self.chosen
        address = place.address("选项")
        if self.picked:
            return lambda scene: scene.entries.get(address, Missing((address,)))
        conditions = tuple(
            (one.id, None if one.when is None else site.cite(one.when)) for one in self.alternatives
        )
        return lambda scene: _first(conditions, scene)


def _first(conditions: tuple[tuple[str, Cited | None], ...], scene: Scene) -> Known:
    for alternative, condition in conditions:
        holds = True if condition is None else condition.compute(scene.environment)
        if holds is True:
            return alternative
        if holds is not False:
            return holds
    return Undefined("没有一种计分方式适用")


def _step(alternative: Alternative, rule: FirstOfRule, place: Place) -> Step:
    why = "document" if rule.chosen else "filer" if rule.picked else "condition"
    condition = "" if alternative.when is None else words(alternative.when.tree)
    data = {"alternative": alternative.id, "title": alternative.label or alternative.id, "why": why}
    return Step("alternative", {**data, "condition": condition, "address": place.address("选项")})
