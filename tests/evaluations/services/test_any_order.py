"""Any acts by anybody in any order: what is refused leaves every byte, what is done follows the table of states."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from evaluations.workflow import State
from tests.evaluations.services.machine import DONE, REACHED, STEPS, Office

LONG = 5_000
"""So many steps a long run takes at least."""


@pytest.mark.django_db
@pytest.mark.sqlite
def test_acts_in_any_order_follow_the_table_of_states(rounds, figure):
    examples, steps = rounds(6, 190), 30
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert STEPS["all"] >= rounds(10, LONG)
    reached = ", ".join(f"{state} {REACHED[state]}" for state in State if REACHED[state])
    said = f"{examples} runs, {STEPS['all']} steps, {sum(DONE.values())} acts done of {len(DONE)} kinds"
    figure("acts in any order", f"{said}, 0 disagreements; reached: {reached}")
