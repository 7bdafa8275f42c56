"""Every write is done whole or not at all, and none is done in a state that is locked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from evaluations.models import Comment, Filing
from evaluations.services import Refused, Typed, comments, review, submission
from evaluations.services.comments import Opinion
from evaluations.services.corrections import Corrected, correct
from evaluations.services.filing import save_fields
from evaluations.services.narratives import TypedNarrative, save_narrative
from evaluations.services.reports import request_report
from evaluations.services.rows import (
    SheetRows,
    add_row,
    move_row,
    remove_blank_rows,
    remove_row,
    save_rows,
)
from evaluations.workflow import EDITABLE, EVERY_STORED_STATE, State
from tests.evaluations.conftest import fill
from tests.fingerprint import fingerprint

pytestmark = pytest.mark.django_db

SPENT = "fig:财政拨款支出"


def key(office) -> str:
    return office.filing.table_rows.get(table="项目").key


def of_filer(office) -> dict:
    return {"actor": office.filer, "filing": office.filing}


def of_reviewer(office) -> dict:
    return {"actor": office.reviewer, "filing": office.filing}


CONTENT = {
    "save_fields": lambda o: save_fields(**of_filer(o), values={SPENT: Typed("96", 1)}),
    "save_cell": lambda o: save_fields(**of_filer(o), values={f"row:项目/{key(o)}/名称": Typed("乙", 2)}),
    "save_narrative": lambda o: save_narrative(**of_filer(o), narrative=TypedNarrative("主要职能", "x")),
    "add_row": lambda o: add_row(**of_filer(o), table="项目", cells={"名称": "丙"}),
    "remove_row": lambda o: remove_row(**of_filer(o), table="项目", key=key(o), based_on=2),
    "remove_blank_rows": lambda o: remove_blank_rows(**of_filer(o), table="项目"),
    "move_row": lambda o: move_row(**of_filer(o), table="项目", key=key(o), position=0),
    "save_rows": lambda o: save_rows(**of_filer(o), sheet=SheetRows("项目", [{"名称": "丁"}])),
}
REVIEWING = {
    "add_comment": lambda o: comments.add_comment(**of_reviewer(o), opinion=Opinion(SPENT, "请核对")),
    "withdraw_comment": lambda o: comments.withdraw_comment(actor=o.reviewer, comment=Comment.objects.get()),
    "adopt_comment": lambda o: comments.adopt_comment(actor=o.reviewer, comment=Comment.objects.get()),
    "mend_further": lambda o: comments.mend_further(
        actor=o.reviewer, comment=Comment.objects.get(), text="x"
    ),
    "correct": lambda o: correct(**of_reviewer(o), corrected=Corrected(SPENT, "90", "理由", 1)),
    "return": lambda o: review.return_filing(**of_reviewer(o), due=timezone.now() + timedelta(days=1)),
    "approve": lambda o: review.approve(
        **of_reviewer(o), revision=Filing.objects.get(pk=o.filing.pk).revision
    ),
}
MOVES = {
    State.FILLING: {"submit": lambda o: submission.submit(**of_filer(o))},
    State.SUBMITTED: {
        "take_back": lambda o: submission.take_back(**of_filer(o)),
        "accept": lambda o: review.accept(**of_reviewer(o)),
        "request_report": lambda o: request_report(
            actor=o.filer, snapshot=o.filing.snapshots.get(), variant="draft"
        ),
    },
    State.REVIEWING: REVIEWING,
}


@pytest.fixture
def filled(office):
    """The office with a complete filing and one row."""
    fill(office)
    add_row(**of_filer(office), table="项目", cells={"名称": "甲"})
    return office


def take_to(office, state: State, act: str) -> None:
    if act == "remove_blank_rows":
        add_row(**of_filer(office), table="项目")
    if state is State.FILLING:
        return
    submission.submit(**of_filer(office))
    if state is State.SUBMITTED:
        return
    review.accept(**of_reviewer(office))
    if act in {"adopt_comment", "mend_further", "withdraw_comment", "return"}:
        comments.add_comment(**of_reviewer(office), opinion=Opinion(SPENT, "请核对"))


ACTS = [
    *((State.FILLING, name, act) for name, act in CONTENT.items()),
    *((state, name, act) for state, acts in MOVES.items() for name, act in acts.items()),
]


@pytest.mark.parametrize(("state", "name", "act"), ACTS, ids=[name for _, name, _ in ACTS])
def test_write_broken_off_at_any_statement_leaves_every_byte(filled, state, name, act):
    take_to(filled, state, name)
    before = fingerprint()
    broken = 0
    while broken_off(lambda: act(filled), broken):
        assert fingerprint() == before, f"after statement {broken}"
        broken += 1
    assert broken > 3
    if name != "move_row":
        assert fingerprint() != before


class BrokenOffError(Exception):
    """What a test throws in the middle of a write."""


def broken_off(act, at: int) -> bool:
    """Run an act that breaks off at its statement number `at`; False when it has fewer and went through."""
    count = 0

    def breaks(execute, sql, params, many, context):
        nonlocal count
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            if count == at:
                raise BrokenOffError
            count += 1
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(breaks):
            act()
    except BrokenOffError:
        return True
    return False


LOCKED = sorted(EVERY_STORED_STATE - EDITABLE)


@pytest.mark.parametrize("state", LOCKED)
@pytest.mark.parametrize("name", CONTENT)
def test_content_write_in_a_locked_state_is_refused_and_leaves_every_byte(filled, name, state):
    Filing.objects.update(state=state)
    before = fingerprint()
    with pytest.raises(Refused):
        CONTENT[name](filled)
    assert fingerprint() == before


@pytest.mark.parametrize("state", sorted(EVERY_STORED_STATE - {State.REVIEWING}))
@pytest.mark.parametrize("name", REVIEWING)
def test_write_of_a_review_in_another_state_is_refused_and_leaves_every_byte(filled, name, state):
    take_to(filled, State.REVIEWING, "return")
    Filing.objects.update(state=state)
    before = fingerprint()
    with pytest.raises(Refused):
        REVIEWING[name](filled)
    assert fingerprint() == before
