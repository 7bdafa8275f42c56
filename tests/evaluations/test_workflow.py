"""The truth table: every state, role and act; and every hindrance with its words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from evaluations.workflow import (
    ACTION_NAMES,
    BUREAU_WORDS,
    FILER_WORDS,
    TRANSITIONS,
    Action,
    Facts,
    Late,
    Role,
    SignOff,
    State,
    allowed,
    state_after,
)

NOON = datetime(2021, 3, 15, 12, 0, tzinfo=UTC)
OPEN = Facts(now=NOON, opens=NOON - timedelta(days=1), closes=NOON + timedelta(days=1), to_mend=1)
"""Nothing stands in the way."""

N, F, W, U, S, R, B, M, A, C, P = State
"""Not started, filling, waiting for signature, sent up to the department, submitted, reviewing, back with a return,
being amended, approved, archived, public."""
STORED = {F, W, U, S, R, B, M, A, C, P}
SENT = {S, R, B, M, A, C, P}
REOPENED = {B, M}

TABLE: dict[Action, dict[Role, set[State]]] = {
    Action.VIEW: {
        Role.FILER: STORED,
        Role.HEAD: STORED,
        Role.SUPERIOR: STORED,
        Role.REVIEWER: SENT,
        Role.RUBRIC_ADMIN: SENT,
    },
    Action.READ_CONTENT: {
        Role.FILER: STORED,
        Role.HEAD: STORED,
        Role.SUPERIOR: STORED,
        Role.REVIEWER: SENT - REOPENED,
        Role.RUBRIC_ADMIN: SENT - REOPENED,
    },
    Action.READ_DRAFT: {
        Role.FILER: {F, W, U, B, M},
        Role.HEAD: {F, W, U, B, M},
        Role.SUPERIOR: {F, W, U, B, M},
    },
    Action.VIEW_EVENTS: {
        Role.FILER: STORED,
        Role.HEAD: STORED,
        Role.SUPERIOR: STORED,
        Role.REVIEWER: STORED,
        Role.RUBRIC_ADMIN: STORED,
        Role.AUDITOR: STORED,
    },
    Action.OPEN: {Role.FILER: {N}},
    Action.EDIT: {Role.FILER: {F, B, M}},
    Action.SEND_FOR_SIGNATURE: {},
    Action.SIGN: {Role.HEAD: {W}},
    Action.HAND_BACK: {Role.HEAD: {W}},
    Action.SIGN_ON_PAPER: {},
    Action.SUBMIT: {Role.FILER: {F, B, M}},
    Action.SEND_UP: {},
    Action.SEND_DOWN: {},
    Action.LEAVE_OUT: {},
    Action.TAKE_BACK: {Role.FILER: {S}},
    Action.ACCEPT: {Role.REVIEWER: {S}},
    Action.COMMENT: {Role.REVIEWER: {R}},
    Action.ANSWER_COMMENT: {Role.FILER: {B}},
    Action.SETTLE_COMMENT: {Role.REVIEWER: {R}},
    Action.CORRECT: {Role.REVIEWER: {R}},
    Action.RETURN: {Role.REVIEWER: {R}},
    Action.HAND_ON: {},
    Action.APPROVE: {Role.REVIEWER: {R}},
    Action.GIVE_FEEDBACK: {},
    Action.ANSWER_FEEDBACK: {},
    Action.RECONSIDER: {},
    Action.SETTLE: {},
    Action.KEEP_STAMPED: {},
    Action.SIGN_FOR_PAPER: {Role.REVIEWER: {A}, Role.RUBRIC_ADMIN: {A}},
    Action.ASK_AMENDMENT: {Role.FILER: {A, C, P}},
    Action.WITHDRAW_AMENDMENT: {},
    Action.AGREE_AMENDMENT: {},
    Action.REFUSE_AMENDMENT: {},
    Action.DROP_AMENDMENT: {},
    Action.ARCHIVE: {Role.RUBRIC_ADMIN: {A}},
    Action.MAKE_PUBLIC: {Role.FILER: {C}, Role.RUBRIC_ADMIN: {C}},
    Action.REQUEST_REPORT: {
        Role.FILER: SENT,
        Role.HEAD: SENT,
        Role.REVIEWER: SENT,
        Role.RUBRIC_ADMIN: SENT,
    },
    Action.PURGE: {Role.RUBRIC_ADMIN: STORED},
}
"""What may be done when the task skips the head's signature."""


@pytest.mark.parametrize("action", Action)
def test_allowed_of_every_state_and_role_is_the_table(action):
    found = {
        (state, role)
        for state, role in product(State, Role)
        if allowed(state, frozenset({role}), action, OPEN).ok
    }
    assert found == {(state, role) for role, states in TABLE[action].items() for state in states}


def test_allowed_of_nobody_is_refused_everywhere():
    for state, action in product(State, Action):
        assert not allowed(state, frozenset(), action, OPEN).ok


def test_allowed_when_it_refuses_says_why_and_who_can_help():
    for state, role, action in product(State, Role, Action):
        decision = allowed(state, frozenset({role}), action, OPEN)
        if not decision.ok:
            assert decision.reason.count("。") >= 2, (state, role, action, decision.reason)
            assert decision.reason.endswith("。")
            assert decision.reason.isascii() is False


def test_allowed_with_signature_on_paper_the_filer_prints_and_sends():
    paper, filer = replace(OPEN, sign_off=SignOff.PAPER), frozenset({Role.FILER})
    for action in (Action.SIGN_ON_PAPER, Action.SUBMIT):
        assert [state for state in State if allowed(state, filer, action, paper).ok] == [F, B, M]
    assert allowed(F, filer, Action.SEND_FOR_SIGNATURE, paper).reason == (
        "本任务线下审签。请打印审签单，上传签好的扫描件后提交财政审核。"
    )
    assert allowed(F, filer, Action.SIGN_ON_PAPER, OPEN).reason == (
        "本任务不用线下审签，不需要审签单。请直接在核对页办理。"
    )


def test_allowed_with_online_signature_the_filer_sends_to_the_head():
    online = replace(OPEN, sign_off=SignOff.ONLINE)
    filer = frozenset({Role.FILER})
    assert [state for state in State if allowed(state, filer, Action.SEND_FOR_SIGNATURE, online).ok] == [
        F,
        B,
        M,
    ]
    assert (
        allowed(F, filer, Action.SUBMIT, online).reason == "本任务须经部门负责人审签后报送。请先送领导审签。"
    )
    assert (
        allowed(F, filer, Action.SEND_FOR_SIGNATURE, OPEN).reason
        == "本任务不经系统审签。请直接提交财政审核。"
    )


def test_allowed_in_own_department_refuses_every_act_of_review():
    own = replace(OPEN, own_department=True)
    both = frozenset({Role.REVIEWER, Role.FILER})
    acts = {
        Action.ACCEPT,
        Action.COMMENT,
        Action.SETTLE_COMMENT,
        Action.CORRECT,
        Action.RETURN,
        Action.APPROVE,
    }
    for state, action in product(State, acts):
        assert allowed(state, both, action, own).reason == (
            f"不能对本部门的自评{ACTION_NAMES[action]}。请联系绩效管理员另派审核人。"
        )


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (replace(OPEN, opens=None), "填报时间还没有布置。请联系绩效管理员。"),
        (
            replace(OPEN, opens=NOON + timedelta(hours=1)),
            "填报从 2021 年 3 月 15 日 13:00 开始。需要提前的，请联系绩效管理员。",
        ),
        (
            replace(OPEN, closes=NOON - timedelta(hours=1)),
            "填报已于 2021 年 3 月 15 日 11:00 截止。需要延期的，请联系绩效管理员。",
        ),
    ],
)
def test_allowed_outside_the_window_refuses_to_open_fill_and_send(facts, reason):
    filer = frozenset({Role.FILER})
    assert allowed(N, filer, Action.OPEN, facts).reason == reason
    assert allowed(F, filer, Action.EDIT, facts).reason == reason
    assert allowed(F, filer, Action.SUBMIT, facts).reason == reason


def test_allowed_at_the_last_moment_of_the_window_still_permits():
    last = replace(OPEN, closes=NOON)
    assert allowed(F, frozenset({Role.FILER}), Action.SUBMIT, last).ok
    late = replace(OPEN, closes=NOON - timedelta(microseconds=1))
    assert not allowed(F, frozenset({Role.FILER}), Action.SUBMIT, late).ok


def test_allowed_after_the_window_where_late_filing_is_marked_permits():
    late = replace(OPEN, closes=NOON - timedelta(days=1), late=Late.MARK)
    assert allowed(F, frozenset({Role.FILER}), Action.SUBMIT, late).ok


def test_allowed_after_a_return_does_not_ask_for_the_window():
    returned = replace(OPEN, closes=NOON - timedelta(days=9), returns=1)
    assert allowed(B, frozenset({Role.FILER}), Action.SUBMIT, returned).ok
    assert allowed(B, frozenset({Role.FILER}), Action.EDIT, returned).ok


def test_allowed_to_take_back_after_the_window_warns_that_it_could_not_be_sent_again():
    late = replace(OPEN, closes=NOON - timedelta(days=1))
    decision = allowed(S, frozenset({Role.FILER}), Action.TAKE_BACK, late)
    assert decision.reason == (
        "填报已于 2021 年 3 月 14 日 12:00 截止，撤回后不能再提交。需要修改的，请联系审核人退回整改。"
    )


def test_allowed_to_send_again_asks_for_answers_and_a_change():
    filer = frozenset({Role.FILER})
    assert allowed(B, filer, Action.SUBMIT, replace(OPEN, unanswered=2)).reason == (
        "还有 2 条退回意见没有答复。请填报人逐条答复后再提交。"
    )
    assert allowed(B, filer, Action.SUBMIT, replace(OPEN, unchanged=True)).reason == (
        "退回以后填报内容没有改动。请填报人按退回意见修改后再提交。"
    )


def test_allowed_to_return_needs_something_to_mend_and_to_approve_nothing_open():
    reviewer = frozenset({Role.REVIEWER})
    assert allowed(R, reviewer, Action.RETURN, replace(OPEN, to_mend=0)).reason == (
        "没有需要整改的审核意见，不能退回整改。请先提审核意见，写明位置和要求。"
    )
    assert allowed(R, reviewer, Action.APPROVE, replace(OPEN, unsettled=1)).reason == (
        "还有 1 条审核意见没有采纳，不能审核通过。请先采纳，或退回整改。"
    )
    assert allowed(R, reviewer, Action.APPROVE, replace(OPEN, to_recheck=2)).reason == (
        "还有 2 处待复核：您审核以后部门又改过。请逐处重新审核，或者撤销原来的审核。"
    )


def test_state_after_a_take_back_within_an_amendment_is_being_amended_again():
    assert state_after(Action.TAKE_BACK, S, 0, amending=True) == M
    assert state_after(Action.HAND_BACK, W, 2, amending=True) == M
    assert state_after(Action.SUBMIT, M, 0, amending=True) == S


def test_state_after_every_act_is_the_one_of_the_table():
    moves = {
        (action, state): state_after(action, state, 0)
        for action, transition in TRANSITIONS.items()
        for state in transition.states
        if transition.to
    }
    assert moves == {
        (Action.OPEN, N): F,
        (Action.SEND_FOR_SIGNATURE, F): W,
        (Action.SEND_FOR_SIGNATURE, B): W,
        (Action.SEND_FOR_SIGNATURE, M): W,
        (Action.SIGN, W): S,
        (Action.HAND_BACK, W): F,
        (Action.SUBMIT, F): S,
        (Action.SUBMIT, B): S,
        (Action.SUBMIT, M): S,
        (Action.SEND_UP, F): U,
        (Action.SEND_UP, B): U,
        (Action.SEND_UP, M): U,
        (Action.SEND_DOWN, U): F,
        (Action.TAKE_BACK, S): F,
        (Action.ACCEPT, S): R,
        (Action.RETURN, R): B,
        (Action.APPROVE, R): A,
        (Action.RECONSIDER, A): R,
        **{(Action.AGREE_AMENDMENT, state): M for state in (A, C, P)},
        (Action.DROP_AMENDMENT, M): A,
        (Action.ARCHIVE, A): C,
        (Action.MAKE_PUBLIC, C): P,
    }


def test_state_after_taking_back_a_second_submission_is_returned_again():
    assert state_after(Action.TAKE_BACK, S, 1) is B
    assert state_after(Action.HAND_BACK, W, 2) is B
    assert state_after(Action.SUBMIT, B, 2) is S


def test_words_name_every_state_for_both_sides():
    assert set(FILER_WORDS) == set(BUREAU_WORDS) == set(State)
    assert (FILER_WORDS[S], BUREAU_WORDS[S]) == ("已提交，待受理", "待受理")
    assert (FILER_WORDS[W], BUREAU_WORDS[W]) == ("待审签", "单位审签中")
