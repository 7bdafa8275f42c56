"""checklist: each statement met adds its points; it is ticked, computed (when) or judged (a score inside)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from rubrics.scoring.formulas.absence import ABSENT
from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent, Missing

from .award import ZERO, Award, Awarding, Pointing, Ready, Scene, as_told, entered_score
from .base import RowRule
from .entries import Entry, EntryKind
from .evidence import evidence_count
from .members import Member, added
from .place import Place
from .quick import Computed
from .site import Cited, Site

type _Ticks = tuple[tuple[str, Decimal], ...]


class ItemWay(StrEnum):
    TICKED = "ticked"
    COMPUTED = "computed"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Item:
    """One statement. `when` (是否) is set exactly where `way` is COMPUTED."""

    id: str
    points: Decimal
    way: ItemWay = ItemWay.TICKED
    when: Formula | None = None
    evidence: bool = False
    """Without evidence (line:X/<item>/佐证) it gives nothing."""
    text: str = ""
    """The statement in full, as the finance bureau printed it."""


@dataclass(frozen=True, slots=True)
class ChecklistRule(RowRule):
    kind: ClassVar[str] = "checklist"
    items: tuple[Item, ...]
    """Their points add up to the row's."""

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return tuple(item.when for item in self.items if item.when is not None)

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in: a tick or a score for each item that is not computed."""
        return tuple(_entry(item, place) for item in self.items if item.way is not ItemWay.COMPUTED)

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: the points of what is met. Steps: item (one each), unproven."""
        members = tuple(_proven(item, place, _member(item, place, site)) for item in self.items)

        def award(scene: Scene) -> Award:
            total, steps, absences = ZERO, list[Step](), list[tuple[str, Absent]]()
            for member in members:
                given, step = member(scene)
                if isinstance(given, Decimal):
                    total += given
                else:
                    absences.append((str(step.data["item"]), given))
                steps.append(step)
            return Award(added(absences, len(members)) if absences else total, tuple(steps))

        if any(item.evidence for item in self.items):
            return as_told(award)
        return Ready(self._points(place, site, award), award)

    def _points(self, place: Place, site: Site, award: Awarding) -> Pointing:
        """Return the short way: what is not plainly answered is left to `award`."""
        ticks, conditions, scores = self._by_way(place, site)

        def points(scene: Scene) -> Decimal | Absent:
            total, entries = ZERO, scene.entries
            for address, given in ticks:
                ticked = entries.get(address)
                if ticked is True:
                    total += given
                elif ticked is not False:
                    return award(scene).points
            for condition, given in conditions:
                holds = condition(scene.environment)
                if holds is True:
                    total += given
                elif holds is not False:
                    return award(scene).points
            for address, most in scores:
                score = entered_score(entries.get(address), address, most)
                if not isinstance(score, Decimal):
                    return award(scene).points
                total += score
            return total

        return points

    def _by_way(
        self, place: Place, site: Site
    ) -> tuple[_Ticks, tuple[tuple[Computed, Decimal], ...], _Ticks]:
        ways = {way: [item for item in self.items if item.way is way] for way in ItemWay}
        ticks, scores = (
            tuple((place.address(item.id), item.points) for item in ways[way])
            for way in (ItemWay.TICKED, ItemWay.JUDGED)
        )
        computed = [
            (site.cite(item.when).compute, item.points) for item in self.items if item.when is not None
        ]
        return ticks, tuple(computed), scores


def _entry(item: Item, place: Place) -> Entry:
    kind = EntryKind.SCORE if item.way is ItemWay.JUDGED else EntryKind.TICK
    return Entry(place.address(item.id), kind, item.text or item.id, item.points, item.evidence)


def _member(item: Item, place: Place, site: Site) -> Member:
    if item.when is not None:
        return _computed(item, site.cite(item.when))
    address = place.address(item.id)
    return _judged(item, address) if item.way is ItemWay.JUDGED else _ticked(item, address)


def _ticked(item: Item, address: str) -> Member:
    """All three answers of a tick are known beforehand."""
    yes = (item.points, _step(item, address, met=True, award=item.points))
    no = (ZERO, _step(item, address, met=False, award=ZERO))
    nothing = (Missing((address,)), _step(item, address, met=None, award=None))

    def member(scene: Scene) -> tuple[Decimal | Absent, Step]:
        value = scene.entries.get(address)
        if value is True:
            return yes
        if value is False:
            return no
        return (value, nothing[1]) if isinstance(value, ABSENT) else nothing

    return member


def _computed(item: Item, condition: Cited) -> Member:
    def member(scene: Scene) -> tuple[Decimal | Absent, Step]:
        value = condition.compute(scene.environment)
        if isinstance(value, ABSENT):
            return value, _step(item, "", met=None, award=None)
        award = item.points if value is True else ZERO
        step = _step(item, "", met=value is True, award=award)
        return award, Step("item", {**step.data, **condition.condition(scene.environment)})

    return member


def _judged(item: Item, address: str) -> Member:
    def member(scene: Scene) -> tuple[Decimal | Absent, Step]:
        score = entered_score(scene.entries.get(address), address, item.points)
        award = score if isinstance(score, Decimal) else None
        return score, _step(item, address, met=None if award is None else award == item.points, award=award)

    return member


def _proven(item: Item, place: Place, member: Member) -> Member:
    """Return the member that gives nothing without evidence, where the item asks for it."""
    if not item.evidence:
        return member
    address = place.address(item.id, "佐证")

    def proven(scene: Scene) -> tuple[Decimal | Absent, Step]:
        given, step = member(scene)
        if given and isinstance(given, Decimal) and not evidence_count(scene.entries.get(address)):
            return ZERO, Step("unproven", {**step.data, "evidence": address, "award": ZERO})
        return given, step

    return proven


def _step(item: Item, address: str, *, met: bool | None, award: Decimal | None) -> Step:
    data = {"item": item.id, "text": item.text or item.id, "way": item.way.value, "address": address}
    return Step("item", {**data, "met": met, "points": item.points, "award": award})
