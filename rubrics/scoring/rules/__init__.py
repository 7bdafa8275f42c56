"""The kinds of rule: frozen dataclasses, a module each; KINDS maps the document's word to it.

An explanation is a tuple of results.Step(key, data). In data: `points` is the most that the place can give, `award`
what it gave (None: absent), `address` where a person entered something. Values are Decimal (canonical), bool, str,
date or None, and tuples and Steps of these, so that a snapshot can hold them. `of` is a Step("citation") that says a
formula: name ('' for an expression), title, formula (in words), note, unit, figures ((name, address, title, unit,
places), …); beside it stand `values` (None: absent) and, for a condition, `places`, one for each figure.

    value           of, value, values, places (more than usual where rounding would cross an edge: 89.996%)
    ratio           rate, cap, capped, points, award
    band            index, edges ((sign, bound or None, words), …: the band before turned round, its own), points, award
    case            index, of (None: 其余), values, places, award
    item            item, text, way (ticked | computed | judged), address, met (None: absent), points, award;
                    computed: of, values, places too
    unproven        as item, evidence (address): met, but without the evidence it asks for
    choice          option, address, points, award
    deduction       count, each, points, lost
    step            sign, bound, centre, beyond, each, steps, lose, partial (linear, whole, started), points, lost, unit
    proportion      rate, points, award; two values before it (done, planned)
    target          sign, reverse (ratio | linear), met, rate, points, award; two values before it (actual, target)
    tier            tier, low, high (in points), address, points, award
    judged          address, points, award
    part            part, title, points, award, steps (the part's own)
    alternative     alternative, title, why (document | filer | condition), condition (words), address
    own             key, name, group, points, award, address, steps (the indicator's own):
        own_target      sign, target, actual, unit, met, rate, reverse, points, award
        own_tier        tier, low, high, points, award
    not_applicable  gives (full | rescale | zero), points, award, reason, addresses, of (None: the value itself),
                    values, places; always the first step
    no_evidence     address
    veto            name, of, values, places
    over            limit, fulfilment, lost
    entered         address, points, computed (None: absent), award
    settled         address, points, computed (None: absent), award, reason: set by the reviewer
    rounding        exact, score, places
    reason_missing  address
    missing         addresses         (there are no points: 未填)
    undefined       why, addresses    (there are no points: cannot be computed)
    half            absent, given (titles), both (given may be 无此事项 too), addresses  (no points)
    does_not_apply  reason, addresses (of a part: there is nothing)

On the total 合计: rescale (counted, points, sum, score); value and cap (limit, sum, score).
On checks: text (text), value (value, absence: '' | missing | not_applicable | undefined, unit, places, address).
Hints: swapped (first, first_title, second, second_title), scaled (address, title, factor; of a table unit_from too),
sign (address, title); each with gives ((address, title, value, unit, places), …: ratios that change), lines ((row,
from, to), …), total (from, to); undefined (why, addresses).
"""

from .bands import BandsRule
from .base import RowRule
from .boundary import Boundary
from .cases import Case, CasesRule
from .checklist import ChecklistRule, Item, ItemWay
from .choice import ChoiceRule, Option
from .deduction import DeductionRule
from .entries import Entry, EntryKind
from .first_of import Alternative, FirstOfRule
from .judged import JudgedRule
from .own import Given, Group, OwnRule
from .place import Place
from .proportion import ProportionRule
from .ratio import RatioRule
from .step import Partial, StepRule, Threshold
from .sum import Part, SumRule
from .target import Reverse, TargetRule
from .tiers import Tier, TiersRule

KINDS: dict[str, type[RowRule]] = {
    rule.kind: rule
    for rule in (
        RatioRule,
        BandsRule,
        CasesRule,
        ChecklistRule,
        ChoiceRule,
        DeductionRule,
        StepRule,
        ProportionRule,
        TargetRule,
        TiersRule,
        JudgedRule,
        SumRule,
        OwnRule,
        FirstOfRule,
    )
}

__all__ = [
    "KINDS",
    "Alternative",
    "BandsRule",
    "Boundary",
    "Case",
    "CasesRule",
    "ChecklistRule",
    "ChoiceRule",
    "DeductionRule",
    "Entry",
    "EntryKind",
    "FirstOfRule",
    "Given",
    "Group",
    "Item",
    "ItemWay",
    "JudgedRule",
    "Option",
    "OwnRule",
    "Part",
    "Partial",
    "Place",
    "ProportionRule",
    "RatioRule",
    "Reverse",
    "RowRule",
    "StepRule",
    "SumRule",
    "TargetRule",
    "Threshold",
    "Tier",
    "TiersRule",
]
