"""What the builders of the fast path share: which variable is the row, and the way back from calls."""

import ast
from dataclasses import dataclass
from typing import Protocol

from .tree import Tree


@dataclass(frozen=True, slots=True)
class Frame:
    """Variables of the row and of the row outside it: row0 is the row of the formula itself."""

    depth: int = 0

    @property
    def row(self) -> str:
        return f"row{self.depth}"

    @property
    def outer(self) -> str:
        return f"row{self.depth - 1}"

    def inside(self) -> "Frame":
        return Frame(self.depth + 1)


class Builder(Protocol):
    """The part of FastBuilder that calls need."""

    def keep(self, value: object) -> ast.expr:
        """Return a look-up of a constant."""

    def build(self, tree: Tree, frame: Frame) -> ast.expr:
        """Return the expression of a tree."""

    def condition(self, tree: Tree, frame: Frame) -> ast.expr:
        """Return an expression that is True or False, or raises."""
