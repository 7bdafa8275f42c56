"""Who may do what about an item: every act in every state, for every role."""

from itertools import product

import pytest

from evaluations.rectifying import (
    ACT_NAMES,
    NO_EVIDENCE,
    OPEN,
    STATE_NAMES,
    STEPS,
    ItemAct,
    ItemState,
    may,
)
from evaluations.workflow import GRANTED, Role

ALLOWED = {
    (ItemAct.NOTE, Role.FILER): {"待整改", "整改中", "继续整改"},
    (ItemAct.REPORT, Role.FILER): {"待整改", "整改中", "继续整改"},
    (ItemAct.CLOSE, Role.REVIEWER): {"待审核"},
    (ItemAct.CLOSE, Role.RUBRIC_ADMIN): {"待审核"},
    (ItemAct.FURTHER, Role.REVIEWER): {"待审核"},
    (ItemAct.FURTHER, Role.RUBRIC_ADMIN): {"待审核"},
}


@pytest.mark.parametrize(("act", "role"), list(product(ItemAct, GRANTED)))
def test_act_is_for_its_roles_in_its_states(act, role):
    states = {
        STATE_NAMES[state]
        for state in ItemState
        if may(act, state, frozenset({role}), own_department=False, proven=True).ok
    }
    assert states == ALLOWED.get((act, role), set())


def test_report_without_evidence_is_refused_and_a_note_is_not():
    filer = frozenset({Role.FILER})
    decisions = [
        may(act, ItemState.MENDING, filer, own_department=True, proven=False)
        for act in (ItemAct.REPORT, ItemAct.NOTE)
    ]
    assert [(one.ok, one.reason) for one in decisions] == [(False, NO_EVIDENCE), (True, "")]


def test_nobody_closes_an_item_of_his_own_department():
    roles = frozenset({Role.REVIEWER, Role.HEAD})
    decision = may(ItemAct.CLOSE, ItemState.REPORTED, roles, own_department=True, proven=True)
    assert decision.reason == "不能对本部门的问题销号。请联系绩效管理员另派审核人。"


def test_refusal_says_where_it_stands_and_who_can_help():
    reviewer, filer = frozenset({Role.REVIEWER}), frozenset({Role.FILER})
    early = may(ItemAct.CLOSE, ItemState.TO_MEND, reviewer, own_department=False, proven=False)
    other = may(ItemAct.CLOSE, ItemState.REPORTED, filer, own_department=True, proven=True)
    assert (early.reason, other.reason) == (
        "现在是“待整改”，不能销号。请填报人整改后反馈。",
        "您的角色不能销号。请联系审核人、绩效管理员。",
    )


def test_every_act_is_named_and_leads_on_until_it_is_closed():
    assert set(ACT_NAMES) == set(STEPS) == set(ItemAct)
    assert {step.to for step in STEPS.values()} == set(ItemState) - {ItemState.TO_MEND}
    assert {state for step in STEPS.values() for state in step.states} == OPEN
