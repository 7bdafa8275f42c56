"""抽取复核对象: who is drawn for a second look, and why. Pure: standard library only; anybody can draw the same again.

A department's place in a random draw is the SHA-256 of “seed, line feed, code”: the smallest are drawn. No random
generator takes part, so that the draw can be checked with any program on any machine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

PRESET_SHARE = 15
"""What the form begins with, in percent; the share is a setting of each draw."""
HUNDRED = 100


class Method(StrEnum):
    """How departments are drawn."""

    RANDOM = "random"
    RISK = "risk"


METHOD_NAMES: dict[Method, str] = {Method.RANDOM: "随机抽取", Method.RISK: "按风险抽取"}


@dataclass(frozen=True, slots=True)
class Factor:
    """One part of the risk: each unit of the fact counts `weight`."""

    id: str
    title: str
    unit: str
    weight: Decimal


FACTORS = (
    Factor("corrections", "审核更正", "处", Decimal(2)),
    Factor("cut", "核减", "分", Decimal(1)),
    Factor("explained", "已说明的勾稽", "条", Decimal(1)),
    Factor("late", "逾期报送", "次", Decimal(3)),
    Factor("returns", "退回整改", "次", Decimal(2)),
)
"""The weights of the risk, all of them; a draw keeps those that it was made with."""

type Facts = Mapping[str, Decimal]
"""Factor -> how much of it there is."""


def size_of(share: int, count: int) -> int:
    """Return how many of `count` are `share` percent: rounded up, at least one, never more than all."""
    return min(count, max(1, -(-count * share // HUNDRED))) if count else 0


def place_of(seed: str, code: str) -> str:
    """Return the place of a department in a random draw, as text that sorts."""
    return sha256(f"{seed}\n{code}".encode()).hexdigest()


def at_random(codes: Iterable[str], share: int, seed: str) -> tuple[str, ...]:
    """Return the codes drawn, in the order drawn. The order in which they are given does not matter."""
    ordered = sorted(set(codes), key=lambda code: place_of(seed, code))
    return tuple(ordered[: size_of(share, len(ordered))])


def by_risk(
    facts: Mapping[str, Facts], share: int, seed: str, weights: Mapping[str, Decimal]
) -> tuple[str, ...]:
    """Return the codes of the highest risk, highest first; among equals the seed decides."""
    ordered = sorted(facts, key=lambda code: (-risk_of(facts[code], weights), place_of(seed, code)))
    return tuple(ordered[: size_of(share, len(ordered))])


def risk_of(facts: Facts, weights: Mapping[str, Decimal]) -> Decimal:
    """Return the sum of all parts: how much there is, times its weight."""
    return sum((facts.get(name, Decimal(0)) * weight for name, weight in weights.items()), Decimal(0))


def weights_now() -> dict[str, Decimal]:
    """Return factor -> weight as they are now."""
    return {one.id: one.weight for one in FACTORS}
