"""Checks made ready, in the order of the document; and the scope that their messages are read in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from rubrics.scoring.formulas import (
    BARE,
    TEXT,
    ZERO,
    Formula,
    Names,
    Resolved,
    check_formula,
    compile_formula,
)
from rubrics.scoring.formulas.tree import Binary, Tree
from rubrics.scoring.index import Index
from rubrics.scoring.presets import SAID_OF_FIGURES
from rubrics.scoring.reading.names import Declared, line_columns, names_of
from rubrics.scoring.types import Check, CheckForm, Document
from rubrics.scoring.units import PURE, PURE_UNIT

from .bureau import prepare_bureau
from .context import Context
from .each import EVERY_LINE
from .found import Found
from .headings import Headings
from .holds import Holding
from .message import Message, prepare_message
from .numbers import Numbers
from .sides import Side, prepare_sides
from .tolerance import COMPARING, comparisons, tolerant
from .unique import Unique
from .units import PLAIN, Showing, Shown
from .written_numbers import NumberReader

_WORDS = ("行号", "行名", "标题", "原文", "填报数")
_SIDES = ("左", "右", "差额", "倍数")


class Examining(Protocol):
    """A check made ready."""

    @property
    def check(self) -> Check: ...

    def examine(self, context: Context) -> Iterator[Found]:
        """Yield what was found, one for each case or one for all."""
        ...


def prepare_checks(document: Document, index: Index) -> tuple[Examining, ...]:
    """Return the checks of the document made ready."""
    preparing = _Preparing(document, index, scope_of(document))
    return tuple(preparing.prepare(check) for check in document.checks)


def scope_of(document: Document) -> Names:
    """Return what the names of a whole document mean."""
    constants = {}
    for name, number in document.constants.items():
        unit = document.constant_units.get(name, PURE_UNIT)
        bare = BARE if number else ZERO
        constants[name] = (unit.dimension if unit.name else bare, unit)
    declared = Declared(
        document.inputs,
        document.tables,
        document.ratios,
        document.criteria,
        tuple(band.gives for band in document.grades),
        constants,
    )
    return names_of(declared, document.nouns)[0]


@dataclass(frozen=True, slots=True)
class _Preparing:
    document: Document
    index: Index
    names: Names

    def prepare(self, check: Check) -> Examining:
        message, subject = self._message(check), check.subject
        match check.form:
            case CheckForm.UNIQUE:
                return Unique(check, subject["table"][0], subject["columns"], message)
            case CheckForm.NUMBERS:
                return Numbers(check, subject["narratives"], message, NumberReader(self.document.nouns))
            case CheckForm.HEADINGS:
                one = {name: values[0] for name, values in subject.items()}
                return Headings(check, one["narrative"], one["table"], one["column"], message)
            case CheckForm.BUREAU:
                return prepare_bureau(check, self.document, message)
            case CheckForm.HOLDS:
                return self._holding(check, message)

    def _holding(self, check: Check, message: Message) -> Holding:
        if check.holds is None:
            raise ValueError(f"{check.id} has nothing that must hold")
        condition = tolerant(check.holds, check.tolerance)
        inner = tuple(
            (one.operator, compile_formula(_side(one.left)), compile_formula(_side(one.right)))
            for one in comparisons(check.holds.tree)
        )
        table = self.index.tables.get(check.each)
        minimum = 0 if table is None else table.minimum_rows
        return Holding(
            check,
            message,
            compile_formula(condition),
            None if check.when is None else compile_formula(check.when),
            None if check.explained_by is None else compile_formula(check.explained_by),
            inner[0][1:] if _compares(check.holds) else None,
            inner,
            self._compared(check.holds.tree, check.each),
            minimum if isinstance(minimum, int) else compile_formula(minimum),
        )

    def _compared(self, tree: Tree, each: str) -> tuple[Side, Side] | None:
        if isinstance(tree, Binary) and tree.operator in COMPARING:
            return prepare_sides(tree, self.index, each)
        return None

    def _message(self, check: Check) -> Message:
        names, showing = self._names(check), Showing(self.index, check.each)

        def shown(formula: Formula) -> Shown:
            if formula.text in _SIDES and check.holds is not None and isinstance(check.holds.tree, Binary):
                return PLAIN if formula.text == "倍数" else self._side_shown(check.holds.tree, showing)
            return showing.of(formula.tree)

        return prepare_message(check.says, names, shown, names.unit)

    def _side_shown(self, tree: Binary, showing: Showing) -> Shown:
        left, right = showing.of(tree.left), showing.of(tree.right)
        found = left if left.unit.name else right
        return Shown(found.unit, found.places)

    def _names(self, check: Check) -> Names:
        """Return the scope of the message: the filing, the row of `each`, and what only messages have."""
        words = SAID_OF_FIGURES if check.form is CheckForm.BUREAU else _WORDS
        extra = {name: Resolved(TEXT) for name in words}
        columns = line_columns() if check.each == EVERY_LINE else self.names.columns_of_each(check.each)
        scope = self.names if columns is None else self.names.row_of(columns)
        if check.holds is not None and _compares(check.holds) and isinstance(check.holds.tree, Binary):
            dimension = _dimension(check.holds.tree, scope)
            extra |= {name: Resolved(dimension) for name in ("左", "右", "差额")} | {"倍数": Resolved(PURE)}
        return replace(scope, figures={**scope.figures, **extra})


def _compares(formula: Formula) -> bool:
    return isinstance(formula.tree, Binary) and formula.tree.operator in COMPARING


def _side(tree: Tree) -> Formula:
    return Formula("", tree)


def _dimension(tree: Binary, scope: Names) -> str:
    """Return the dimension of what is compared: that of the side that has a unit."""
    sides = [check_formula(_side(side), scope)[0].dimension for side in (tree.left, tree.right)]
    return next((side for side in sides if side not in ("", "无单位数", "零", "件数")), sides[0])
