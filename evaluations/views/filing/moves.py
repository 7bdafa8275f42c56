"""Which rows and ratios a page moves: what each is made of, followed down to what is typed."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rubrics.scoring import address as addresses
from rubrics.scoring.formulas import Formula, compile_formula
from rubrics.scoring.index import Index, field_address
from rubrics.scoring.lines import entries_of, rule_of
from rubrics.scoring.rules import ChoiceRule, FirstOfRule, RowRule, SumRule
from rubrics.scoring.types import Criterion
from rubrics.selectors.programs import program_of

from .content import Content


def moved_lines(content: Content, own: frozenset[str]) -> list[str]:
    """Return the rows of the tree that depend on a place of `own` (`fig:X`, `table:X`), in the document's order."""
    return [name for name, heads in _lines(content.filing.version.document_id).items() if heads & own]


def fed_lines(content: Content, places: frozenset[str]) -> list[str]:
    """Return the rows whose points are made of a place: by their rule or a veto, not by what makes them 不适用."""
    return [name for name, heads in _fed(content.filing.version.document_id).items() if heads & places]


def moved_ratios(content: Content, own: frozenset[str]) -> list[str]:
    """Return the ratios that depend on a place of `own`."""
    return [name for name, heads in _ratios(content.filing.version.document_id).items() if heads & own]


@lru_cache(maxsize=64)
def _lines(digest: str) -> dict[str, frozenset[str]]:
    index = program_of(digest).index
    return {leaf.id: frozenset(_of_line(index, leaf)) for leaf in index.leaves}


@lru_cache(maxsize=64)
def _fed(digest: str) -> dict[str, frozenset[str]]:
    index = program_of(digest).index
    return {leaf.id: frozenset(_of_points(index, leaf)) for leaf in index.leaves}


@lru_cache(maxsize=64)
def _ratios(digest: str) -> dict[str, frozenset[str]]:
    index = program_of(digest).index
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
