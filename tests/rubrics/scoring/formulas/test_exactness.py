"""Against the oracle: values, ties, comparisons and absences are those of exact fractions."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from rubrics.scoring.formulas import (
    Environment,
    Names,
    Resolved,
    compile_formula,
    evaluate,
    exact,
    round_half_up,
)
from rubrics.scoring.states import Known, Missing, NotApplicable, Undefined
from rubrics.scoring.units import PURE

from .oracle import (
    INAPPLICABLE,
    MISSING,
    UNDEFINED,
    Expression,
    Leaf,
    Operation,
    Outcome,
    outcome,
    rounded,
    text_of,
)
from .world import checked

NUMBERS, ANSWERS = ("甲", "乙", "丙", "丁"), ("子", "丑")
SCOPE = Names(
    {name: Resolved(PURE) for name in NUMBERS} | {name: Resolved("是否") for name in ANSWERS}, tables={}
)
ABSENT: dict[str, Known] = {
    MISSING: Missing(("fig:某数",)),
    INAPPLICABLE: NotApplicable(("fig:某数",)),
    UNDEFINED: Undefined("某数为 0"),
}
literals = st.integers(0, 400).map(lambda number: Leaf(f"{number}%", Fraction(number, 100)))
numbers = st.integers(-2_000, 10**7).map(lambda cents: Fraction(cents, 100)) | st.integers(0, 9).map(Fraction)
absences = st.sampled_from(tuple(ABSENT))


def operations(depth: int) -> st.SearchStrategy[Expression]:
    """Expressions whose value is a number."""
    leaves = st.sampled_from(NUMBERS).map(Leaf) | literals
    if depth == 0:
        return leaves
    inner = operations(depth - 1)
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        leaves,
        st.builds(Operation, st.sampled_from("+-/"), st.tuples(inner, inner)),
        st.builds(Operation, st.just("*"), st.tuples(inner, literals)),
        st.builds(Operation, st.sampled_from(("-", "绝对值")), st.tuples(inner)),
        st.builds(Operation, st.sampled_from(("最小", "最大", "平均", "合计")), several),
        st.builds(Operation, st.just("如果"), st.tuples(conditions(depth - 1), inner, inner)),
    )


def conditions(depth: int) -> st.SearchStrategy[Expression]:
    """Expressions whose value is 是 or 否."""
    leaves = st.sampled_from(ANSWERS).map(Leaf)
    if depth == 0:
        return leaves
    number, inner = operations(depth - 1), conditions(depth - 1)
    return st.one_of(
        leaves,
        st.builds(Operation, st.sampled_from("<≤=≠≥>"), st.tuples(number, number)),
        st.builds(Operation, st.sampled_from("且或"), st.tuples(inner, inner)),
        st.builds(Operation, st.just("非"), st.tuples(inner)),
    )


def filings(
    values: st.SearchStrategy[Outcome], answers: st.SearchStrategy[Outcome]
) -> st.SearchStrategy[dict[str, Outcome]]:
    return st.fixed_dictionaries(dict.fromkeys(NUMBERS, values) | dict.fromkeys(ANSWERS, answers))


present = filings(numbers, st.booleans())
with_gaps = filings(numbers | absences, st.booleans() | absences)


def stored(figure: Outcome) -> Known:
    if isinstance(figure, str):
        return ABSENT[figure]
    return figure if isinstance(figure, bool) else Decimal(figure.numerator) / Decimal(figure.denominator)


def both_ways(expression: Expression, figures: Mapping[str, Outcome]) -> Known:
    compiled = compile_formula(checked(text_of(expression), SCOPE))
    environment = Environment({name: stored(figure) for name, figure in figures.items()})
    with exact():
        fast, slow = compiled(environment), evaluate(compiled.formula.tree, environment)
    assert fast == slow
    return fast


def agrees(found: Known, expected: Outcome) -> bool:
    if isinstance(expected, str):
        return type(found) is type(ABSENT[expected])
    if isinstance(expected, bool):
        return found is expected
    return isinstance(found, Decimal) and all(
        round_half_up(found, places) == rounded(expected, places) for places in (0, 1, 2, 4)
    )


@settings(max_examples=300, deadline=None)
@given(operations(3), present)
def test_number_of_any_formula_rounds_like_the_fraction(
    expression: Expression, figures: dict[str, Outcome]
) -> None:
    assert agrees(both_ways(expression, figures), outcome(expression, figures))


@settings(max_examples=300, deadline=None)
@given(conditions(3), present)
def test_condition_of_any_formula_decides_like_the_fraction(
    expression: Expression, figures: dict[str, Outcome]
) -> None:
    assert agrees(both_ways(expression, figures), outcome(expression, figures))


@settings(max_examples=300, deadline=None)
@given(operations(2) | conditions(2), with_gaps)
def test_absence_of_any_formula_is_the_strongest(expression: Expression, figures: dict[str, Outcome]) -> None:
    assert agrees(both_ways(expression, figures), outcome(expression, figures))


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 4_000), st.integers(1, 4_000), st.sampled_from((1, 2, 3, 5, 6, 8, 9, 10, 15, 20)))
def test_points_of_any_ratio_round_like_the_fraction(part: int, whole: int, points: int) -> None:
    with exact():
        scored = Decimal(part) / Decimal(whole) * points
    assert round_half_up(scored, 2) == rounded(Fraction(part * points, whole), 2)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(1, 10**9))
def test_ratio_taken_back_equals_what_it_came_from(part: int, whole: int, factor: int) -> None:
    figures: dict[str, Outcome] = {"甲": Fraction(part), "乙": Fraction(whole), "丙": Fraction(factor)}
    expression = Operation(
        "=",
        (
            Operation(
                "/", (Operation("/", (Leaf("甲"), Leaf("乙"))), Operation("/", (Leaf("丙"), Leaf("乙"))))
            ),
            Operation("/", (Leaf("甲"), Leaf("丙"))),
        ),
    )
    assert both_ways(expression, figures) is True
