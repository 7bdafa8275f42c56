"""The one table of acts: who may act in which states, and what state follows. Pure: standard library only."""

from collections.abc import Iterable
from dataclasses import dataclass

from .vocabulary import Action, Role, State


@dataclass(frozen=True, slots=True)
class Transition:
    """Roles that may act, states they may act in, and the state that follows (None: the same)."""

    roles: frozenset[Role]
    states: frozenset[State]
    to: State | None = None


EVERY_STORED_STATE = frozenset(State) - {State.NOT_STARTED}
REOPENED = frozenset({State.RETURNED, State.AMENDING})
"""States in which a department changes what it has sent once."""
EDITABLE = frozenset({State.FILLING}) | REOPENED
UNSENT = frozenset({State.FILLING, State.AWAITING_SIGNATURE, State.SENT_UP})
SUBMITTED_OR_LATER = EVERY_STORED_STATE - UNSENT
WITH_BUREAU = SUBMITTED_OR_LATER - REOPENED
"""States in which what stands in a filing is what was sent last."""
LOOKING = frozenset({Action.VIEW, Action.READ_CONTENT})
FINISHED = frozenset({State.APPROVED, State.ARCHIVED, State.PUBLIC})
OWN = frozenset({Role.FILER, Role.HEAD})
INSIDE = OWN | {Role.SUPERIOR}
"""Those who may look before anything is sent to the bureau."""
BUREAU = frozenset({Role.REVIEWER, Role.RUBRIC_ADMIN})
"""Those of the bureau who look at what was sent."""
SECOND_READERS = frozenset({Role.REVIEWER, Role.RECHECKER})
"""Those who may be given a filing for a second look (抽查复核)."""


def _transition(roles: Iterable[Role], states: Iterable[State], to: State | None = None) -> Transition:
    return Transition(frozenset(roles), frozenset(states), to)


TRANSITIONS: dict[Action, Transition] = {
    Action.VIEW: _transition(INSIDE | BUREAU, EVERY_STORED_STATE),
    Action.READ_CONTENT: _transition(INSIDE | BUREAU, EVERY_STORED_STATE),
    Action.READ_DRAFT: _transition(INSIDE, UNSENT | REOPENED),
    Action.VIEW_EVENTS: _transition({*INSIDE, *BUREAU, Role.AUDITOR}, EVERY_STORED_STATE),
    Action.OPEN: _transition({Role.FILER}, {State.NOT_STARTED}, State.FILLING),
    Action.EDIT: _transition({Role.FILER}, EDITABLE),
    Action.SEND_FOR_SIGNATURE: _transition({Role.FILER}, EDITABLE, State.AWAITING_SIGNATURE),
    Action.SIGN: _transition({Role.HEAD}, {State.AWAITING_SIGNATURE}, State.SUBMITTED),
    Action.HAND_BACK: _transition({Role.HEAD}, {State.AWAITING_SIGNATURE}, State.FILLING),
    Action.SIGN_ON_PAPER: _transition({Role.FILER}, EDITABLE),
    Action.SUBMIT: _transition({Role.FILER}, EDITABLE, State.SUBMITTED),
    Action.SEND_UP: _transition({Role.FILER}, EDITABLE, State.SENT_UP),
    Action.SEND_DOWN: _transition({Role.SUPERIOR}, {State.SENT_UP}, State.FILLING),
    Action.LEAVE_OUT: _transition({Role.SUPERIOR}, {State.FILLING, State.SENT_UP}),
    Action.TAKE_BACK: _transition({Role.FILER}, {State.SUBMITTED}, State.FILLING),
    Action.ACCEPT: _transition({Role.REVIEWER}, {State.SUBMITTED}, State.REVIEWING),
    Action.COMMENT: _transition({Role.REVIEWER}, {State.REVIEWING}),
    Action.ANSWER_COMMENT: _transition({Role.FILER}, {State.RETURNED}),
    Action.SETTLE_COMMENT: _transition({Role.REVIEWER}, {State.REVIEWING}),
    Action.CORRECT: _transition({Role.REVIEWER}, {State.REVIEWING}),
    Action.RETURN: _transition({Role.REVIEWER}, {State.REVIEWING}, State.RETURNED),
    Action.HAND_ON: _transition({Role.REVIEWER}, {State.REVIEWING}),
    Action.APPROVE: _transition({Role.REVIEWER}, {State.REVIEWING}, State.APPROVED),
    Action.GIVE_FEEDBACK: _transition({Role.FILER}, {State.APPROVED}),
    Action.ANSWER_FEEDBACK: _transition({Role.REVIEWER}, {State.APPROVED, State.REVIEWING}),
    Action.RECONSIDER: _transition({Role.REVIEWER}, {State.APPROVED}, State.REVIEWING),
    Action.SETTLE: _transition({Role.REVIEWER}, {State.APPROVED}),
    Action.KEEP_STAMPED: _transition({Role.FILER}, {State.APPROVED}),
    Action.SIGN_FOR_PAPER: _transition({Role.REVIEWER, Role.RUBRIC_ADMIN}, {State.APPROVED}),
    Action.ASK_AMENDMENT: _transition({Role.FILER}, FINISHED),
    Action.WITHDRAW_AMENDMENT: _transition({Role.FILER}, FINISHED),
    Action.AGREE_AMENDMENT: _transition({Role.RUBRIC_ADMIN}, FINISHED, State.AMENDING),
    Action.REFUSE_AMENDMENT: _transition({Role.RUBRIC_ADMIN}, FINISHED),
    Action.DROP_AMENDMENT: _transition({Role.FILER}, {State.AMENDING}, State.APPROVED),
    Action.ARCHIVE: _transition({Role.RUBRIC_ADMIN}, {State.APPROVED}, State.ARCHIVED),
    Action.MAKE_PUBLIC: _transition({Role.FILER, Role.RUBRIC_ADMIN}, {State.ARCHIVED}, State.PUBLIC),
    Action.REQUEST_REPORT: _transition({*OWN, Role.REVIEWER, Role.RUBRIC_ADMIN}, SUBMITTED_OR_LATER),
    Action.PURGE: _transition({Role.RUBRIC_ADMIN}, EVERY_STORED_STATE),
}

BACK_TO_WHERE_IT_CAME_FROM = frozenset({Action.TAKE_BACK, Action.HAND_BACK})
NEEDS_OPEN_WINDOW = frozenset(
    {
        Action.OPEN,
        Action.EDIT,
        Action.SEND_FOR_SIGNATURE,
        Action.SIGN,
        Action.SIGN_ON_PAPER,
        Action.SUBMIT,
        Action.SEND_UP,
        Action.TAKE_BACK,
    }
)
NOT_IN_OWN_DEPARTMENT = frozenset(
    {
        Action.ACCEPT,
        Action.COMMENT,
        Action.SETTLE_COMMENT,
        Action.CORRECT,
        Action.RETURN,
        Action.HAND_ON,
        Action.APPROVE,
        Action.ANSWER_FEEDBACK,
        Action.RECONSIDER,
        Action.SETTLE,
    }
)
"""Those of a reviewer; of two levels each has those of its turn."""
SETTLING = frozenset({Action.HAND_ON, Action.APPROVE})
"""Acts by which a level of the review is done with a filing."""
SENDING = frozenset({Action.SEND_FOR_SIGNATURE, Action.SUBMIT})
OF_PARTS = frozenset({Action.SEND_UP, Action.SEND_DOWN, Action.LEAVE_OUT})
"""Acts on what a department sums up; no other filing has them."""
FINISHING = frozenset(
    {
        Action.APPROVE,
        Action.GIVE_FEEDBACK,
        Action.ANSWER_FEEDBACK,
        Action.RECONSIDER,
        Action.SETTLE,
        Action.KEEP_STAMPED,
        Action.SIGN_FOR_PAPER,
        Action.ASK_AMENDMENT,
        Action.WITHDRAW_AMENDMENT,
        Action.AGREE_AMENDMENT,
        Action.REFUSE_AMENDMENT,
        Action.ARCHIVE,
    }
)
"""Acts that depend on how far what comes after the approval has got."""
NEEDS_COMMENTS = SENDING | SETTLING | {Action.RETURN}
"""Acts that depend on how the review's comments stand."""
