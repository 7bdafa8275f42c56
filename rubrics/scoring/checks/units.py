"""In which unit a formula's value is shown: that of the figures it is made of."""

from dataclasses import dataclass

from rubrics.scoring.formulas.tree import Binary, Call, Name, Number, Tree, Unary
from rubrics.scoring.index import Index, columns_of
from rubrics.scoring.units import DAYS, PURE, PURE_UNIT, UNITS, Unit, unit_of

DATE = "日期"
_SCORES = ("得分", "分值", "失分")


@dataclass(frozen=True, slots=True)
class Shown:
    unit: Unit
    places: int
    address: str = ""


PLAIN = Shown(PURE_UNIT, 2)
_PERCENT = Shown(UNITS["%"], 2)
_DAYS = Shown(UNITS[DAYS], 0)


@dataclass(frozen=True, slots=True)
class Showing:
    """Works out units; `each` is the table whose columns are plain names, 指标 or ''."""

    index: Index
    each: str = ""

    def of(self, tree: Tree) -> Shown:
        """Return the unit, decimals and, for a plain figure, the address."""
        match tree:
            case Name():
                return self._name(tree)
            case Number():
                return Shown(unit_of(tree.unit, self.index.document.nouns) or PURE_UNIT, 2)
            case Unary():
                return self._bare(self.of(tree.operand))
            case Binary():
                return self._bare(self._binary(tree))
            case Call():
                return self._bare(self._call(tree))
            case _:
                return PLAIN

    def _bare(self, shown: Shown) -> Shown:
        return Shown(shown.unit, shown.places)

    def _binary(self, tree: Binary) -> Shown:
        left, right = self.of(tree.left), self.of(tree.right)
        if tree.operator == "-" and DATE in (left.unit.dimension, right.unit.dimension):
            return _DAYS if left.unit.dimension == right.unit.dimension else left
        if tree.operator in "+-":
            return left if left.unit.name else right
        if tree.operator == "/":
            return _PERCENT if left.unit.dimension == right.unit.dimension else PLAIN
        return right if left.unit.dimension == PURE else left

    def _call(self, call: Call) -> Shown:
        if call.function in ("数量", "字数"):
            return Shown(PURE_UNIT, 0)
        return self.of(call.arguments[1 if call.function == "如果" else 0])

    def _name(self, name: Name) -> Shown:
        column = self._column(name.column)
        if column is not None:
            return column
        named = self.index.named(name.dotted)
        return Shown(named.unit, named.places, named.address)

    def _column(self, column: str) -> Shown | None:
        if column in _SCORES and self.each and self.each not in self.index.tables:
            return Shown(UNITS["分"], 2)
        table = self.index.tables.get(self.each)
        found = [] if table is None else [one for one in columns_of(table) if one.id == column]
        return Shown(found[0].unit, found[0].places) if found else None
