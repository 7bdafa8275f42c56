"""When a filing is due, and when it is late."""

from dataclasses import replace
from datetime import timedelta

from evaluations.workflow import State, deadline_of, is_late

from .test_workflow import NOON, OPEN, B, F, M, N, W


def test_deadline_is_the_windows_end_and_after_a_return_what_was_set():
    window, due = NOON, NOON + timedelta(days=3)
    before = {state: deadline_of(state, window, None) for state in State}
    assert before == dict.fromkeys(State) | {N: window, F: window, W: window}
    after = {state: deadline_of(state, window, due) for state in State}
    assert after == dict.fromkeys(State) | {N: due, F: due, W: due, B: due, M: due}


def test_is_late_counts_the_window_before_and_the_due_time_after_a_return():
    over = replace(OPEN, closes=NOON - timedelta(days=1))
    assert [state for state in State if is_late(state, over, None)] == [N, F, W]
    assert [state for state in State if is_late(state, OPEN, NOON - timedelta(hours=1))] == [N, F, W, B, M]
    assert [state for state in State if is_late(state, over, NOON + timedelta(hours=1))] == []
    assert not is_late(B, over, None)
