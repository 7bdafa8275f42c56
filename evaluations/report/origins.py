"""Where the answers behind a score come from, if not from the filer: followed through the document's formulas."""

from collections.abc import Iterator

from rubrics.scoring.address import Address, line, parse
from rubrics.scoring.formulas.tree import Binary, Call, Formula, Name, Tree, Unary
from rubrics.scoring.rules import RowRule
from rubrics.scoring.types import Criterion, Document

from .source import Source


def names(tree: Tree) -> Iterator[Name]:
    """Yield every name of a formula, in order."""
    match tree:
        case Name():
            yield tree
        case Unary():
            yield from names(tree.operand)
        case Binary():
            yield from names(tree.left)
            yield from names(tree.right)
        case Call():
            for argument in tree.arguments:
                yield from names(argument)


def origins_of(criterion: Criterion, source: Source) -> tuple[str, ...]:
    """Return the origins (由得分推定 …) of the answers that a line's score rests on, each once."""
    own = line(criterion.id)
    wanted = set(_needs(criterion, source.document))
    found = dict.fromkeys(
        origin
        for address, origin in sorted(source.answers.sources.items())
        if address == own or address.startswith(f"{own}/") or _named(address, wanted)
    )
    return tuple(origin for origin in found if origin)


def _named(address: str, wanted: set[str]) -> bool:
    """Tell whether an answer's address is one of the wanted names: fig:X, or a cell of 表.列."""
    match parse(address):
        case Address("row", (table, row, column)):
            return bool({f"{table}.{column}", f"{table}.{column}[{row}]", table} & wanted)
        case Address("fig" | "chapter", (id,)):
            return id in wanted
    return False


def _needs(criterion: Criterion, document: Document) -> Iterator[str]:
    """Yield the dotted names that a line's rule needs, ratios followed down to what was typed."""
    computed = {ratio.id: ratio.formula for ratio in document.ratios}
    computed |= {
        f"{table.id}.{ratio.id}": ratio.formula for table in document.tables for ratio in table.formulas
    }
    waiting = [name.dotted for formula in _formulas(criterion) for name in names(formula.tree)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        table, _, _ = name.partition(".")
        formula = computed.get(name.partition("[")[0])
        if formula is not None:
            inner = [found.dotted for found in names(formula.tree)]
            waiting += [*inner, *(f"{table}.{column}" for column in inner)]


def _formulas(criterion: Criterion) -> Iterator[Formula]:
    if isinstance(criterion.rule, RowRule):
        yield from criterion.rule.formulas()
    if criterion.na and criterion.na.when:
        yield criterion.na.when
    for veto in criterion.vetoes:
        yield veto.when
