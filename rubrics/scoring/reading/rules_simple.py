"""Kinds of rule that read one value or one choice: ratio, bands, cases, choice, deduction, proportion, judged."""

from decimal import Decimal

from rubrics.scoring.formulas import COUNT
from rubrics.scoring.formulas.dimensions import is_counted
from rubrics.scoring.rules import (
    BandsRule,
    Case,
    CasesRule,
    ChoiceRule,
    DeductionRule,
    JudgedRule,
    Option,
    ProportionRule,
    RatioRule,
)
from rubrics.scoring.units import PURE

from .bands import REST, best, points_text, read_bands
from .formulas import early_condition, early_number, literal
from .located import Located
from .reader import Reader
from .rule_parts import Found, Row, loss, points_in, reach, same_dimension
from .shapes import entries, said


def ratio(reader: Reader, found: Found, _row: Row) -> RatioRule:
    """Return a ratio rule."""
    value = early_number(reader, found["value"], PURE)
    cap = _share(reader, found["cap"]) if "cap" in found else Decimal(1)
    return RatioRule(value, cap)


def _share(reader: Reader, node: Located) -> Decimal:
    value, unit, _ = literal(reader, node)
    if unit.name not in ("%", "") or value <= 0:
        reader.refuse(node, "cap 要写大于 0 的百分数", "请写 100% 或 120%")
        return Decimal(1)
    return value


def bands(reader: Reader, found: Found, row: Row) -> BandsRule:
    """Return a bands rule; its best band gives the row's points."""
    value = early_number(reader, found["value"])
    bands = read_bands(reader, found["bands"], value.dimension, points_text(row.points))
    reach(reader, found["bands"], best(bands), row)
    return BandsRule(value, bands)


def cases(reader: Reader, found: Found, row: Row) -> CasesRule:
    """Return a cases rule; its last case is 其余."""
    cases, node = [], found["cases"]
    for name, member in entries(reader, node).items():
        key = Located(name, member.path, member.key_line, member.key_column)
        when = None if name == REST else early_condition(reader, key)
        cases.append(Case(when, points_in(reader, member, row)))
    if not cases or cases[-1].when is not None:
        reader.refuse_key(node, "缺少 其余，或 其余 不在最后", "请在最后写 其余，使每种情形都有归处")
    if any(case.when is None for case in cases[:-1]):
        reader.refuse_key(node, "其余 不在最后", "其余 后面的情形永远轮不到，请移到最后")
    reach(reader, node, max((case.points for case in cases), default=Decimal(0)), row)
    return CasesRule(tuple(cases))


def choice(reader: Reader, found: Found, row: Row) -> ChoiceRule:
    """Return a choice rule; its best option gives the row's points."""
    node = found["options"]
    options = tuple(Option(name, points_in(reader, one, row)) for name, one in entries(reader, node).items())
    reach(reader, node, max((option.points for option in options), default=Decimal(0)), row)
    if len(options) < 2:
        reader.refuse_key(node, "至少要有两个选项", "请补上")
    return ChoiceRule(options, said(reader, found, "from"))


def deduction(reader: Reader, found: Found, row: Row) -> DeductionRule:
    """Return a deduction rule."""
    count = early_number(reader, found["count"])
    if count.dimension and count.dimension not in (PURE, COUNT) and not is_counted(count.dimension):
        reader.refuse(
            found["count"], f"要写次数，公式给出的是{count.dimension}", "请写 数量(…)、人数、个数 这样的数"
        )
    return DeductionRule(count, loss(reader, found["each"], row))


def proportion(reader: Reader, found: Found, _row: Row) -> ProportionRule:
    """Return a proportion rule."""
    done, planned = early_number(reader, found["done"]), early_number(reader, found["planned"])
    same_dimension(reader, found["planned"], planned, done)
    return ProportionRule(done, planned)


def judged(reader: Reader, found: Found, _row: Row) -> JudgedRule:
    """Return a judged rule."""
    return JudgedRule(said(reader, found, "guide"))
