"""One scored row: the rule inside its modifiers, rounded once, with its reason and its state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .address import line as line_address
from .formulas import exact, settle
from .formulas.numbers import NEAR
from .results import Line, LineState, Step
from .rules.absences import absence_steps
from .rules.award import Award, Ready, Scene, as_told, entered_score
from .rules.base import RowRule
from .rules.entries import Entry, EntryKind
from .rules.halves import Halves, halves_of
from .rules.modifiers import EXEMPT, unsaid, with_evidence, with_exemption, with_over, with_vetoes
from .rules.own import OwnRule
from .rules.place import Place
from .rules.settled import SETTLED, with_settled
from .rules.site import Site
from .states import Absent, Missing, NotApplicable, Undefined
from .types import TYPED, Criterion, Mode

_TOO_BIG = Undefined("数值太大，无法计算")


def entries_of(criterion: Criterion) -> tuple[Entry, ...]:
    """Return what a person fills in on the row, in order; () for a node without a rule."""
    rule = rule_of(criterion)
    if rule is None:
        return ()
    place = Place(criterion.id, criterion.points)
    entries = rule.entries(place)
    score = place.address("得分")
    if criterion.mode not in TYPED or any(entry.address == score for entry in entries):
        return entries
    return (*entries, Entry(score, EntryKind.SCORE, "得分", criterion.points))


def rule_of(criterion: Criterion) -> RowRule | None:
    """Return the rule as one of rules.KINDS. Raises TypeError for any other."""
    if criterion.rule is None or isinstance(criterion.rule, RowRule):
        return criterion.rule
    raise TypeError(f"{criterion.id}: {type(criterion.rule).__name__} is no kind of rule")


def prepare_line(criterion: Criterion, rule: RowRule, site: Site) -> "Liner":
    """Return the row made ready for many scorings."""
    ready = _modified(criterion, rule, site)
    reason = "" if not criterion.reason or isinstance(rule, OwnRule) else line_address(criterion.id, "原因")
    places = site.index.document.rounding.points
    return Liner(criterion.id, criterion.points, ready, reason, places, halves_of(rule.formulas(), site))


def _modified(criterion: Criterion, rule: RowRule, site: Site) -> Ready:
    place = Place(criterion.id, criterion.points)
    ready = rule.prepare(place, site)
    if criterion.evidence:
        ready = with_evidence(ready, place.address("佐证"))
    if criterion.vetoes:
        ready = with_vetoes(ready, criterion.vetoes, site)
    if criterion.over is not None:
        ready = with_over(ready, criterion.over)
    if criterion.na is not None:
        ready = with_exemption(ready, criterion.na, place, site)
    if criterion.mode is Mode.REVIEWED:
        return with_settled(ready, criterion, site.index.document.rounding.points)
    score = place.address("得分")
    if criterion.mode not in TYPED or any(entry.address == score for entry in rule.entries(place)):
        return ready
    return _entered(ready, score, criterion)


def _entered(ready: Ready, address: str, criterion: Criterion) -> Ready:
    """Return the rule whose result a person enters (or, where the mode is editable, may replace). Steps: entered."""

    def award(scene: Scene) -> Award:
        result, typed = ready.award(scene), scene.entries.get(address)
        if typed is None and criterion.mode is Mode.EDITABLE:
            return result
        score = entered_score(typed, address, criterion.points)
        if not isinstance(score, Decimal):
            return Award(score, result.steps)
        computed = result.points if isinstance(result.points, Decimal) else None
        data = {"address": address, "points": criterion.points, "computed": computed, "award": score}
        return Award(score, (*result.steps, Step("entered", data)), result.fulfilment)

    return as_told(award)


@dataclass(slots=True)
class Liner:
    """A row made ready."""

    id: str
    points: Decimal
    ready: Ready
    reason: str
    """Address of the reason, '' where none is asked for."""
    places: int
    halves: Halves
    quantum: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        self.quantum = Decimal(1).scaleb(-self.places)

    def score(self, scene: Scene) -> Decimal | None:
        """Return the rounded points, None where there are none. Inside formulas.exact()."""
        try:
            points = self.ready.points(scene)
            if isinstance(points, Decimal):
                score = points.quantize(self.quantum, ROUND_HALF_UP)
                return (
                    score if score == points else points.quantize(NEAR).quantize(self.quantum, ROUND_HALF_UP)
                )
        except ArithmeticError:
            pass
        return None

    def line(self, scene: Scene) -> Line:
        """Return the row with its explanation. Inside formulas.exact()."""
        try:
            points, steps, _ = self.ready.award(scene)
            if not isinstance(points, Decimal):
                return self._absent(points, steps, scene)
            given = settle(points)
        except ArithmeticError:
            return self._without_points(_TOO_BIG, ())
        score = given.quantize(self.quantum, ROUND_HALF_UP)
        if score != given:
            steps = (*steps, Step("rounding", {"exact": given, "score": score, "places": self.places}))
        exempt = bool(steps) and steps[0].key == EXEMPT
        if self.reason and not exempt and self._lacks_reason(score, steps, scene):
            steps = (*steps, Step("reason_missing", {"address": self.reason}))
        state = LineState.NOT_APPLICABLE if exempt else LineState.SCORED
        return Line(self.id, self.points, state, score, steps)

    def _lacks_reason(self, score: Decimal, steps: tuple[Step, ...], scene: Scene) -> bool:
        """A reason is asked for below full points, far above the target, and where a computed score was replaced.

        Points that the reviewer set bear his own reason.
        """
        if any(step.key == SETTLED for step in steps):
            return False
        if score == self.points and not any(step.key in ("over", "entered") for step in steps):
            return False
        reason = scene.entries.get(self.reason)
        return not (isinstance(reason, str) and reason.strip())

    def _absent(self, absence: Absent, steps: tuple[Step, ...], scene: Scene) -> Line:
        if isinstance(absence, NotApplicable) and steps and steps[0].key == EXEMPT:
            return Line(self.id, self.points, LineState.NOT_APPLICABLE, None, steps)
        half = None if isinstance(absence, Missing) else self.halves.find(scene.environment)
        if half is not None:
            return Line(self.id, self.points, LineState.UNDEFINED, None, (*steps, half.step), half.addresses)
        return self._without_points(unsaid(absence) if isinstance(absence, NotApplicable) else absence, steps)

    def _without_points(self, absence: Missing | Undefined, steps: tuple[Step, ...]) -> Line:
        state = LineState.MISSING if isinstance(absence, Missing) else LineState.UNDEFINED
        return Line(self.id, self.points, state, None, (*steps, *absence_steps(absence)), absence.addresses)


class Lines(Mapping[str, Line]):
    """The rows of one scoring. Points are there; an explanation is told when its row is looked at, and kept."""

    __slots__ = ("_lines", "_places", "_scene", "liners", "scores")

    def __init__(
        self,
        liners: Sequence[Liner],
        places: Mapping[str, int],
        scores: Sequence[Decimal | None],
        scene: Scene,
    ) -> None:
        self.liners, self.scores = liners, scores
        self._places, self._scene = places, scene
        self._lines: dict[str, Line] = {}

    def __getitem__(self, key: str) -> Line:
        if key not in self._lines:
            place = self._places[key]
            with exact():
                line = self.liners[place].line(self._scene)
            if line.score != self.scores[place]:
                raise RuntimeError(f"{key}: explained as {line.score}, scored as {self.scores[place]}")
            self._lines[key] = line
        return self._lines[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return repr(dict(self))
