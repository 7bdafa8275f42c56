"""The table of who is told of what: it leads to pages that are there and that the person may open."""

import string
from datetime import UTC, datetime

import pytest

from evaluations.access_table import ROUTES
from evaluations.office_days import before
from evaluations.rectifying import STEPS, ItemAct
from evaluations.telling import DUE, TELLINGS, Place, telling_of, waits
from evaluations.workflow import TRANSITIONS, Action, Role, State

ALL = [(kind, telling) for kind, tellings in TELLINGS.items() for telling in tellings]
IDS = [f"{kind}-{telling.to}" for kind, telling in ALL]


@pytest.mark.parametrize(("kind", "telling"), ALL, ids=IDS)
def test_telling_leads_to_a_page_that_its_role_may_open(kind, telling):
    role = Role.FILER if telling.to is Role.SUPERIOR else telling.to
    assert role in ROUTES[telling.route].methods["GET"]


@pytest.mark.parametrize(("kind", "telling"), ALL, ids=IDS)
def test_telling_calls_for_an_act_that_its_role_may_do_where_the_act_leaves_the_filing(kind, telling):
    if telling.calls_for is None:
        return
    if isinstance(telling.calls_for, ItemAct):
        assert telling.to in STEPS[telling.calls_for].roles
        assert STEPS[ItemAct(kind)].to in STEPS[telling.calls_for].states
        return
    called = TRANSITIONS[telling.calls_for]
    assert telling.to in called.roles
    if kind != DUE:
        act = TRANSITIONS[Action(kind)]
        assert ({act.to} if act.to else act.states) & called.states


@pytest.mark.parametrize(("kind", "telling"), ALL, ids=IDS)
def test_telling_names_whose_filing_it_is_and_nothing_that_is_filed(kind, telling):
    names = {name for _, name, _, _ in string.Formatter().parse(telling.words) if name}
    assert {"whose"} <= names <= {"whose", "task", "due"}


def test_every_role_is_told_of_an_act_once():
    assert [
        kind for kind, tellings in TELLINGS.items() if len({one.to for one in tellings}) < len(tellings)
    ] == []


def test_telling_of_an_act_that_nobody_is_told_of_is_none():
    assert (telling_of("open", "filer"), telling_of("submit", "filer")) == (None, None)


def test_submission_waits_until_it_is_accepted():
    telling = telling_of(Action.SUBMIT, Role.REVIEWER)
    assert [state for state in State if waits(telling, state)] == [State.SUBMITTED]
    assert telling.place is Place.FILING


@pytest.mark.parametrize(
    ("days", "begins"),
    [(1, "2026-11-27"), (3, "2026-11-25"), (5, "2026-11-23"), (6, "2026-11-20")],
)
def test_reminding_begins_so_many_working_days_before_a_monday(days, begins):
    monday = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
    assert f"{before(monday, days):%Y-%m-%d %H:%M}" == f"{begins} 09:30"
