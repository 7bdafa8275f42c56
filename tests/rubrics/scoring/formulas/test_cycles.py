import pytest

from rubrics.scoring.formulas import cycle_problem, find_cycle, in_order
from rubrics.scoring.problems import Problem

from .world import parsed


@pytest.mark.parametrize(
    ("needs", "path"),
    [
        ({}, ()),
        ({"甲": ("支出",), "乙": ("甲",)}, ()),
        ({"甲": ("甲",)}, ("甲", "甲")),
        ({"甲": ("乙",), "乙": ("丙", "支出"), "丙": ("甲",)}, ("甲", "乙", "丙", "甲")),
        ({"总": ("甲",), "甲": ("乙",), "乙": ("甲",)}, ("甲", "乙", "甲")),
    ],
)
def test_cycle_of_needs_is_told_as_its_path(needs: dict[str, tuple[str, ...]], path: tuple[str, ...]) -> None:
    assert find_cycle(needs) == path


def test_order_of_needs_puts_each_after_what_it_needs() -> None:
    assert in_order({"丙": ("乙", "甲"), "乙": ("甲",), "甲": ("支出",)}) == ("甲", "乙", "丙")
    assert in_order({"甲": ("乙",), "乙": ("甲",)}) is None


def test_cycle_of_a_hundred_thousand_is_found_without_recursion() -> None:
    needs = {str(number): (str((number + 1) % 100_000),) for number in range(100_000)}
    assert len(find_cycle(needs)) == 100_001


def test_problem_of_a_cycle_points_at_the_name_that_closes_it() -> None:
    formulas = {"甲": parsed("支出 / 乙"), "乙": parsed("甲 * 2")}
    assert cycle_problem(formulas, {"甲": ("支出", "乙"), "乙": ("甲",)}) == Problem(
        "甲", "公式互相引用，算不出来：甲 → 乙 → 甲", "请改其中一个公式，使它不再用到自己", column=6
    )


def test_problem_of_formulas_without_a_cycle_is_none() -> None:
    assert cycle_problem({"甲": parsed("支出 / 乙")}, {"甲": ("支出", "乙")}) is None
