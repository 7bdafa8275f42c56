"""One scored row: the rule inside its modifiers, rounded once, with its reason and its state."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .address import line as line_address
from .formulas import settle
from .results import Line, LineState, Step
from .rules.absences import absence_steps
from .rules.award import Award, Awarding, Scene, entered_score
from .rules.base import RowRule
from .rules.entries import Entry, EntryKind
from .rules.modifiers import EXEMPT, unsaid, with_evidence, with_exemption, with_over, with_vetoes
from .rules.own import OwnRule
from .rules.place import Place
from .rules.site import Site
from .states import Absent, Missing, NotApplicable, Undefined
from .types import Criterion, Mode

type Lining = Callable[[Scene], Line]
"""A row made ready."""
_TOO_BIG = Undefined("数值太大，无法计算")


def entries_of(criterion: Criterion) -> tuple[Entry, ...]:
    """Return what a person fills in on the row, in order; () for a node without a rule."""
    rule = rule_of(criterion)
    if rule is None:
        return ()
    place = Place(criterion.id, criterion.points)
    entries = rule.entries(place)
    score = place.address("得分")
    if criterion.mode is Mode.COMPUTED or any(entry.address == score for entry in entries):
        return entries
    return (*entries, Entry(score, EntryKind.SCORE, "得分", criterion.points))


def rule_of(criterion: Criterion) -> RowRule | None:
    """Return the rule as one of rules.KINDS. Raises TypeError for any other."""
    if criterion.rule is None or isinstance(criterion.rule, RowRule):
        return criterion.rule
    raise TypeError(f"{criterion.id}: {type(criterion.rule).__name__} is no kind of rule")


def prepare_line(criterion: Criterion, rule: RowRule, site: Site) -> Lining:
    """Return the row made ready for many scorings."""
    award = _modified(criterion, rule, site)
    reason = "" if not criterion.reason or isinstance(rule, OwnRule) else line_address(criterion.id, "原因")
    return _Liner(criterion.id, criterion.points, award, reason, site.index.document.rounding.points)


def _modified(criterion: Criterion, rule: RowRule, site: Site) -> Awarding:
    place = Place(criterion.id, criterion.points)
    award = rule.prepare(place, site)
    if criterion.evidence:
        award = with_evidence(award, place.address("佐证"))
    if criterion.vetoes:
        award = with_vetoes(award, criterion.vetoes, site)
    if criterion.over is not None:
        award = with_over(award, criterion.over)
    if criterion.na is not None:
        award = with_exemption(award, criterion.na, place, site)
    score = place.address("得分")
    if criterion.mode is Mode.COMPUTED or any(entry.address == score for entry in rule.entries(place)):
        return award
    return _entered(award, score, criterion)


def _entered(award: Awarding, address: str, criterion: Criterion) -> Awarding:
    """Return the rule whose result a person enters (or, where the mode is editable, may replace). Steps: entered."""

    def entered(scene: Scene) -> Award:
        result, typed = award(scene), scene.entries.get(address)
        if typed is None and criterion.mode is Mode.EDITABLE:
            return result
        score = entered_score(typed, address, criterion.points)
        if not isinstance(score, Decimal):
            return Award(score, result.steps)
        computed = result.points if isinstance(result.points, Decimal) else None
        data = {"address": address, "points": criterion.points, "computed": computed, "award": score}
        return Award(score, (*result.steps, Step("entered", data)), result.fulfilment)

    return entered


@dataclass(frozen=True, slots=True)
class _Liner:
    id: str
    points: Decimal
    award: Awarding
    reason: str
    """Address of the reason, '' where none is asked for."""
    places: int

    def __call__(self, scene: Scene) -> Line:
        try:
            points, steps, _ = self.award(scene)
            if not isinstance(points, Decimal):
                return self._absent(points, steps)
            exact = settle(points)
        except ArithmeticError:
            return self._absent(_TOO_BIG, ())
        score = exact.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
        if score != exact:
            steps = (*steps, Step("rounding", {"exact": exact, "score": score, "places": self.places}))
        exempt = bool(steps) and steps[0].key == EXEMPT
        if self.reason and not exempt and self._lacks_reason(score, steps, scene):
            steps = (*steps, Step("reason_missing", {"address": self.reason}))
        state = LineState.NOT_APPLICABLE if exempt else LineState.SCORED
        return Line(self.id, self.points, state, score, steps)

    def _lacks_reason(self, score: Decimal, steps: tuple[Step, ...], scene: Scene) -> bool:
        """A reason is asked for below full points, far above the target, and where a computed score was replaced."""
        if score == self.points and not any(step.key in ("over", "entered") for step in steps):
            return False
        reason = scene.entries.get(self.reason)
        return not (isinstance(reason, str) and reason.strip())

    def _absent(self, absence: Absent, steps: tuple[Step, ...]) -> Line:
        if isinstance(absence, NotApplicable):
            if steps and steps[0].key == EXEMPT:
                return Line(self.id, self.points, LineState.NOT_APPLICABLE, None, steps)
            absence = unsaid(absence)
        state = LineState.MISSING if isinstance(absence, Missing) else LineState.UNDEFINED
        return Line(self.id, self.points, state, None, (*steps, *absence_steps(absence)), absence.addresses)
