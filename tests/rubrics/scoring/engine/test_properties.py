"""Properties of every scoring: within the points, never fewer for more, equal to exact fractions, order irrelevant."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from rubrics.scoring.formulas import exact
from rubrics.scoring.results import Answers, Row
from rubrics.scoring.rules import (
    BandsRule,
    ChecklistRule,
    DeductionRule,
    Item,
    JudgedRule,
    Part,
    Partial,
    ProportionRule,
    RatioRule,
    Reverse,
    RowRule,
    StepRule,
    SumRule,
    TargetRule,
    Threshold,
)
from tests.rubrics.scoring.making import (
    D,
    amount,
    band,
    count,
    document,
    na,
    node,
    parsed,
    ratio,
    row,
    scored,
)

BANDS = ((Fraction(9, 10), "10"), (Fraction(3, 4), "7"), (Fraction(3, 5), "4"))
RULES: dict[str, RowRule] = {
    "ratio": RatioRule(parsed("率")),
    "bands": BandsRule(
        parsed("率"), (band("≥ 90%", "10"), band("≥ 75%", "7"), band("≥ 60%", "4"), band("其余", "0"))
    ),
    "deduction": DeductionRule(parsed("件数"), D("1.5")),
    "proportion": ProportionRule(parsed("上"), parsed("下")),
    "reach": TargetRule(parsed("上"), "≥", parsed("下")),
    "inverse": TargetRule(parsed("上"), "≤", parsed("下"), Reverse.RATIO),
    "decay": TargetRule(parsed("上"), "≤", parsed("下"), Reverse.LINEAR),
    "linear": StepRule(parsed("率"), Threshold("≤", parsed("100%")), parsed("3%"), D("0.7"), Partial.LINEAR),
    "whole": StepRule(parsed("率"), Threshold("≤", parsed("100%")), parsed("3%"), D("0.7"), Partial.WHOLE),
    "started": StepRule(
        parsed("率"), Threshold("≤", parsed("100%")), parsed("3%"), D("0.7"), Partial.STARTED
    ),
    "sum": SumRule(
        (Part("一", D(3), RatioRule(parsed("率"))), Part("二", D(7), RatioRule(parsed("率 / 3"))))
    ),
}
RISING, FALLING = (
    ("ratio", "bands", "proportion", "reach", "sum"),
    ("inverse", "decay", "linear", "whole", "started"),
)
MADE = {
    name: document(
        row("甲", "10", rule, reason=False, na=na("full")),
        inputs=(amount("上"), amount("下"), count("件数")),
        ratios=(ratio("率", "上 / 下"),),
    )
    for name, rule in RULES.items()
}
amounts = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100 * 10_000)
positive = st.integers(1, 10**6).map(lambda cents: Decimal(cents) / 100 * 10_000)
near = st.integers(-3, 3).map(lambda cents: Decimal(cents) / 100 * 10_000)
counts = st.integers(0, 30).map(Decimal)


def came(kind: str, above: Decimal, below: Decimal, number: Decimal = D(0)) -> Decimal:
    score = scored(MADE[kind], {"上": above, "下": below, "件数": number}).lines["甲"].score
    assert score is not None
    return score


def oracle(kind: str, above: Fraction, below: Fraction, number: Fraction) -> Fraction:
    """The points as exact fractions give them, by code that shares nothing with ours."""
    rate = above / below
    beyond = max(rate - 1, Fraction(0)) / Fraction(3, 100)
    capped, steps = (
        min(rate, Fraction(1)),
        {"whole": Fraction(floor(beyond)), "started": Fraction(ceil(beyond))},
    )
    points = {
        "bands": next((Fraction(points) for bound, points in BANDS if rate >= bound), Fraction(0)),
        "deduction": 10 - number * Fraction(3, 2),
        "inverse": 10 / max(rate, Fraction(1)),
        "decay": 10 * (2 - max(rate, Fraction(1))),
        "sum": capped * 3 + min(rate / 3, Fraction(1)) * 7,
    }
    if kind in ("linear", "whole", "started"):
        return max(10 - steps.get(kind, beyond) * Fraction(7, 10), Fraction(0))
    return max(points.get(kind, capped * 10), Fraction(0))


def half_up(points: Fraction) -> Decimal:
    return Decimal(floor(points * 100 + Fraction(1, 2))) / 100


@given(st.sampled_from(sorted(RULES)), amounts, positive, counts)
def test_points_equal_exact_fractions(kind, above, below, number):
    expected = half_up(oracle(kind, Fraction(above), Fraction(below), Fraction(number)))

    assert came(kind, above, below, number) == expected


@given(
    st.sampled_from(sorted(RULES)),
    positive,
    near,
    st.sampled_from(["0.6", "0.75", "0.9", "1", "1.03", "1.06", "2"]),
)
def test_points_equal_exact_fractions_at_the_edges(kind, below, off, edge):
    above = max(below * D(edge) + off, D(0))

    assert came(kind, above, below) == half_up(oracle(kind, Fraction(above), Fraction(below), Fraction(0)))


@given(st.integers(1, 2000), st.integers(1, 2000))
def test_ties_of_small_fractions_are_rounded_up(above, below):
    expected = half_up(oracle("ratio", Fraction(above), Fraction(below), Fraction(0)))

    assert came("ratio", D(above) * 10_000, D(below) * 10_000) == expected


@given(st.sampled_from(sorted(RULES)), amounts, amounts, counts)
def test_points_are_never_below_nothing_nor_above_the_points(kind, above, below, number):
    line = scored(MADE[kind], {"上": above, "下": below, "件数": number}).lines["甲"]

    assert line.score is None or 0 <= line.score <= line.points


@given(st.sampled_from(RISING), amounts, amounts, positive)
def test_more_done_never_gives_fewer_points(kind, one, other, below):
    less, more = sorted((one, other))

    assert came(kind, less, below) <= came(kind, more, below)


@given(st.sampled_from(FALLING), amounts, amounts, positive)
def test_more_spent_never_gives_more_points(kind, one, other, below):
    less, more = sorted((one, other))

    assert came(kind, less, below) >= came(kind, more, below)


@given(counts, counts)
def test_more_occurrences_never_give_more_points(one, other):
    less, more = sorted((one, other))

    assert came("deduction", D(0), D(10_000), less) >= came("deduction", D(0), D(10_000), more)


TICKS = tuple(Item(name, D(1)) for name in "子丑寅卯")
MANY = document(
    node("一", "8", row("勾选", "4", ChecklistRule(TICKS)), row("评判", "4", JudgedRule())),
    row("率", "2", RatioRule(parsed("率")), na=na("full")),
    inputs=(amount("上"), amount("下")),
    ratios=(ratio("率", "上 / 下"),),
)
entries = st.dictionaries(st.sampled_from([f"勾选/{one.id}" for one in TICKS]), st.booleans())


@given(st.data(), entries, amounts, amounts)
def test_order_of_the_answers_is_irrelevant(data, ticks, above, below):
    figures, typed = {"上": above, "下": below}, {**ticks, "评判/得分": D(3)}
    turned = dict(data.draw(st.permutations(list(typed.items()))))

    one, other = (
        scored(MANY, figures, entries=typed),
        scored(MANY, dict(reversed(figures.items())), entries=turned),
    )

    assert (dict(one.lines), one.totals, one.grade) == (dict(other.lines), other.totals, other.grade)


@given(entries)
def test_one_more_tick_never_loses_points(ticks):
    full = {f"勾选/{one.id}": True for one in TICKS}
    figures = {"上": D(0), "下": D(10_000)}

    less = scored(MANY, figures, entries={**dict.fromkeys(full, False), **ticks}).lines["勾选"].score
    more = scored(MANY, figures, entries={**ticks, **full}).lines["勾选"].score

    assert less is not None
    assert more == 4 >= less


@given(st.dictionaries(st.sampled_from(["上", "下"]), amounts), entries)
def test_total_is_complete_exactly_when_every_row_has_points(figures, ticks):
    sheet = scored(MANY, figures, entries=ticks)

    without = tuple(name for name, line in sheet.lines.items() if line.score is None)
    assert sheet.totals["合计"].missing == without
    assert sheet.totals["合计"].score == sum((line.score or D(0) for line in sheet.lines.values()), D(0))


def test_scoring_does_not_depend_on_the_context_of_the_caller():
    figures = {"上": D(50_000), "下": D(240_000)}

    outside = came("ratio", figures["上"], figures["下"])
    with exact():
        inside = came("ratio", figures["上"], figures["下"])

    assert outside == inside == D("2.08")


def test_answers_are_not_changed_by_scoring():
    answers = Answers(
        {"上": D(1), "下": D(2)}, rows={"表": (Row("a", {"列": D(1)}),)}, entries={"line:评判/得分": D(1)}
    )
    before = repr(answers)

    scored(MANY, answers.figures, rows=answers.rows)

    assert repr(answers) == before
