"""A document made ready for many scorings: every formula compiled, every order decided, every name given its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .checks import Examining, prepare_checks
from .computing import Computings, prepare_computings
from .formulas import Environment, Formula, compile_formula
from .formulas.phrasing import names_in
from .formulas.tree import Call
from .index import YEAR, Index, Named, field_address, walk
from .lifting import Lifted, lift
from .lines import Liner, prepare_line, rule_of
from .names import Naming, prepare_names
from .problems import Problem
from .required import Requiring, prepare_required
from .rows import Rowing, prepare_rows
from .rules.citing import citation_of
from .rules.saying import say
from .rules.site import Site
from .states import Known, Missing
from .template import parse_template
from .totals import Summing, prepare_totals
from .types import Document, Field

MOST_KEPT = 32
"""Compiled documents kept in a process: years and drafts in use."""
YEAR_BEGIN, YEAR_END = "年初", "年末"


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A document ready to score. Make one with compile_document and keep it."""

    document: Document
    index: Index
    site: Site
    template: dict[str, Known]
    """Every name that has a value before anything is computed: absences, constants, built-ins."""
    rowings: tuple[Rowing, ...]
    early_rowings: tuple[Rowing, ...]
    """Those that the points need."""
    naming: Naming
    """Special names that the points need."""
    late_naming: Naming
    """Those that only checks and pages need."""
    computings: Computings
    liners: tuple[Liner, ...]
    places: dict[str, int]
    """Row -> its place among the liners."""
    summing: Summing
    checks: tuple[Examining, ...]
    requiring: Requiring


def compile_document(document: Document) -> Program:
    """Return the document made ready, the same for the same document object.

    Its formulas must have passed check_formula, as those of read_document have; ValueError otherwise.
    """
    kept = _KEPT.get(id(document))
    if kept is None or kept.document is not document:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        kept = _KEPT[id(document)] = prepare_program(document)
    return kept


def prepare_program(document: Document) -> Program:
    """Return the document made ready, anew."""
    index = Index(document)
    lifted: Lifted = {}
    ratios = {ratio.id: lift(ratio.formula, lifted) for ratio in document.ratios}
    _name_lifted(index, lifted)
    constants = _constants(document)
    site = Site(index, Environment(dict(constants)), ratios)
    shown = _shown_with_points(document, index, ratios)
    names = tuple(dict.fromkeys((*names_of_formulas(document), *shown)))
    naming = prepare_names(index, names)
    figures = {**ratios, **lifted, **naming.ticks}
    computings = prepare_computings(document, figures, naming.cells, (*_needs_of_points(document), *shown))
    template = {field.id: _nothing(field) for field in document.inputs}
    rowings = prepare_rows(document.tables, frozenset(computings.wanted))
    return Program(
        document,
        index,
        site,
        {**template, **constants, **naming.constants},
        rowings,
        tuple(rowing for rowing in rowings if rowing.early),
        prepare_names(index, (name for name in names if name in computings.wanted)),
        prepare_names(index, (name for name in names if name not in computings.wanted)),
        computings,
        tuple(prepare_line(leaf, rule, site) for leaf in index.leaves if (rule := rule_of(leaf)) is not None),
        {leaf.id: place for place, leaf in enumerate(index.leaves)},
        prepare_totals(document, site),
        prepare_checks(document, index),
        prepare_required(document),
    )


_KEPT: dict[int, Program] = {}


def _nothing(field: Field) -> Known:
    return Missing((field_address(field),))


def _constants(document: Document) -> dict[str, Known]:
    built_in: dict[str, Known] = {
        YEAR_BEGIN: date(document.year, 1, 1),
        YEAR_END: date(document.year, 12, 31),
        YEAR: Decimal(document.year),
    }
    return {**built_in, **document.constants}


def _name_lifted(index: Index, lifted: Lifted) -> None:
    """Give the aggregates inside ratios a title (their words), a place (their table) and a unit (their column's)."""
    index.lifted = lifted
    for name, formula in lifted.items():
        compiled, title = compile_formula(formula), say(formula.tree, index)
        counts = isinstance(formula.tree, Call) and formula.tree.function == "数量"
        where = index.named(compiled.tables[0]).address
        first = Named(name, where, title) if counts else index.named(compiled.needs[0])
        index.names[name] = Named(name, where, title, first.unit, 0 if counts else first.places)


def _needs_of_points(document: Document) -> Iterator[str]:
    """Yield the names that rules, modifiers and the cap take."""
    formulas = [*_of_criteria(document), *(band.bound for band in document.cap if band.bound is not None)]
    for formula in formulas:
        compiled = compile_formula(formula)
        yield from (*compiled.needs, *compiled.tables)
    if document.cap_value:
        yield document.cap_value


def _shown_with_points(document: Document, index: Index, ratios: Mapping[str, Formula]) -> tuple[str, ...]:
    """Return the cells that explanations show beside what the points need: 季度.支出进度[一季度]."""
    cited = (citation_of(formula, index, ratios) for formula in _of_criteria(document))
    return tuple(dict.fromkeys(name for one in cited for name in one.names if name.endswith("]")))


def names_of_formulas(document: Document) -> Iterator[str]:
    """Yield every dotted name that a formula of the document, or a place of a message, takes."""
    for formula in formulas_of(document):
        yield from compile_formula(formula).needs
    for check in document.checks:
        parts = parse_template(check.says)
        for part in () if isinstance(parts, Problem) else parts:
            if not isinstance(part, str):
                yield from (name.dotted for name in names_in(part.formula.tree))


def formulas_of(document: Document) -> Iterator[Formula]:
    """Yield every formula of the document that is computed."""
    yield from (ratio.formula for ratio in document.ratios)
    for table in document.tables:
        yield from (ratio.formula for ratio in table.formulas)
        if isinstance(table.minimum_rows, Formula):
            yield table.minimum_rows
    for field in (*document.inputs, *(column for table in document.tables for column in table.columns)):
        if isinstance(field.required, Formula):
            yield field.required
    yield from _of_criteria(document)
    yield from _of_checks(document)
    for band in (*document.grades, *document.cap):
        if band.bound is not None:
            yield band.bound


def _of_criteria(document: Document) -> Iterator[Formula]:
    for criterion in walk(document.criteria):
        rule = rule_of(criterion)
        if rule is not None:
            yield from rule.formulas()
        if criterion.na is not None and criterion.na.when is not None:
            yield criterion.na.when
        yield from (veto.when for veto in criterion.vetoes)


def _of_checks(document: Document) -> Iterator[Formula]:
    for check in document.checks:
        yield from (one for one in (check.holds, check.when, check.explained_by) if one is not None)
