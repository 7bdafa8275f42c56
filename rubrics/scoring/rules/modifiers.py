"""Modifiers around a rule, in this order: not applicable, the rule, evidence, veto; the reason is the line's."""

from decimal import Decimal

from rubrics.scoring.formulas import settle
from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent, NotApplicable, Undefined
from rubrics.scoring.types import Gives, NaClause, Over, Veto

from .award import ZERO, Award, Ready, Scene, absent, as_told
from .evidence import evidence_count
from .place import Place
from .site import Cited, Site

EXEMPT = "not_applicable"
"""Key of the first step of an award that was given, or left out, because the thing does not exist."""


def with_evidence(rule: Ready, address: str) -> Ready:
    """Return the rule that gives nothing when no evidence is named at `address`. Steps: no_evidence."""

    def points(scene: Scene) -> Decimal | Absent:
        given = rule.points(scene)
        return given if not isinstance(given, Decimal) or evidence_count(scene.entries.get(address)) else ZERO

    def award(scene: Scene) -> Award:
        result = rule.award(scene)
        if not isinstance(result.points, Decimal) or evidence_count(scene.entries.get(address)):
            return result
        return Award(ZERO, (*result.steps, Step("no_evidence", {"address": address})), result.fulfilment)

    return Ready(points, award)


def with_vetoes(rule: Ready, vetoes: tuple[Veto, ...], site: Site) -> Ready:
    """Return the rule that gives nothing when a veto holds. Steps: veto.

    A veto that cannot be decided leaves the row without points; one about a thing that does not exist does not hold.
    """
    ready = tuple((veto.name, site.cite(veto.when)) for veto in vetoes)

    def points(scene: Scene) -> Decimal | Absent:
        given = rule.points(scene)
        if not isinstance(given, Decimal):
            return given
        held = _held(ready, scene)
        if held is None:
            return given
        return ZERO if isinstance(held, tuple) else held

    def award(scene: Scene) -> Award:
        result = rule.award(scene)
        if not isinstance(result.points, Decimal):
            return result
        held = _held(ready, scene)
        if held is None:
            return result
        if not isinstance(held, tuple):
            return Award(held, result.steps)
        name, condition = held
        step = Step("veto", {"name": name, **condition.condition(scene.environment)})
        return Award(ZERO, (*result.steps, step), result.fulfilment)

    return Ready(points, award)


def _held(vetoes: tuple[tuple[str, Cited], ...], scene: Scene) -> tuple[str, Cited] | Absent | None:
    """Return the first veto that holds, or why one cannot be decided; None when none holds."""
    for veto in vetoes:
        holds = veto[1].compute(scene.environment)
        if holds is True:
            return veto
        if holds is not False and not isinstance(holds, NotApplicable):
            return absent(holds)
    return None


def with_exemption(rule: Ready, clause: NaClause, place: Place, site: Site) -> Ready:
    """Return the rule with 无此事项: full points, none, or left out of the total. Steps: not_applicable."""
    if clause.when is None:
        return _exempt_by_value(rule, clause.gives, place.points)
    condition = site.cite(clause.when)

    def points(scene: Scene) -> Decimal | Absent:
        return rule.points(scene) if condition.compute(scene.environment) is False else award(scene).points

    def award(scene: Scene) -> Award:
        holds = condition.compute(scene.environment)
        if holds is True or isinstance(holds, NotApplicable):
            absence = holds if isinstance(holds, NotApplicable) else NotApplicable(condition.addresses)
            return _exempt(clause.gives, place.points, absence, condition.condition(scene.environment))
        return rule.award(scene) if holds is False else Award(absent(holds), ())

    return Ready(points, award)


def _exempt_by_value(rule: Ready, gives: Gives, most: Decimal) -> Ready:
    """The rule's own value says that there is nothing (0/0, 无此事项)."""

    def points(scene: Scene) -> Decimal | Absent:
        given = rule.points(scene)
        return award(scene).points if isinstance(given, NotApplicable) else given

    def award(scene: Scene) -> Award:
        result = rule.award(scene)
        if isinstance(result.points, NotApplicable):
            return _exempt(gives, most, result.points, {"of": None, "values": (), "places": ()})
        return result

    return Ready(points, award)


def _exempt(gives: Gives, points: Decimal, absence: NotApplicable, cited: dict[str, object]) -> Award:
    given = {Gives.FULL: points, Gives.ZERO: ZERO}.get(gives)
    data = {"gives": gives.value, "points": points, "award": given, "reason": absence.reason}
    step = Step(EXEMPT, {**data, "addresses": absence.addresses, **cited})
    return Award(absence if given is None else given, (step,))


def with_over(rule: Ready, over: Over) -> Ready:
    """Return the rule that flags a result far above its target and loses what the document says. Steps: over."""

    def award(scene: Scene) -> Award:
        result = rule.award(scene)
        fulfilment = result.fulfilment
        if fulfilment is None or settle(fulfilment) < over.limit or not isinstance(result.points, Decimal):
            return result
        lost = min(over.loses, result.points)
        step = Step("over", {"limit": over.limit, "fulfilment": fulfilment, "lost": lost})
        return Award(result.points - lost, (*result.steps, step), fulfilment)

    return as_told(award)


def unsaid(absence: NotApplicable) -> Undefined:
    """Return the block of a row that does not apply and whose document does not say what that gives."""
    why = "不适用，评分标准没有写明这时怎么计分"
    return Undefined(f"{absence.reason}：{why}" if absence.reason else why, absence.addresses)
