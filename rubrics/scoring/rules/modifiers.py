"""Modifiers around a rule, in this order: not applicable, the rule, evidence, veto; the reason is the line's."""

from decimal import Decimal

from rubrics.scoring.formulas import settle
from rubrics.scoring.results import Step
from rubrics.scoring.states import NotApplicable, Undefined
from rubrics.scoring.types import Gives, NaClause, Over, Veto

from .award import ZERO, Award, Awarding, Scene, absent
from .evidence import evidence_count
from .place import Place
from .site import Site

EXEMPT = "not_applicable"
"""Key of the first step of an award that was given, or left out, because the thing does not exist."""


def with_evidence(award: Awarding, address: str) -> Awarding:
    """Return the rule that gives nothing when no evidence is named at `address`. Steps: no_evidence."""

    def proven(scene: Scene) -> Award:
        result = award(scene)
        if not isinstance(result.points, Decimal) or evidence_count(scene.entries.get(address)):
            return result
        return Award(ZERO, (*result.steps, Step("no_evidence", {"address": address})), result.fulfilment)

    return proven


def with_vetoes(award: Awarding, vetoes: tuple[Veto, ...], site: Site) -> Awarding:
    """Return the rule that gives nothing when a veto holds. Steps: veto.

    A veto that cannot be decided leaves the row without points; one about a thing that does not exist does not hold.
    """
    ready = tuple((veto.name, site.cite(veto.when)) for veto in vetoes)

    def vetoed(scene: Scene) -> Award:
        result = award(scene)
        if not isinstance(result.points, Decimal):
            return result
        for name, condition in ready:
            holds = condition.compute(scene.environment)
            if holds is True:
                step = Step("veto", {"name": name, **condition.condition(scene.environment)})
                return Award(ZERO, (*result.steps, step), result.fulfilment)
            if holds is not False and not isinstance(holds, NotApplicable):
                return Award(absent(holds).points, result.steps)
        return result

    return vetoed


def with_exemption(award: Awarding, clause: NaClause, place: Place, site: Site) -> Awarding:
    """Return the rule with 无此事项: full points, none, or left out of the total. Steps: not_applicable."""
    condition = None if clause.when is None else site.cite(clause.when)

    def exempted(scene: Scene) -> Award:
        if condition is None:
            result = award(scene)
            if isinstance(result.points, NotApplicable):
                return _exempt(
                    clause.gives, place.points, result.points, {"of": None, "values": (), "places": ()}
                )
            return result
        holds = condition.compute(scene.environment)
        if holds is True or isinstance(holds, NotApplicable):
            absence = holds if isinstance(holds, NotApplicable) else NotApplicable(condition.addresses)
            return _exempt(clause.gives, place.points, absence, condition.condition(scene.environment))
        return award(scene) if holds is False else absent(holds)

    return exempted


def _exempt(gives: Gives, points: Decimal, absence: NotApplicable, cited: dict[str, object]) -> Award:
    given = {Gives.FULL: points, Gives.ZERO: ZERO}.get(gives)
    data = {"gives": gives.value, "points": points, "award": given, "reason": absence.reason}
    step = Step(EXEMPT, {**data, "addresses": absence.addresses, **cited})
    return Award(absence if given is None else given, (step,))


def with_over(award: Awarding, over: Over) -> Awarding:
    """Return the rule that flags a result far above its target and loses what the document says. Steps: over."""

    def flagged(scene: Scene) -> Award:
        result = award(scene)
        fulfilment = result.fulfilment
        if fulfilment is None or settle(fulfilment) < over.limit or not isinstance(result.points, Decimal):
            return result
        lost = min(over.loses, result.points)
        step = Step("over", {"limit": over.limit, "fulfilment": fulfilment, "lost": lost})
        return Award(result.points - lost, (*result.steps, step), fulfilment)

    return flagged


def unsaid(absence: NotApplicable) -> Undefined:
    """Return the block of a row that does not apply and whose document does not say what that gives."""
    why = "不适用，评分标准没有写明这时怎么计分"
    return Undefined(f"{absence.reason}：{why}" if absence.reason else why, absence.addresses)
