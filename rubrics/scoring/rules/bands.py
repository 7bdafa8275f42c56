"""bands: the first band that holds gives its points, 其余 comes last. < 5%: 1, ≤ 10%: 0.5, 其余: 0."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.formulas import settle
from rubrics.scoring.formulas.numbers import NEAR
from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent, Undefined
from rubrics.scoring.types import Band

from .award import ZERO, Award, Ready, Scene, absent, as_told
from .base import RowRule
from .boundary import Boundary
from .place import Place
from .signs import COMPARE, OPPOSITE, Comparing
from .site import Cited, Site

_NOTHING_HOLDS = Undefined("没有一档适用")


@dataclass(frozen=True, slots=True)
class BandsRule(RowRule):
    kind: ClassVar[str] = "bands"
    value: Formula
    """Any dimension that compares: 纯数, 金额, 人, 天 …"""
    bands: tuple[Band, ...]
    """`bound` of the same dimension as the value; `gives` is points as text, from 0 to the row's points."""

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return (self.value, *(band.bound for band in self.bands if band.bound is not None))

    def boundaries(self) -> tuple[Boundary, ...]:
        """Edges that need an example on each side: every bound."""
        return tuple(
            Boundary(self.value, band.sign, band.bound, f"{band.sign} {band.bound.text}")
            for band in self.bands
            if band.bound is not None
        )

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: the first band that holds. Steps: value, band."""
        cited, ready = site.cite(self.value), _ready(self.bands, place, site)
        if all(isinstance(band.bound, Decimal) for band in ready):
            return _fixed(cited, ready)
        return _moving(cited, ready)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A band: `holds` of (value, bound) gives `points`; a bound that is a figure is computed each time."""

    sign: str
    bound: Decimal | Cited
    holds: Comparing
    points: Decimal
    step: Step


def _ready(bands: tuple[Band, ...], place: Place, site: Site) -> tuple[_Ready, ...]:
    """Return the bands made ready; 其余 holds for any value."""
    found: list[_Ready] = []
    for number, band in enumerate(bands):
        bound: Decimal | Cited = ZERO
        if band.bound is not None:
            cited = site.cite(band.bound)
            bound = cited if cited.constant is None else cited.constant
        points = Decimal(band.gives)
        edges = _edges(bands, number, site)
        step = Step("band", {"index": number, "edges": edges, "points": place.points, "award": points})
        found.append(_Ready(band.sign, bound, COMPARE.get(band.sign, _any), points, step))
    return tuple(found)


def _any(_value: Decimal, _bound: Decimal) -> bool:
    return True


def _edges(bands: tuple[Band, ...], number: int, site: Site) -> tuple[tuple[str, object, str], ...]:
    """Return both edges of a band as (sign, bound or None, words): the band before, turned round, and its own."""
    before = bands[number - 1] if number else None
    found = []
    if before is not None and before.bound is not None:
        found.append((OPPOSITE[before.sign], site.cite(before.bound).constant, before.bound.text))
    own = bands[number].bound
    if own is not None:
        found.append((bands[number].sign, site.cite(own).constant, own.text))
    return tuple(found)


def _fixed(cited: Cited, ready: tuple[_Ready, ...]) -> Ready:
    """All bounds are literals: nothing is computed but the value."""
    compute = cited.compute
    bounds = tuple(band.bound for band in ready if band.sign in COMPARE and isinstance(band.bound, Decimal))
    table = tuple(
        (band.holds, band.bound, band.points, band.step) for band in ready if isinstance(band.bound, Decimal)
    )

    def points(scene: Scene) -> Decimal | Absent:
        value = compute(scene.environment)
        if not isinstance(value, Decimal):
            return absent(value)
        settled = value.quantize(NEAR)
        for holds, bound, given, _ in table:
            if holds(settled, bound):
                return given
        return _NOTHING_HOLDS

    def award(scene: Scene) -> Award:
        value = compute(scene.environment)
        if not isinstance(value, Decimal):
            return Award(absent(value), ())
        settled = settle(value)
        for holds, bound, given, step in table:
            if holds(settled, bound):
                return Award(given, (cited.step(scene.environment, settled, bounds), step))
        return Award(_NOTHING_HOLDS, (cited.step(scene.environment, settled, bounds),))

    return Ready(points, award)


def _moving(cited: Cited, ready: tuple[_Ready, ...]) -> Ready:
    """Some bounds are figures of the filing; one that is absent before a band holds makes the row absent."""

    def award(scene: Scene) -> Award:
        value = cited.compute(scene.environment)
        if not isinstance(value, Decimal):
            return Award(absent(value), ())
        settled, bounds = settle(value), list[Decimal]()
        for band in ready:
            bound = band.bound.compute(scene.environment) if isinstance(band.bound, Cited) else band.bound
            if not isinstance(bound, Decimal):
                return Award(absent(bound), ())
            bounds.append(settle(bound))
            if band.holds(settled, bounds[-1]):
                shown = cited.step(scene.environment, settled, tuple(bounds))
                against = _bound_step(band, scene, bounds[-1])
                return Award(band.points, (shown, *against, band.step))
        return Award(_NOTHING_HOLDS, ())

    return as_told(award)


def _bound_step(band: _Ready, scene: Scene, bound: Decimal) -> tuple[Step, ...]:
    return (band.bound.step(scene.environment, bound),) if isinstance(band.bound, Cited) else ()
