"""抽取复核对象: the same draw from the same seed, sizes, uniformity, and the order of risk."""

from collections import Counter
from decimal import Decimal
from hashlib import sha256

import pytest

from evaluations.sampling import FACTORS, at_random, by_risk, risk_of, size_of, weights_now

CODES = tuple(f"1030{number:02d}" for number in range(40))


@pytest.mark.parametrize(
    ("share", "count", "size"),
    [(15, 40, 6), (15, 41, 7), (15, 1, 1), (1, 40, 1), (100, 40, 40), (99, 3, 3), (15, 0, 0), (50, 3, 2)],
)
def test_size_is_the_share_rounded_up_at_least_one_and_never_more_than_all(share, count, size):
    assert size_of(share, count) == size


def test_draw_of_the_same_seed_is_the_same_whatever_the_order_of_the_codes():
    drawn = at_random(CODES, 15, "种子")
    assert at_random(reversed(CODES), 15, "种子") == at_random([*CODES, *CODES], 15, "种子") == drawn
    assert at_random(CODES, 15, "别的种子") != drawn


def test_draw_can_be_made_again_with_nothing_but_a_hash():
    by_hand = sorted(CODES, key=lambda code: sha256(f"4f2a\n{code}".encode()).hexdigest())
    assert at_random(CODES, 15, "4f2a") == tuple(by_hand[:6])


def test_draw_of_none_is_empty_and_of_all_is_everybody_once():
    assert at_random((), 15, "种子") == ()
    assert sorted(at_random(CODES, 100, "种子")) == sorted(CODES)


def test_draw_is_uniform_over_many_seeds():
    """2,000 draws of 6 of 40: each code is expected 300 times; χ² of 39 degrees stays below its 99.9% point."""
    counts = Counter(code for seed in range(2000) for code in at_random(CODES, 15, f"种子{seed}"))
    assert sum(counts.values()) == 12_000
    squares = sum((counts[code] - 300) ** 2 / 300 for code in CODES)
    assert squares < 72.1


def test_risk_is_the_sum_of_every_part_by_its_weight():
    facts = {factor.id: Decimal(number) for number, factor in enumerate(FACTORS, start=1)}
    by_hand = sum(factor.weight * number for number, factor in enumerate(FACTORS, start=1))
    assert risk_of(facts, weights_now()) == by_hand
    assert risk_of({}, weights_now()) == 0


def test_draw_by_risk_takes_the_highest_and_lets_the_seed_decide_among_equals():
    facts = {code: {"late": Decimal(0)} for code in CODES}
    facts[CODES[7]], facts[CODES[20]] = {"late": Decimal(2)}, {"late": Decimal(3)}
    drawn = by_risk(facts, 15, "种子", {"late": Decimal(1)})
    assert drawn[:2] == (CODES[20], CODES[7])
    rest = [code for code in CODES if code not in drawn[:2]]
    assert drawn[2:] == at_random(rest, 100, "种子")[:4]
