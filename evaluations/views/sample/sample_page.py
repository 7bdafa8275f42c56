"""One draw as a page: how it was drawn, what was drawn and where each stands, and the list it was drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluations.models import Department, Sample, SecondLook
from evaluations.sampling import FACTORS, METHOD_NAMES, Method
from evaluations.selectors.drift import apart_of
from evaluations.selectors.samples import looks_of

BOX = "reader-"


@dataclass(frozen=True, slots=True)
class LookRow:
    """One department drawn. Sums of the lines are None until the second reviewer has finished."""

    look: SecondLook
    stage: str
    code: str
    name: str
    reader: str
    own: Decimal | None = None
    verified: Decimal | None = None
    second: Decimal | None = None
    apart: Decimal | None = None
    settled: Decimal | None = None
    differing: int = 0
    open: int = 0

    @property
    def box(self) -> str:
        """The name of the select that gives it to somebody; '' once it is finished."""
        return "" if self.look.finished_at else f"{BOX}{self.look.pk}"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One department of the list: `parts` are the factors of its risk in words."""

    code: str
    name: str
    parts: tuple[str, ...]
    risk: Decimal | None
    place: int
    """In which place it was drawn, 0 where it was not."""


@dataclass(frozen=True, slots=True)
class SamplePage:
    """The page; `weights` are the factors with what each counts, () where chance alone decided."""

    sample: Sample
    method: str
    weights: tuple[tuple[str, str, str], ...]
    looks: tuple[LookRow, ...]
    listed: tuple[ListedRow, ...]

    @property
    def finished(self) -> int:
        return sum(row.second is not None for row in self.looks)

    @property
    def differing(self) -> int:
        return sum(row.differing for row in self.looks)

    @property
    def open(self) -> int:
        return sum(row.open for row in self.looks)

    @property
    def mean(self) -> Decimal | None:
        """Of second less verified, over what is finished."""
        apart = [row.apart for row in self.looks if row.apart is not None]
        return sum(apart, Decimal(0)) / len(apart) if apart else None


def sample_page(sample: Sample) -> SamplePage:
    """Return the page of a draw. Two queries."""
    codes = [one["code"] for one in sample.listed]
    names = dict(Department.objects.filter(code__in=codes).values_list("code", "name"))
    weights = {name: Decimal(weight) for name, weight in sample.weights.items()}
    return SamplePage(
        sample=sample,
        method=METHOD_NAMES[Method(sample.method)],
        weights=tuple(
            (factor.title, factor.unit, f"{weights[factor.id]:f}")
            for factor in FACTORS
            if factor.id in weights
        ),
        looks=tuple(look_row(look) for look in looks_of(sample)),
        listed=tuple(_listed(one, names, weights, sample.drawn) for one in sample.listed),
    )


def stage_of(look: SecondLook) -> str:
    """Return where a second look stands, in words."""
    if look.finished_at is not None:
        return "待处理" if look.result["open"] else "已完成"
    return "待分派" if look.reader_id is None else "复核中"


def look_row(look: SecondLook) -> LookRow:
    """Return what the list shows of a department drawn."""
    department = look.filing.department
    known: dict[str, Any] = {
        "look": look,
        "stage": stage_of(look),
        "code": department.code,
        "name": department.name,
        "reader": str(look.reader or ""),
    }
    if look.finished_at is not None:
        known |= {name: Decimal(look.result[name]) for name in ("own", "verified", "second", "settled")}
        known |= {"apart": apart_of(look), "differing": look.result["differing"], "open": look.result["open"]}
    return LookRow(**known)


def _listed(
    one: Mapping[str, Any], names: Mapping[str, str], weights: Mapping[str, Decimal], drawn: list[str]
) -> ListedRow:
    facts = {name: Decimal(amount) for name, amount in one["facts"].items()}
    parts = {factor: facts.get(factor.id, Decimal(0)) for factor in FACTORS if factor.id in weights}
    code = one["code"]
    return ListedRow(
        code=code,
        name=names.get(code, ""),
        parts=tuple(
            f"{amount.normalize():f} × {weights[factor.id]:f} = {(amount * weights[factor.id]).normalize():f}"
            for factor, amount in parts.items()
        ),
        risk=sum((amount * weights[factor.id] for factor, amount in parts.items()), Decimal(0))
        if weights
        else None,
        place=drawn.index(code) + 1 if code in drawn else 0,
    )
