"""Builds, from a checked tree, the Python syntax tree of its fast path. No text of a document ever becomes code:

names and literals are keys and constants, and only the node types built here exist. Wherever a figure is absent, or the
case is not the ordinary one, the code raises (an absence has no arithmetic), and the interpreter answers instead.
"""

import ast
from dataclasses import dataclass, field
from typing import assert_never

from . import syntax
from .fast_calls import build_call
from .frame import Builder, Frame
from .reserved import AND, NOT, OR
from .tree import Binary, Call, Date, Name, NameKind, Number, Text, Tree, Truth, Unary

PARAMETERS = ("values", "row0", "rows", "absent_tables")
_ARITHMETIC: dict[str, type[ast.operator]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div}
_AGAINST: dict[str, tuple[type[ast.cmpop], str]] = {
    "<": (ast.LtE, "BELOW"),
    "≤": (ast.Lt, "NEAR"),
    "≥": (ast.Gt, "BELOW"),
    ">": (ast.GtE, "NEAR"),
}


@dataclass(slots=True)
class FastBuilder(Builder):
    """`constants`: the literals, under names of ours."""

    constants: dict[str, object] = field(default_factory=dict)

    def keep(self, value: object) -> ast.expr:
        key = f"constant{len(self.constants)}"
        self.constants[key] = value
        return syntax.name(key)

    def build(self, tree: Tree, frame: Frame) -> ast.expr:  # noqa: PLR0911  (one per kind of node)
        match tree:
            case Number() | Date():
                return self.keep(tree.value)
            case Text() | Truth():
                return syntax.constant(tree.value)
            case Name():
                return _name(tree, frame)
            case Unary():
                return self._unary(tree, frame)
            case Binary() if tree.operator in (AND, OR):
                sides: list[ast.expr] = [self.condition(tree.left, frame), self.condition(tree.right, frame)]
                return ast.BoolOp(ast.And() if tree.operator == AND else ast.Or(), sides)
            case Binary() if tree.operator in _ARITHMETIC:
                return self._arithmetic(tree, frame)
            case Binary():
                return self._comparison(tree, frame)
            case Call():
                return build_call(self, tree, frame)
            case _:
                assert_never(tree)

    def condition(self, tree: Tree, frame: Frame) -> ast.expr:
        """An absence would pass for true: what is not computed as a bool is looked up in BOOL, which has only two."""
        built = self.build(tree, frame)
        looked_up = isinstance(tree, Name) or (isinstance(tree, Call) and tree.function == "如果")
        return syntax.item("BOOL", built) if looked_up else built

    def _unary(self, tree: Unary, frame: Frame) -> ast.expr:
        if tree.operator == NOT:
            return ast.UnaryOp(ast.Not(), self.condition(tree.operand, frame))
        return ast.UnaryOp(ast.USub(), self.build(tree.operand, frame))

    def _arithmetic(self, tree: Binary, frame: Frame) -> ast.expr:
        left, right = self.build(tree.left, frame), self.build(tree.right, frame)
        if tree.operator == "/" and leaves_traces(tree.right):
            right = syntax.call("snap", right)
        return ast.BinOp(left, _ARITHMETIC[tree.operator](), right)

    def _comparison(self, tree: Binary, frame: Frame) -> ast.expr:
        left, right = self.build(tree.left, frame), self.build(tree.right, frame)
        if isinstance(tree.left, Text) or isinstance(tree.right, Text):
            operator: ast.cmpop = ast.Eq() if tree.operator == "=" else ast.NotEq()
            return syntax.compare(_checked_text(tree.left, left), operator, _checked_text(tree.right, right))
        difference = ast.BinOp(left, ast.Sub(), right)
        if tree.operator in _AGAINST:
            operator_type, bound = _AGAINST[tree.operator]
            return syntax.compare(difference, operator_type(), syntax.name(bound))
        operator = ast.Lt() if tree.operator == "=" else ast.GtE()
        return syntax.compare(syntax.call("abs", difference), operator, syntax.name("NEAR"))


def _checked_text(tree: Tree, built: ast.expr) -> ast.expr:
    """An absence would pass for another text, so what is not a literal goes through a check."""
    return built if isinstance(tree, Text) else syntax.call("text", built)


def _name(name: Name, frame: Frame) -> ast.expr:
    match name.kind:
        case NameKind.FIGURE:
            return syntax.item("values", syntax.constant(name.dotted))
        case NameKind.COLUMN:
            return syntax.item(frame.row, syntax.constant(name.column))
        case NameKind.OUTER:
            return syntax.item(frame.outer, syntax.constant(name.column))
        case _:
            raise ValueError(f"not a value: {name.dotted} is {name.kind or 'unchecked'}")


def leaves_traces(tree: Tree) -> bool:
    """Say whether the value may be the trace of a division where it should be 0: sums and differences."""
    match tree:
        case Binary():
            divisor_is_snapped = tree.operator == "/"
            inside = leaves_traces(tree.left) or (not divisor_is_snapped and leaves_traces(tree.right))
            return tree.operator in "+-" or inside
        case Unary():
            return leaves_traces(tree.operand)
        case Call():
            return any(map(leaves_traces, tree.arguments)) or tree.function in ("平均", "合计")
        case _:
            return False
