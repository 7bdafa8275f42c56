"""The interpreter: follows a checked tree step by step and knows the absences. Byte code falls back on it."""

from datetime import date, timedelta
from decimal import Decimal, getcontext
from typing import assert_never

from rubrics.scoring.states import Known, Missing, NotApplicable, Undefined

from .absence import ABSENT, strongest
from .environment import Environment
from .evaluate_calls import evaluate_call
from .numbers import PRECISION, ZERO, exact, snap
from .phrasing import addresses_of, words
from .reserved import AND, NOT, OR
from .tree import Binary, Call, Date, Name, NameKind, Number, Text, Tree, Truth, Unary


def evaluate(tree: Tree, environment: Environment) -> Known:
    """Return the value of a checked tree, or why it has none. Never raises for any figures."""
    if getcontext().prec != PRECISION:
        with exact():
            return evaluate(tree, environment)
    try:
        value = follow(tree, environment)
    except ArithmeticError:
        return Undefined(f"“{words(tree)}”的结果太大，无法计算", addresses_of(tree))
    return snap(value) if isinstance(value, Decimal) else value


def follow(tree: Tree, environment: Environment) -> Known:
    """Return the value of one node; may raise ArithmeticError for numbers beyond all measure."""
    match tree:
        case Number() | Text() | Date() | Truth():
            return tree.value
        case Name():
            return _name(tree, environment)
        case Unary():
            return _unary(tree, environment)
        case Binary() if tree.operator in (AND, OR):
            return _logical(tree, environment)
        case Binary():
            return _binary(tree, environment)
        case Call():
            return evaluate_call(tree, environment, follow)
        case _:
            assert_never(tree)


def _name(name: Name, environment: Environment) -> Known:
    nothing = Missing((name.address or f"fig:{name.dotted}",))
    if name.kind is NameKind.FIGURE:
        return environment.values.get(name.dotted, nothing)
    row = environment.outer if name.kind is NameKind.OUTER else environment.row
    return nothing if row is None else row.get(name.column, nothing)


def _unary(tree: Unary, environment: Environment) -> Known:
    value = follow(tree.operand, environment)
    if isinstance(value, ABSENT):
        return value
    return not value if tree.operator == NOT or not isinstance(value, Decimal) else -value


def _logical(tree: Binary, environment: Environment) -> Known:
    """否 且 未填 is 否, 是 或 未填 is 是: a side that decides, decides."""
    deciding = tree.operator == OR
    left = follow(tree.left, environment)
    if left is deciding:
        return deciding
    right = follow(tree.right, environment)
    if right is deciding:
        return deciding
    return strongest((left, right)) or not deciding


def _binary(tree: Binary, environment: Environment) -> Known:
    left, right = follow(tree.left, environment), follow(tree.right, environment)
    absence = strongest((left, right))
    if absence is not None:
        return absence
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _numbers(tree, left, right)
    if isinstance(left, date) and isinstance(right, date):
        days = Decimal((left - right).days)
        return days if tree.operator == "-" else _compared(tree.operator, days)
    if isinstance(left, date) and isinstance(right, Decimal):
        return _shifted(left, right if tree.operator == "+" else -right)
    if isinstance(left, Decimal) and isinstance(right, date):
        return _shifted(right, left)
    return (left == right) is (tree.operator == "=")


def _numbers(tree: Binary, left: Decimal, right: Decimal) -> Known:
    match tree.operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return _quotient(tree, left, snap(right))
    return _compared(tree.operator, snap(left - right))


def _quotient(tree: Binary, left: Decimal, right: Decimal) -> Known:
    """0/0 does not apply, x/0 cannot be computed."""
    if right:
        return left / right
    addresses = addresses_of(tree.right)
    if snap(left):
        return Undefined(f"“{words(tree.right)}”为 0，不能作除数", addresses)
    return NotApplicable(addresses, f"“{words(tree.left)}”和“{words(tree.right)}”都为 0")


def _compared(operator: str, difference: Decimal) -> bool:
    match operator:
        case "<":
            return difference < ZERO
        case "≤":
            return difference <= ZERO
        case "=":
            return difference == ZERO
        case "≠":
            return difference != ZERO
        case "≥":
            return difference >= ZERO
        case _:
            return difference > ZERO


def _shifted(day: date, days: Decimal) -> date:
    """Whole days only: a date has no hours. Raises OverflowError (an ArithmeticError) beyond the calendar."""
    return day + timedelta(days=int(days))
