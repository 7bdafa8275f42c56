"""Which tests each process of a pass begins with."""

import pytest

from tests.plugin import dealt


def test_tests_that_take_long_begin_the_shares_of_all_processes():
    order = dealt(["A", "B", "C", "D"], list("abcdefg"), 3)
    assert order == ["A", "D", "a", *["B", "b", "c", "d"], *["C", "e", "f", "g"]]


@pytest.mark.parametrize("hands", [1, 2, 5, 40])
@pytest.mark.parametrize(("first", "rest"), [(0, 0), (0, 9), (7, 0), (7, 9), (30, 2)])
def test_no_test_is_lost_or_doubled_however_many_processes_there_are(first, rest, hands):
    tests = [*range(first + rest)]
    assert sorted(dealt(tests[:first], tests[first:], hands)) == tests
