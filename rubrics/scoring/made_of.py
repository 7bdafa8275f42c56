"""What the points of each row, and each ratio, are made of, followed down to what is typed."""

from collections.abc import Iterable, Iterator, Mapping

from rubrics.scoring import address as addresses

from .formulas import Formula, compile_formula
from .index import Index, field_address
from .lines import entries_of, rule_of
from .rules import ChoiceRule, FirstOfRule, RowRule, SumRule
from .types import Criterion


def of_lines(index: Index) -> Mapping[str, frozenset[str]]:
    """Return row -> the places (`fig:X`, `table:X`, `line:X` for what is filled in on it) that its score depends on."""
    return {leaf.id: frozenset(_of_line(index, leaf)) for leaf in index.leaves}


def of_points(index: Index) -> Mapping[str, frozenset[str]]:
    """Return row -> the places that its points are made of: by its rule or a veto, not by what makes it 不适用."""
    return {leaf.id: frozenset(_of_points(index, leaf)) for leaf in index.leaves}


def of_ratios(index: Index) -> Mapping[str, frozenset[str]]:
    """Return ratio -> the places that it is made of."""
    return {name: frozenset(_of_formula(index, ratio.formula)) for name, ratio in index.ratios.items()}


def _of_line(index: Index, criterion: Criterion) -> Iterator[str]:
    if entries_of(criterion):
        yield addresses.line(criterion.id)
    yield from _of_points(index, criterion)
    if criterion.na is not None and criterion.na.when is not None:
        yield from _of_formula(index, criterion.na.when)


def _of_points(index: Index, criterion: Criterion) -> Iterator[str]:
    rule = rule_of(criterion)
    if rule is None:
        return
    for formula in (*rule.formulas(), *(veto.when for veto in criterion.vetoes)):
        yield from _of_formula(index, formula)
    yield from (field_address(index.fields[name]) for name in _choices(rule))


def _choices(rule: RowRule) -> Iterator[str]:
    """Yield the choice inputs that a rule takes its option from."""
    if isinstance(rule, ChoiceRule) and rule.source:
        yield rule.source
    inner: Iterable[RowRule] = ()
    if isinstance(rule, SumRule):
        inner = (part.rule for part in rule.parts)
    elif isinstance(rule, FirstOfRule):
        inner = (one.rule for one in rule.alternatives)
    for one in inner:
        yield from _choices(one)


def _of_formula(index: Index, formula: Formula, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    compiled = compile_formula(formula)
    for table in compiled.tables:
        yield from _of_table(index, table, seen)
    for name in compiled.needs:
        yield from _of_name(index, name, seen)


def _of_name(index: Index, name: str, seen: frozenset[str]) -> Iterator[str]:
    if name in seen:
        return
    if name in index.fields:
        yield field_address(index.fields[name])
    elif name in index.ratios:
        yield from _of_formula(index, index.ratios[name].formula, seen | {name})
    else:
        table, dot, _ = name.partition(".")
        if dot and table in index.tables:
            yield from _of_table(index, table, seen | {name})


def _of_table(index: Index, table: str, seen: frozenset[str]) -> Iterator[str]:
    yield addresses.table(table)
    mark = f"table:{table}"
    if table not in index.tables or mark in seen:
        return
    for ratio in index.tables[table].formulas:
        yield from _of_formula(index, ratio.formula, seen | {mark})
