"""A checked formula made ready for many evaluations: byte code for the ordinary case, the interpreter for the rest."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, getcontext
from types import CodeType, FunctionType
from typing import cast

from rubrics.scoring.states import Known, NotApplicable

from .dependencies import dependencies_of
from .environment import Environment
from .evaluate import evaluate
from .fast import PARAMETERS, FastBuilder, leaves_traces
from .frame import Frame
from .helpers import HELPERS, VALUE_TYPES
from .numbers import PRECISION, exact, snap
from .tree import Formula

_NOT_ORDINARY = (TypeError, KeyError, ValueError, ArithmeticError)
"""What the byte code raises for an absence, an empty table or a division by 0."""

type _Rows = Mapping[str, Sequence[Mapping[str, Known]]]
type FastPath = Callable[
    [Mapping[str, Known], Mapping[str, Known] | None, _Rows, Mapping[str, NotApplicable]], object
]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A formula to be called with an Environment; gives a value or an absence, and never raises for any figures.

    `needs`: dotted names of the figures and whole columns (项目.支出) that it reads; `tables`: whose rows it
    reads; `columns`: those of the row that it is in.
    """

    formula: Formula
    needs: tuple[str, ...]
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    fast: FastPath
    snaps: bool

    def __call__(self, environment: Environment) -> Known:
        if getcontext().prec != PRECISION:
            with exact():
                return self(environment)
        try:
            value = self.fast(
                environment.values, environment.row, environment.rows, environment.absent_tables
            )
        except _NOT_ORDINARY:
            return evaluate(self.formula.tree, environment)
        if type(value) is Decimal:
            return snap(value) if self.snaps else value
        return cast(Known, value) if type(value) in VALUE_TYPES else evaluate(self.formula.tree, environment)


def compile_formula(formula: Formula) -> Compiled:
    """Return the formula made ready. It must have passed check_formula without problems; ValueError otherwise."""
    reads = dependencies_of(formula)
    return Compiled(
        formula, reads.figures, reads.tables, reads.columns, _byte_code(formula), leaves_traces(formula.tree)
    )


def _byte_code(formula: Formula) -> FastPath:
    builder = FastBuilder()
    body = builder.build(formula.tree, Frame())
    arguments = ast.arguments([], [ast.arg(name) for name in PARAMETERS], None, [], [], None, [])
    whole = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, body)))
    code = next(part for part in compile(whole, "<formula>", "eval").co_consts if isinstance(part, CodeType))
    return FunctionType(code, {**HELPERS, **builder.constants, "__builtins__": {}})
