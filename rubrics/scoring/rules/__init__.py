"""The kinds of rule: frozen dataclasses, a module each; KINDS maps the document's word to it."""

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
