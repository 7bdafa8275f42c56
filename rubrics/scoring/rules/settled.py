"""Points that the reviewer sets in place of the computed ones, where the document allows it."""

from decimal import ROUND_HALF_UP, Decimal

from rubrics.scoring import address
from rubrics.scoring.formulas import settle
from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent
from rubrics.scoring.types import Criterion

from .award import Award, Ready, Scene, entered_score
from .modifiers import EXEMPT

SETTLED = "settled"
"""Key of the step that says so."""


def with_settled(rule: Ready, criterion: Criterion, places: int) -> Ready:
    """Return the rule with the points that are set at line:X/核定, if any are. Steps: settled.

    A row that does not apply stays so: whether there is the thing at all is said by the figures.
    """
    where = address.line(criterion.id, address.SETTLED)
    why = address.line(criterion.id, address.SETTLED, address.REASON)
    quantum = Decimal(1).scaleb(-places)

    def points(scene: Scene) -> Decimal | Absent:
        return rule.points(scene) if scene.entries.get(where) is None else award(scene).points

    def award(scene: Scene) -> Award:
        result, given = rule.award(scene), scene.entries.get(where)
        if given is None or (result.steps and result.steps[0].key == EXEMPT):
            return result
        score = entered_score(given, where, criterion.points)
        if not isinstance(score, Decimal):
            return Award(score, result.steps)
        computed = result.points
        if isinstance(computed, Decimal):
            computed = settle(computed).quantize(quantum, ROUND_HALF_UP)
        data = {
            "address": where,
            "points": criterion.points,
            "computed": computed if isinstance(computed, Decimal) else None,
            "award": score,
            "reason": scene.entries.get(why),
        }
        return Award(score, (*result.steps, Step(SETTLED, data)), result.fulfilment)

    return Ready(points, award)
