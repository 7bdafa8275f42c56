"""Which figures an explanation shows for a formula, and how the formula is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rubrics.scoring.formulas import Formula, Name, NameKind
from rubrics.scoring.formulas.dependencies import dependencies_of
from rubrics.scoring.index import Index
from rubrics.scoring.types import Ratio, Table

from .saying import say


@dataclass(frozen=True, slots=True)
class Citation:
    """`name` is the figure that the formula is, '' for an expression; `names` are the figures it takes."""

    name: str
    words: str
    note: str
    names: tuple[str, ...]


def citation_of(formula: Formula, index: Index, ratios: Mapping[str, Formula]) -> Citation:
    """Return how the formula is cited; a ratio, or a computed cell, by the formula behind it."""
    name = (
        formula.tree.dotted if isinstance(formula.tree, Name) and formula.tree.kind is NameKind.FIGURE else ""
    )
    if name in index.ratios:
        ratio = index.ratios[name]
        inner = ratios.get(name, ratio.formula)
        return Citation(
            name, say(ratio.formula.tree, index), ratio.note, _shown(dependencies_of(inner).figures, index)
        )
    computed = _computed_cell(name, index)
    if computed is not None:
        table, column, row = computed
        reads = dependencies_of(column.formula)
        cells = tuple(f"{table.id}.{one}[{row}]" for one in reads.columns)
        return Citation(
            name, say(column.formula.tree, index), column.note, (*cells, *_shown(reads.figures, index))
        )
    return Citation(name, say(formula.tree, index), "", _shown(dependencies_of(formula).figures, index))


def _computed_cell(name: str, index: Index) -> tuple[Table, Ratio, str] | None:
    first, _, rest = name.partition(".")
    table = index.tables.get(first)
    column, bracket, row = rest.removesuffix("]").partition("[")
    if table is None or not bracket:
        return None
    return next(((table, ratio, row) for ratio in table.formulas if ratio.id == column), None)


def _shown(names: Iterable[str], index: Index) -> tuple[str, ...]:
    """Return the names, a whole column of a fixed table by its cells; one of a free table is no figure."""
    found: list[str] = []
    for name in names:
        table = index.tables.get(name.partition(".")[0])
        if table is None or "." not in name or name.endswith("]"):
            found.append(name)
        else:
            found += [f"{name}[{row}]" for row in table.fixed]
    return tuple(dict.fromkeys(found))
