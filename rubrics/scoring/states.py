"""The three answers that are not a value: 未填, 无此事项 and what cannot be computed. They never count as zero."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing was typed: `addresses` name every figure that is needed and not there."""

    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The thing does not exist (无此事项, or 0/0); `addresses` name what said so, `reason` is the filer's."""

    addresses: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Undefined:
    """It cannot be computed (x/0): blocks, never counts as met. `why` is a Chinese sentence."""

    why: str
    addresses: tuple[str, ...] = ()


type Absent = Missing | NotApplicable | Undefined


@dataclass(frozen=True, slots=True)
class Prose:
    """A narrative as the checks read it: plain text, and its headings as (level from 1, text)."""

    plain: str
    headings: tuple[tuple[int, str], ...] = ()


type Value = Decimal | bool | date | str | Prose
"""Decimal is canonical (units.Unit); counts are Decimal too."""
type Known = Value | Absent
