"""What comes after the approval: each act is refused with its reason until its turn."""

from dataclasses import replace
from datetime import timedelta

import pytest

from evaluations.workflow import Action, Finish, Role, State, allowed
from tests.evaluations.test_workflow import NOON, OPEN

DUE = NOON + timedelta(days=3)
TOLD = Finish(final=False, feedback_due=DUE)
GIVEN = replace(TOLD, feedback_given=True)
OBJECTED = replace(GIVEN, objections=2, unanswered=2)
WHO = {
    Action.APPROVE: (Role.REVIEWER, State.REVIEWING),
    Action.GIVE_FEEDBACK: (Role.FILER, State.APPROVED),
    Action.ANSWER_FEEDBACK: (Role.REVIEWER, State.APPROVED),
    Action.RECONSIDER: (Role.REVIEWER, State.APPROVED),
    Action.SETTLE: (Role.REVIEWER, State.APPROVED),
    Action.KEEP_STAMPED: (Role.FILER, State.APPROVED),
    Action.SIGN_FOR_PAPER: (Role.RUBRIC_ADMIN, State.APPROVED),
    Action.ARCHIVE: (Role.RUBRIC_ADMIN, State.APPROVED),
    Action.ASK_AMENDMENT: (Role.FILER, State.ARCHIVED),
    Action.WITHDRAW_AMENDMENT: (Role.FILER, State.ARCHIVED),
    Action.AGREE_AMENDMENT: (Role.RUBRIC_ADMIN, State.PUBLIC),
    Action.REFUSE_AMENDMENT: (Role.RUBRIC_ADMIN, State.PUBLIC),
}


def said(action: Action, finish: Finish, **facts) -> str:
    role, state = WHO[action]
    return allowed(state, frozenset({role}), action, replace(OPEN, to_mend=0, finish=finish, **facts)).reason


@pytest.mark.parametrize(
    ("action", "finish"),
    [
        (Action.GIVE_FEEDBACK, TOLD),
        (Action.ANSWER_FEEDBACK, OBJECTED),
        (Action.RECONSIDER, OBJECTED),
        (Action.APPROVE, replace(OBJECTED, unanswered=0)),
        (Action.SETTLE, GIVEN),
        (Action.SETTLE, replace(OBJECTED, unanswered=0)),
        (Action.KEEP_STAMPED, Finish(wants_stamp=True)),
        (Action.SIGN_FOR_PAPER, Finish()),
        (Action.ARCHIVE, Finish()),
        (Action.ARCHIVE, Finish(wants_stamp=True, stamped=True, wants_paper=True, received=True)),
        (Action.ASK_AMENDMENT, Finish()),
        (Action.WITHDRAW_AMENDMENT, Finish(asked=True)),
        (Action.AGREE_AMENDMENT, Finish(asked=True)),
        (Action.REFUSE_AMENDMENT, Finish(asked=True)),
    ],
)
def test_allowed_in_its_turn(action, finish):
    assert said(action, finish) == ""


@pytest.mark.parametrize(
    ("action", "finish", "reason"),
    [
        (
            Action.GIVE_FEEDBACK,
            Finish(),
            "本任务没有反馈环节，不用提反馈意见。对结果有疑问的，请联系审核人。",
        ),
        (Action.GIVE_FEEDBACK, GIVEN, "反馈意见已经提交，不能再改。请等审核人答复。"),
        (
            Action.GIVE_FEEDBACK,
            replace(TOLD, final=True),
            "已经定分，不能再提反馈意见。确需更正的，请申请更正。",
        ),
        (
            Action.GIVE_FEEDBACK,
            replace(TOLD, feedback_due=NOON - timedelta(minutes=1)),
            "反馈期限 2021 年 3 月 15 日 11:59 已过，按没有意见办理。确需更正的，请定分后申请更正。",
        ),
        (Action.ANSWER_FEEDBACK, GIVEN, "部门没有提出不同意的意见，不用答复。请直接定分。"),
        (
            Action.ANSWER_FEEDBACK,
            replace(OBJECTED, final=True),
            "已经定分，不能再答复。确需更正的，请部门申请更正。",
        ),
        (Action.RECONSIDER, Finish(), "已经定分，不能重新审核。确需更正的，请部门申请更正。"),
        (
            Action.RECONSIDER,
            replace(OBJECTED, unanswered=0),
            "没有待答复的反馈意见，不能重新审核。请直接定分。",
        ),
        (Action.SETTLE, Finish(), "已经定分，不用再办。请接着办理归档。"),
        (
            Action.SETTLE,
            TOLD,
            "部门可以反馈到 2021 年 3 月 18 日 12:00，现在还没有反馈。请等部门反馈或到期后再定分。",
        ),
        (Action.SETTLE, OBJECTED, "还有 2 条反馈意见没有答复，不能定分。请在审核结果页逐条答复。"),
        (Action.APPROVE, OBJECTED, "还有 2 条反馈意见没有答复，不能审核通过。请在审核结果页逐条答复。"),
        (Action.KEEP_STAMPED, Finish(), "本任务不要求盖章件，不用上传。请等绩效管理员归档。"),
        (
            Action.KEEP_STAMPED,
            replace(TOLD, wants_stamp=True),
            "还没有定分，不能打印盖章。请等反馈和定分办完。",
        ),
        (Action.SIGN_FOR_PAPER, TOLD, "还没有定分，不能签收纸质件。请等反馈和定分办完。"),
        (Action.ARCHIVE, TOLD, "还没有定分，不能归档。请等反馈和定分办完。"),
        (
            Action.ARCHIVE,
            Finish(wants_stamp=True),
            "还没有现在这一份定稿的盖章件，不能归档。请填报人打印定稿、盖章后上传。",
        ),
        (
            Action.ARCHIVE,
            Finish(wants_paper=True),
            "纸质件还没有签收，不能归档。请收到纸质件后先登记签收。",
        ),
        (Action.ARCHIVE, Finish(asked=True), "部门申请更正，还没有办理，不能归档。请先同意或不同意更正。"),
        (Action.ASK_AMENDMENT, TOLD, "还没有定分，不用申请更正。请在反馈意见里写明。"),
        (
            Action.ASK_AMENDMENT,
            Finish(asked=True),
            "更正申请已经提出，正等绩效管理员办理。请不要重复申请。",
        ),
        (Action.AGREE_AMENDMENT, Finish(), "没有待办理的更正申请。请刷新页面，看最近的办理记录。"),
    ],
)
def test_allowed_out_of_its_turn_says_why_and_what_to_do(action, finish, reason):
    assert said(action, finish) == reason


def test_settling_after_the_term_needs_no_feedback_the_term_itself_included():
    silent = replace(TOLD, feedback_due=NOON)
    assert said(Action.GIVE_FEEDBACK, silent) == ""
    assert said(Action.SETTLE, silent).startswith("部门可以反馈到")
    assert said(Action.SETTLE, replace(silent, feedback_due=NOON - timedelta(microseconds=1))) == ""


def test_being_amended_is_open_whatever_the_window_and_can_be_dropped_unchanged():
    closed = replace(OPEN, closes=NOON - timedelta(days=1), amending=True, returns=1)
    filer = frozenset({Role.FILER})
    assert allowed(State.AMENDING, filer, Action.EDIT, closed).ok
    assert allowed(State.AMENDING, filer, Action.DROP_AMENDMENT, replace(closed, unchanged=True)).ok
    assert allowed(State.AMENDING, filer, Action.DROP_AMENDMENT, closed).reason == (
        "同意更正以后填报内容已有改动，不能放弃。请改完后提交，或先改回原来的内容。"
    )
    assert allowed(State.AMENDING, filer, Action.SUBMIT, replace(closed, unchanged=True)).reason == (
        "同意更正以后填报内容没有改动。请填报人更正后再提交；不更正的，请放弃更正。"
    )
    assert allowed(State.AMENDING, frozenset({Role.REVIEWER}), Action.READ_CONTENT, closed).reason == (
        "部门正在更正，改动还没有提交，暂不能查看。最近一次定稿请在审核结果页查看。"
    )
