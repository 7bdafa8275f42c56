"""Compiled formulas without the care of a call from outside: scoring is already inside formulas.exact()."""

from collections.abc import Callable
from decimal import Decimal
from typing import cast

from rubrics.scoring.formulas import Compiled, Environment, Name, NameKind
from rubrics.scoring.states import Known

type Computed = Callable[[Environment], Known]


def quick(compiled: Compiled) -> Computed:
    """Return the formula as a function; it gives what `compiled` gives, absences included, inside exact()."""
    tree = compiled.formula.tree
    if isinstance(tree, Name) and tree.kind is NameKind.FIGURE:
        return _figure(compiled, tree.dotted)
    fast, snaps = compiled.fast, compiled.snaps

    def compute(environment: Environment) -> Known:
        try:
            value = fast(environment.values, environment.row, environment.rows, environment.absent_tables)
        except (TypeError, KeyError, ValueError, ArithmeticError):
            return compiled(environment)
        kind = type(value)
        return (
            cast(Known, value) if kind is bool or (kind is Decimal and not snaps) else compiled(environment)
        )

    return compute


def _figure(compiled: Compiled, name: str) -> Computed:
    def compute(environment: Environment) -> Known:
        value = environment.values.get(name)
        return compiled(environment) if value is None else value

    return compute
