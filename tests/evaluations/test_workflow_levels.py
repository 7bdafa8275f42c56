"""Two levels of review: who may act in whose turn, and what is said otherwise."""

from dataclasses import replace

import pytest

from evaluations.workflow import Action, Role, State, allowed
from tests.evaluations.test_workflow import OPEN

S, R = State.SUBMITTED, State.REVIEWING
FIRST_ONLY, SECOND_ONLY = frozenset({1}), frozenset({2})
BOTH_LEVELS = {Action.COMMENT, Action.SETTLE_COMMENT, Action.CORRECT, Action.RETURN}
"""What each level of two may do in its turn."""


@pytest.mark.parametrize(
    ("level", "held", "may"),
    [
        (1, FIRST_ONLY, BOTH_LEVELS | {Action.HAND_ON}),
        (1, SECOND_ONLY, set()),
        (2, FIRST_ONLY, set()),
        (2, SECOND_ONLY, BOTH_LEVELS | {Action.APPROVE}),
    ],
)
def test_allowed_of_two_levels_each_acts_in_its_turn(level, held, may):
    facts = replace(OPEN, levels=2, level=level, held=held)
    reviewer = frozenset({Role.REVIEWER})
    asked = BOTH_LEVELS | {Action.HAND_ON, Action.APPROVE}
    assert {action for action in asked if allowed(R, reviewer, action, facts).ok} == may
    assert allowed(S, reviewer, Action.ACCEPT, facts).ok is (held == FIRST_ONLY)


def test_allowed_of_two_levels_says_whose_turn_it_is_and_what_to_do():
    reviewer, first = frozenset({Role.REVIEWER}), replace(OPEN, levels=2, level=1, held=FIRST_ONLY)
    second = replace(first, level=2, held=SECOND_ONLY)
    assert [
        allowed(R, reviewer, Action.COMMENT, replace(first, held=SECOND_ONLY)).reason,
        allowed(R, reviewer, Action.APPROVE, first).reason,
        allowed(R, reviewer, Action.HAND_ON, second).reason,
        allowed(R, reviewer, Action.HAND_ON, OPEN).reason,
        allowed(R, reviewer, Action.HAND_ON, replace(first, unsettled=3, to_mend=1)).reason,
    ] == [
        "现在是初审环节，不能提审核意见。请由初审的审核人办理。",
        "本任务两级审核，初审不能审核通过。请送复核，由复核的审核人审核通过。",
        "已经在复核环节，不用再送。请审核通过，或退回整改。",
        "本任务只有一级审核，不用送复核。请直接审核通过。",
        "还有 2 条答复没有处理，不能送复核。请逐条采纳，或要求继续整改。",
    ]


def test_allowed_to_hand_on_takes_along_what_is_to_be_mended_but_nothing_to_recheck():
    reviewer, first = frozenset({Role.REVIEWER}), replace(OPEN, levels=2, level=1, held=FIRST_ONLY)
    along = replace(first, unsettled=2, to_mend=2)
    assert allowed(R, reviewer, Action.HAND_ON, along).reason == ""
    assert allowed(R, reviewer, Action.HAND_ON, replace(along, to_recheck=1)).reason == (
        "还有 1 处待复核：您审核以后部门又改过。请逐处重新审核，或者撤销原来的审核。"
    )
