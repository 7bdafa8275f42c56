"""What may be done to a part: a unit's filing, or the department's own share, beside the department's filing."""

from dataclasses import replace
from itertools import product

import pytest

from evaluations.workflow import Action, Role, State, allowed
from tests.evaluations.test_workflow import OPEN, REOPENED, STORED, B, F, M, U

PART = {
    Action.EDIT: {Role.FILER: {F, B, M}},
    Action.SEND_UP: {Role.FILER: {F, B, M}},
    Action.SEND_DOWN: {Role.SUPERIOR: {U}},
    Action.LEAVE_OUT: {Role.SUPERIOR: {F, U}},
    Action.SUBMIT: {},
    Action.SEND_FOR_SIGNATURE: {},
}
"""What may be done to a unit's filing while its department still fills its own."""


@pytest.mark.parametrize("action", PART)
def test_allowed_of_a_part_is_the_table_of_parts(action):
    part = replace(OPEN, whole=F)
    found = {
        (state, role)
        for state, role in product(State, Role)
        if allowed(state, frozenset({role}), action, part).ok
    }
    assert found == {(state, role) for role, states in PART[action].items() for state in states}


@pytest.mark.parametrize("whole", sorted(STORED - {F} - REOPENED))
def test_allowed_of_a_part_once_its_department_has_sent_gives_nothing_back(whole):
    part, above = replace(OPEN, whole=whole), frozenset({Role.SUPERIOR})

    assert allowed(U, above, Action.SEND_DOWN, part).reason == (
        "部门自评已经报出，不能退回所属单位。部门自评撤回或退回以后再办理。"
    )
    assert not allowed(U, above, Action.LEAVE_OUT, part).ok
