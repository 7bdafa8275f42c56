"""Which figures and targets of the bureau a document sets against what was filed; others must not be brought in."""

from collections.abc import Iterator
from decimal import Decimal

from .formulas.phrasing import names_in
from .formulas.tree import Binary, Call, Formula, Name, Tree, Unary
from .index import PRESET, walk
from .presets import DIFFERENT, LACKING, Part, held_columns, targets_in
from .problems import Severity
from .reading.desks import desk_of
from .types import Check, CheckForm, Document, Field, Table
from .units import Unit

_FILLED, _ABSENT = "已填", "无此事项"


def every_figure_check(document: Document) -> Check | None:
    """Return the check that looks at every figure of the bureau, None where the document has none."""
    return next((one for one in document.checks if one.form is CheckForm.BUREAU), None)


def own_checks(document: Document) -> dict[str, Check]:
    """Return key -> the check of its own that sets a figure of the bureau against what was filed.

    It must look whenever the bureau holds the figure, and at 无此事项 too where that may be answered.
    """
    found: dict[str, Check] = {}
    tables = {one.id: one for one in document.tables}
    for check in _counting(document):
        table = tables.get(check.each)
        for name, column in _compared(check):
            found |= dict.fromkeys((name,) if table is None else _keys_of(table, column), check)
    answered = {name for check in _counting(document) if not check.each for name in _absent_in(check)}
    desk = desk_of(document)
    fields = {key: desk.held(key) for key in found}
    return {
        key: check
        for key, check in found.items()
        if (field := fields[key]) is not None and (not field.allow_na or key in answered)
    }


def allowed(every: Check, unit: Unit) -> Decimal:
    """Return how far a figure may be apart from the bureau's: form bureau writes it in the unit of each figure."""
    return every.tolerance * unit.factor


def tolerances(document: Document) -> dict[str, Decimal]:
    """Return key -> how far what was filed may be apart from the figure of the bureau, in canonical value."""
    own, every = own_checks(document), every_figure_check(document)
    found = {key: check.tolerance for key, check in own.items()}
    if every is not None:
        figures = desk_of(document).held_figures()
        found |= {one.id: allowed(every, one.unit) for one in figures if one.id not in own}
    return found


def checks_on_held(document: Document) -> frozenset[str]:
    """Return the checks that set what was filed against what the bureau holds."""
    return frozenset(
        check.id
        for check in document.checks
        if check.form is CheckForm.BUREAU
        or any(
            name.parts[0] == PRESET
            for formula in (check.holds, check.when)
            if formula is not None
            for name in names_in(formula.tree)
        )
    )


def checked_figures(document: Document) -> tuple[Field, ...]:
    """Return the figures that the bureau may bring in: each is set against what was filed by a check."""
    figures = desk_of(document).held_figures()
    if every_figure_check(document) is not None:
        return figures
    own = own_checks(document)
    return tuple(one for one in figures if one.id in own)


def checked_targets(document: Document) -> frozenset[str]:
    """Return the tables that the bureau may set targets for: checks look at rows that differ, and at rows not there."""
    differing, lacking = set(), set()
    for check in _counting(document):
        names = {name.dotted for name in names_in(check.holds.tree)} if check.holds else set()
        if check.each and f"{PRESET}.{DIFFERENT}" in names:
            differing.add(check.each)
        lacking |= {name for name in names if not check.each and name.endswith(f".{LACKING}")}
    targets = targets_in(document.tables, walk(document.criteria))
    return frozenset(one for one in targets if one in differing and f"{PRESET}.{one}.{LACKING}" in lacking)


def _counting(document: Document) -> Iterator[Check]:
    """Yield the checks that nothing passes without being put right or explained."""
    yield from (
        check
        for check in document.checks
        if check.form is CheckForm.HOLDS
        and check.severity is not Severity.HINT
        and not check.optional_group
        and _looks_always(check.when)
    )


def _looks_always(when: Formula | None) -> bool:
    """Say whether a check looks whenever the bureau holds something."""
    if when is None:
        return True
    tree = when.tree
    if not isinstance(tree, Call) or tree.function != _FILLED:
        return False
    return all(isinstance(one, Name) and one.parts[0] == PRESET for one in tree.arguments)


def _compared(check: Check) -> Iterator[tuple[str, str]]:
    """Yield name and column of a figure that must equal the bureau's figure of it."""
    tree = check.holds.tree if check.holds is not None else None
    if isinstance(tree, Binary) and tree.operator == "=":
        for one, other in ((tree.left, tree.right), (tree.right, tree.left)):
            if isinstance(one, Name) and isinstance(other, Name) and other.dotted == f"{PRESET}.{one.dotted}":
                yield one.dotted, one.column


def _keys_of(table: Table, column: str) -> tuple[str, ...]:
    """Return the cells that a check over the rows looks at: always, unless the table may be answered 无此事项."""
    known = {one.id for one in held_columns(table)}
    looks = column in known and not table.allow_na
    return tuple(str(Part(table.id, column, row)) for row in table.fixed) if looks else ()


def _absent_in(check: Check) -> Iterator[str]:
    """Yield the figures whose 无此事项 a check sets against the bureau's figure."""
    if check.holds is not None:
        names = {name.dotted for name in names_in(check.holds.tree)}
        for call in _calls(check.holds.tree):
            first = call.arguments[0]
            if call.function == _ABSENT and isinstance(first, Name) and f"{PRESET}.{first.dotted}" in names:
                yield first.dotted


def _calls(tree: Tree) -> Iterator[Call]:
    match tree:
        case Call():
            yield tree
        case Unary():
            yield from _calls(tree.operand)
        case Binary():
            yield from _calls(tree.left)
            yield from _calls(tree.right)
        case _:
            return
